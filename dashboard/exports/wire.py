"""How the engine and its worker speak: each message after its length, each answer after a sign."""

from __future__ import annotations

import struct

# Answers begin with one of these.
DONE, FAILED = b"+", b"-"
_LENGTH = struct.Struct(">Q")
HEAD_BYTES = _LENGTH.size


def pack(message: bytes) -> bytes:
    """A message as it is sent: its length in eight bytes, then itself."""
    return _LENGTH.pack(len(message)) + message


def length_of(head: bytes) -> int:
    """Length in bytes of the message that follows these eight bytes."""
    return int(_LENGTH.unpack(head)[0])
