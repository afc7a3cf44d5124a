"""A pack: many files made one after the other into a folder, then one zip of them with an index.

Each file is written whole and noted down as it is done, so that what was interrupted goes on where it stopped. A file
that cannot be made is named, with the reason, in the index and to whoever waits; the others are made all the same.
"""

from __future__ import annotations

import hashlib
import html
import json
import logging
import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dashboard.exports.csv_file import csv_bytes
from dashboard.exports.failures import reason
from dashboard.words import Words, words_of

LOG = logging.getLogger(__name__)
# Files that are compressed already; the zip stores them as they are.
_PACKED_SUFFIXES = {".png", ".pdf", ".pptx", ".xlsx"}
# The earliest day a zip can name: two packs of the same files are the same bytes.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_PLAN, _MADE = "plan.json", "made.jsonl"


class AnotherPack(ValueError):
    """The folder holds the files of another pack."""


class Item(NamedTuple):
    """One file of a pack: its place in it, what it shows, and who makes it.

    ``part``: what it belongs to, in the reader's words; ``language``: ISO 639-1. ``make`` gives the file's content.
    """

    path: str
    language: str
    part: str
    title: str
    source: str
    address: str
    is_illustrative: bool
    make: Callable[[], bytes]


class Failure(NamedTuple):
    """A file that could not be made, and why."""

    item: Item
    reason: str


@dataclass
class Progress:
    """How far a pack is: what is being made, how many of how many are done, what failed."""

    total: int = 0
    done: int = 0
    current: str = ""
    failures: list[Failure] = field(default_factory=list)


