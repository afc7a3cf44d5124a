"""The store of what was sent and decided: immutable files in a folder, or on S3 where servers share it.

    files/<checksum>                       a report file as it came, named by the SHA-256 of its content
    submissions/<checksum>/0000.json       the event that it was received, with sender and time
    submissions/<checksum>/0001.json …     the decisions on it, one event each, in their order

A file of an event is made only where there is none of that number yet, in one step that either has
happened or has not. So two servers cannot both write the next decision: the slower is told to look again.
Nothing is ever changed or removed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

FORMAT_VERSION = 1
EVENT_FILE = re.compile(r"submissions/([0-9a-f]{64})/(\d{4})\.json")
# What fsspec and the clients beneath it raise where a place cannot be reached or does not let us in.
UNREACHABLE = (OSError, ValueError, ImportError)


class StoreError(RuntimeError):
    """The store cannot do what was asked; the message says what was found and what to do."""


class AlreadyDecided(StoreError):
    """Somebody else's event has taken the place that this one was meant for."""


@dataclass(frozen=True)
class Actor:
    """Who acts: an identifier that stays the same, a name to show, and the role it is done in."""

    person_id: str
    name: str
    role: str
    country_code: str | None = None


@dataclass(frozen=True)
class Event:
    """One thing that happened to one submission; ``number`` counts them from 0 (received)."""

    submission_id: str
    number: int
    kind: str
    at: datetime
    by: Actor
    comment: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def event_id(self) -> str:
        """The event's name in the store, the same on every server."""
        return f"{self.submission_id}/{self.number:04d}"


@dataclass(frozen=True)
class Submission:
    """A report file that was sent, with all its events in their order."""

    submission_id: str
    events: tuple[Event, ...]

    @property
    def received(self) -> Event:
        """The event that it was received; its details say what the file is."""
        return self.events[0]

    @property
    def country_code(self) -> str:
        """ISO 3166-1 alpha-3 code of the country whose report it is."""
        return str(self.received.details["country_code"])

    @property
    def reporting_year(self) -> int:
        """The reporting year, as the file says."""
        return int(self.received.details["reporting_year"])

    @property
    def file_name(self) -> str:
        """The name the sender gave the file."""
        return str(self.received.details["file_name"])

    @property
    def is_illustrative(self) -> bool:
        """Whether the file says of itself that it is no country's report."""
        return self.received.details.get("is_illustrative") is True

    @cached_property
    def standing(self) -> tuple[Event, ...]:
        """The decisions that stand, in their order: without those that were undone."""
        standing: list[Event] = []
        for event in self.events[1:]:
            if event.kind == "undone":
                standing.pop()
            else:
                standing.append(event)
        return tuple(standing)

    @property
    def state(self) -> str:
        """``received``, or what the last decision that stands made of it."""
        return self.standing[-1].kind if self.standing else "received"


class Store:
    """Report files and events at one place: a folder's path, or an address fsspec knows (s3://…)."""

    def __init__(self, place: str | Path) -> None:
        self.place = str(place)
        try:
            # Another server may have written a moment ago: no listing may come from memory.
            self._files, root = url_to_fs(self.place, use_listings_cache=False)
        except UNREACHABLE as error:
            raise StoreError(
                f"The store {self.place} cannot be opened: {error}. Accepted are a folder or an "
                "address such as s3://bucket/folder."
            ) from error
        self._root = str(root).rstrip("/")

    # ------------------------------------------------------------------------------------ report files

    def put_file(self, content: bytes) -> str:
        """Keep a file as it came; returns its SHA-256. The same content is kept once."""
        checksum = hashlib.sha256(content).hexdigest()
        self._create(f"files/{checksum}", content)
        return checksum

    def file(self, checksum: str) -> bytes:
        """The content of a file. Raises StoreError where it is missing or was changed."""
        try:
            content: bytes = self._files.cat_file(self._path(f"files/{checksum}"))
        except FileNotFoundError:
            raise StoreError(
                f"The store {self.place} has no file {checksum}. Restore it from a copy."
            ) from None
        found = hashlib.sha256(content).hexdigest()
        if found != checksum:
            raise StoreError(
                f"The file {checksum} in {self.place} was changed (its SHA-256 is now {found}). "
                "Restore it from a copy."
            )
        return content

    # ------------------------------------------------------------------------------------------ events

    def append(self, event: Event) -> None:
        """Write an event. Raises AlreadyDecided where its number is taken by another."""
        content = json.dumps(
            {"format_version": FORMAT_VERSION, **asdict(event), "at": event.at.isoformat()},
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        ).encode("utf-8")
        if not self._create(f"submissions/{event.event_id}.json", content):
            raise AlreadyDecided(
                f"Event {event.number} of the report {event.submission_id[:12]} is there already: "
                "somebody was faster. Look at the report again, and decide anew if it is still due."
            )

    def submission(self, submission_id: str) -> Submission | None:
        """One submission, None where nothing of that checksum was received."""
        found = self._submissions(f"submissions/{submission_id}")
        return found[0] if found else None

    def submissions(self) -> list[Submission]:
        """All submissions, in the order in which they were received."""
        return self._submissions("submissions")

    def _submissions(self, folder: str) -> list[Submission]:
        names = sorted(self._listed(folder))
        events: dict[str, list[Event]] = {}
        for name, content in self._contents(names).items():
            event = _event(content, name)
            events.setdefault(event.submission_id, []).append(event)
        for submission_id, found in events.items():
            if [event.number for event in found] != list(range(len(found))):
                raise StoreError(
                    f"The store {self.place} lacks an event of {submission_id}: found the numbers "
                    f"{', '.join(str(event.number) for event in found)}. Restore it from a copy."
                )
        submissions = [Submission(key, tuple(found)) for key, found in events.items()]
        return sorted(submissions, key=lambda one: (one.received.at, one.submission_id))

    def _listed(self, folder: str) -> list[str]:
        try:
            found = self._files.find(self._path(folder))
        except FileNotFoundError:
            return []
        prefix = f"{self._root}/"
        names = [str(path).removeprefix(prefix) for path in found]
        return [name for name in names if EVENT_FILE.fullmatch(name)]

    def _contents(self, names: Sequence[str]) -> dict[str, bytes]:
        """Name -> content; a file that was read once is not fetched again, for none ever changes."""
        known = _remembered(self.place)
        if missing := [name for name in names if name not in known]:
            fetched = self._files.cat([self._path(name) for name in missing])
            contents = fetched if isinstance(fetched, dict) else {missing[0]: fetched}
            known |= {str(path).removeprefix(f"{self._root}/"): contents[path] for path in contents}
        return {name: known[name] for name in names}

    # ------------------------------------------------------------------------------------------- files

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _create(self, name: str, content: bytes) -> bool:
        """Make a file whole, unless there is one of that name; whether it was made."""
        if isinstance(self._files, LocalFileSystem):
            return _create_local(Path(self._path(name)), content)
        try:
            self._files.pipe_file(self._path(name), content, mode="create")
        except FileExistsError:
            return False
        except OSError as error:
            # The condition "there is none yet" failed, which s3fs tells as an invalid argument.
            if error.errno != errno.EINVAL or not self._files.exists(self._path(name)):
                raise
            return False
        return True


def _create_local(path: Path, content: bytes) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name that begins with a dot and is no event: what a crash leaves of it is nothing.
    partial = path.with_name(f".{uuid.uuid4().hex}.partial")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, a link never takes the place of a file that is there.
        os.link(partial, path)
    except FileExistsError:
        return False
    finally:
        with contextlib.suppress(FileNotFoundError):
            partial.unlink()
    _sync_folder(path.parent)
    return True


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@lru_cache(maxsize=8)
def _remembered(place: str) -> dict[str, bytes]:
    """The contents of the event files of one store that were read already."""
    return {}


def _event(content: bytes, name: str) -> Event:
    """An event from its file. Raises StoreError where it is none, or stands in another's place."""
    try:
        said = json.loads(content)
        version = said.pop("format_version")
        event = Event(
            **said | {"at": datetime.fromisoformat(said["at"]), "by": Actor(**said["by"])}
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{name} cannot be read as an event ({error}). Restore it from a copy."
        ) from error
    if version != FORMAT_VERSION or name != f"submissions/{event.event_id}.json":
        raise StoreError(
            f"{name} holds event {event.event_id} in format {version}; accepted is the event of that "
            f"name in format {FORMAT_VERSION}. Restore it from a copy."
        )
    return event


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def safe_file_name(name: str) -> str:
    """A sender's file name without folders and signs that mean something to a shell or a browser."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = re.sub(r"[^\w.\- ]+", "_", last).strip(" .")
    return kept[-120:] or "report"