def make_files(
    items: Sequence[Item],
    folder: Path,
    plan: dict[str, Any],
    *,
    progress: Progress,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Make the files that are not there yet; whether all were tried (False: cancelled in between).

    ``plan`` says of what the pack is made; ``progress`` is kept up to date. Raises AnotherPack where the folder holds
    files of another plan, OSError where it cannot be written.
    """
    made = _made(folder, plan)
    progress.total, progress.done = len(items), 0
    progress.failures.clear()
    for item in items:
        if is_cancelled():
            return False
        progress.current = item.title
        if item.path not in made or made[item.path] != _digest_of(folder / item.path):
            try:
                content = item.make()
            except Exception as problem:  # whatever it is, it must not sink the others
                LOG.exception("%s could not be made", item.path)
                said = reason(problem, words_of(item.language))
                progress.failures.append(Failure(item, said))
            else:
                _write(folder / item.path, content)
                _note(folder, item.path, content)
        progress.done += 1
    progress.current = ""
    return True


def bundle(
    items: Sequence[Item],
    failures: Sequence[Failure],
    folder: Path,
    target: Path,
    *,
    plan: dict[str, Any],
    facts: Callable[[Words], Sequence[str]],
    languages: Sequence[Words],
) -> None:
    """Write the zip: the files that were made, ``index_LANGUAGE.html`` for each language, and ``index.csv``.

    ``facts`` (paragraphs: build, days, licence) stand above each index. The zip says its ``plan`` in its comment, and
    appears whole or not at all.
    """
    failed = {failure.item.path for failure in failures}
    made = [item for item in items if item.path not in failed]
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for words in languages:
                index = index_page(made, failures, words, facts(words))
                archive.writestr(_entry(f"index_{words.language}.html"), index)
            archive.writestr(_entry("index.csv"), index_table(made, failures))
            archive.comment = _said(plan).encode()
            for item in made:
                with (
                    (folder / item.path).open("rb") as content,
                    archive.open(_entry(item.path), "w") as entry,
                ):
                    shutil.copyfileobj(content, entry)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def check_target(target: Path, plan: dict[str, Any]) -> None:
    """Raise AnotherPack where a file of this name is there that is no pack of the same plan."""
    if not target.exists():
        return
    try:
        with zipfile.ZipFile(target) as archive:
            found = archive.comment.decode()
    except (zipfile.BadZipFile, UnicodeDecodeError):
        found = "a file that is no pack"
    if found != _said(plan):
        raise AnotherPack(
            f"{target} is there already: {found}. It would be replaced by {_said(plan)}. Remove it, or name another folder."
        )


def index_page(
    made: Sequence[Item],
    failures: Sequence[Failure],
    words: Words,
    facts: Sequence[str],
) -> str:
    """The index as a page of its own that asks nothing of anybody: the files of each part, and what failed."""
    title = words("pack.index.title")
    parts: dict[str, dict[tuple[str, str], list[Item]]] = {}
    for item in made:
        parts.setdefault(item.part, {}).setdefault((item.title, item.address), []).append(item)
    heads = "".join(
        f"<th>{html.escape(words(f'pack.index.{name}'))}</th>"
        for name in ("shown", "files", "source")
    )
    tables = "".join(
        f"<h2>{html.escape(part)}</h2><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(_row(files, words) for files in views.values())}</tbody></table>"
        for part, views in parts.items()
    )
    missing = "".join(
        f"<li><b>{html.escape(one.item.title)}</b> ({html.escape(one.item.path)})<br>{html.escape(one.reason)}</li>"
        for one in failures
    )
    failed = (
        f"<h2>{html.escape(words('pack.index.failed'))}</h2><ul>{missing}</ul>" if missing else ""
    )
    ribbon = (
        f'<p class="illustrative">{html.escape(words("ribbon.title"))} {html.escape(words("ribbon.text"))}</p>'
        if any(item.is_illustrative for item in made)
        else ""
    )
    said = "".join(f"<p>{html.escape(fact)}</p>" for fact in facts)
    return (
        f'<!doctype html><html lang="{words.language}" dir="{words.locale.text_direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{html.escape(title)}</h1>{ribbon}{said}{failed}{tables}</body></html>"
    )


def _row(files: Sequence[Item], words: Words) -> str:
    """One view with the files that show it."""
    first = files[0]
    mark = (
        f'<br><span class="illustrative">{html.escape(words("ribbon.short"))}</span>'
        if first.is_illustrative
        else ""
    )
    links = " · ".join(
        f'<a href="{html.escape(file.path)}">{file.path.rpartition(".")[2].upper()}</a>'
        for file in files
    )
    return (
        f'<tr><td><a href="{html.escape(first.address)}">{html.escape(first.title)}</a>{mark}</td>'
        f"<td>{links}</td><td>{html.escape(first.source)}</td></tr>"
    )


def index_table(made: Sequence[Item], failures: Sequence[Failure]) -> bytes:
    """The index as CSV: a row for each file, those that failed with the reason."""
    rows = [*(Failure(item, "") for item in made), *failures]
    return csv_bytes(
        pd.DataFrame(
            {
                "file": item.path,
                "language": item.language,
                "part": item.part,
                "title": item.title,
                "source": item.source,
                "is_illustrative": item.is_illustrative,
                "address": item.address,
                "failure": reason,
            }
            for item, reason in rows
        )
    )


def _made(folder: Path, plan: dict[str, Any]) -> dict[str, str]:
    """The digests of the files that are done, by their paths; an empty folder is begun."""
    folder.mkdir(parents=True, exist_ok=True)
    said = _said(plan)
    file = folder / _PLAN
    if not file.exists():
        _write(file, said.encode())
    elif file.read_text(encoding="utf-8") != said:
        raise AnotherPack(
            f"{folder} holds files of another pack: {file.read_text(encoding='utf-8')}. Accepted is an empty folder, or "
            f"one with files of {said}. Remove the folder, or name another one."
        )
    notes = folder / _MADE
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    made: dict[str, str] = {}
    for line in lines:
        try:
            note = json.loads(line)
        except ValueError:
            continue  # the line that was being written when it was interrupted
        made[note["path"]] = note["sha256"]
    return made


def _said(plan: dict[str, Any]) -> str:
    return json.dumps(plan, sort_keys=True)


def _note(folder: Path, path: str, content: bytes) -> None:
    note = json.dumps({"path": path, "sha256": hashlib.sha256(content).hexdigest()})
    with (folder / _MADE).open("a", encoding="utf-8") as notes:
        # On a line of its own, also after one that was cut off.
        notes.write(f"\n{note}\n")


def _digest_of(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_bytes(content)
    draft.replace(file)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _NO_DAY)
    is_packed = Path(path).suffix in _PACKED_SUFFIXES
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


_STYLE = """
body { font-family: system-ui, sans-serif; color: #14202B; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.5 }
h1 { font-size: 1.7rem } h2 { font-size: 1.15rem; margin-top: 2rem } a { color: #005A8C }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #D5DCE2 }
.illustrative { border-left: 6px solid #C48A0A; background: #FCF3DF; padding: .1rem .4rem; font-weight: 600 }
"""
