"""Choices that live in the address: each is read from it, checked, shown as a widget and, once made, written back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Literal, NamedTuple

import streamlit as st

from dashboard import collecting
from dashboard.words import Words


class InForce(NamedTuple):
    """What the page of this run has been asked so far: every choice as its address has it; those that are not the
    default's; and filters in words."""

    choices: dict[str, str]
    chosen: dict[str, str]
    filters: dict[str, str]

    def note(self, name: str, value: str, default: str = "") -> None:
        """Take down one choice."""
        self.choices[name] = value
        if value != default:
            self.chosen[name] = value


_in_force: ContextVar[InForce | None] = ContextVar("in_force", default=None)


def begin() -> None:
    """Forget the choices of the run before."""
    _in_force.set(InForce({}, {}, {}))


def in_force() -> InForce:
    """The choices of this run so far, defaults included, so that a view made of them can be found again."""
    return _in_force.get() or InForce({}, {}, {})


def read(name: str, accepted: Sequence[str], default: str, words: Words) -> str:
    """The value of one address parameter; the default where it is absent or, with a notice, unknown.

    What is absent stays absent: writing a default would put a second entry into the browser's history, so that the
    reader had to go back twice.
    """
    value = st.query_params.get(name)
    if value is not None and value not in accepted:
        _notice(name, value, words, accepted)
    chosen = default if value is None or value not in accepted else value
    in_force().note(name, chosen, default)
    return chosen


def read_list(name: str, accepted: Sequence[str], words: Words) -> list[str]:
    """The comma-separated values of one address parameter; unknown ones give a notice and are left out."""
    values = [value for value in st.query_params.get(name, "").split(",") if value]
    for value in values:
        if value not in accepted:
            _notice(name, value, words, accepted, "filter.unknown_listed")
    kept = [value for value in values if value in accepted]
    in_force().note(name, ",".join(kept))
    return kept


def read_day(
    name: str,
    default: datetime.date,
    words: Words,
    earliest: datetime.date,
    latest: datetime.date,
) -> datetime.date:
    """The day of one address parameter (ISO 8601); the default where it is absent or, with a notice, no day in bounds."""
    value = st.query_params.get(name)
    in_force().note(name, default.isoformat(), default.isoformat())
    if value is None:
        return default
    try:
        # The basic form (20261122) would be another address of the same view.
        day = datetime.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        day = None
    if day is not None and earliest <= day <= latest:
        in_force().note(name, day.isoformat(), default.isoformat())
        return day
    _notice(name, value, words, [f"{earliest} – {latest}"])
    return default


def write(**choices: str) -> None:
    """Put choices into the address, empty ones out of it: all at once, for each change is one step of the way back."""
    changed = {**st.query_params.to_dict(), **choices}
    st.query_params.from_dict({name: value for name, value in changed.items() if value})


def select(
    name: str,
    options: Sequence[str],
    default: str,
    words: Words,
    label: str,
    format_func: Callable[[str], str] = str,
    width: int | Literal["stretch"] = "stretch",
    frees: Sequence[str] = (),
) -> str:
    """A drop-down list whose choice lives in the address under ``name``.

    ``frees`` names choices that depend on this one: a new choice takes them out of the address, for what they name
    may not exist any more.
    """
    value = read(name, options, default, words)
    key = _prepare(name, value)
    st.selectbox(
        label,
        options,
        key=key,
        format_func=format_func,
        width=width,
        on_change=_written,
        args=(name, key, frees),
    )
    return value


def switch(
    name: str,
    options: Sequence[str],
    default: str,
    words: Words,
    label: str,
    format_func: Callable[[str], str] = str,
    hide_label: bool = True,
) -> str:
    """A row of buttons, one pressed, whose choice lives in the address under ``name``."""
    value = read(name, options, default, words)
    key = _prepare(name, value)
    st.segmented_control(
        label,
        options,
        key=key,
        format_func=format_func,
        label_visibility="collapsed" if hide_label else "visible",
        required=True,
        on_change=_written,
        args=(name, key),
    )
    return value


def select_many(
    name: str,
    options: Sequence[str],
    words: Words,
    label: str,
    format_func: Callable[[str], str] = str,
    placeholder: str = "",
    goes_with: Mapping[str, str] | None = None,
) -> list[str]:
    """A list of several choices that lives in the address under ``name``, separated by commas.

    ``goes_with`` names choices without which this one means nothing: a new list writes them into the address too.
    """
    values = read_list(name, options, words)
    if values:
        in_force().filters[label] = ", ".join(map(format_func, values))
    key = _prepare(name, values)
    st.multiselect(
        label,
        options,
        key=key,
        format_func=format_func,
        placeholder=placeholder,
        on_change=_written,
        args=(name, key, (), goes_with),
    )
    return values


def day(
    name: str,
    default: datetime.date,
    words: Words,
    label: str,
    earliest: datetime.date,
    latest: datetime.date,
    help_text: str | None = None,
) -> datetime.date:
    """A day chosen from a calendar, which lives in the address under ``name`` as ``2026-11-22``."""
    value = read_day(name, default, words, earliest, latest)
    key = _prepare(name, value)
    st.date_input(
        label,
        min_value=earliest,
        max_value=latest,
        key=key,
        format="YYYY-MM-DD",
        help=help_text,
        on_change=_written,
        args=(name, key),
    )
    return value


def offered_day(
    name: str,
    value: datetime.date,
    offered: Sequence[datetime.date],
    label: str,
    format_func: Callable[[datetime.date], str],
    placeholder: str,
) -> None:
    """A drop-down list of days that stand for the same choice as ``day``: none is pressed where another is chosen."""
    key = f"choice_{name}_offered"
    st.session_state[key] = value if value in offered else None
    st.selectbox(
        label,
        offered,
        key=key,
        format_func=format_func,
        placeholder=placeholder,
        on_change=_written,
        args=(name, key),
    )


def toggle(name: str, words: Words, label: str, goes_with: Mapping[str, str] | None = None) -> bool:
    """An on-off switch; on stands in the address as ``name=yes``, off does not stand there.

    ``goes_with`` as in `select_many`.
    """
    is_on = read(name, ("yes",), "", words) == "yes"
    key = f"choice_{name}"
    st.session_state[key] = is_on
    st.toggle(label, key=key, on_change=_toggled, args=(name, key, goes_with))
    return is_on


def _notice(
    name: str,
    value: str,
    words: Words,
    accepted: Sequence[str],
    text: str = "filter.unknown_value",
) -> None:
    some = ", ".join(list(accepted)[:8]) + (" …" if len(accepted) > 8 else "")
    found = " ".join(value[:40].replace("`", "'").split())
    collecting.keep_unknown(collecting.Unknown(name, found, some))
    st.warning(
        # As code: a notice reads Markdown, and a link's maker must put neither pictures nor links of theirs on the page.
        words(text, name=name, value=f"`{found}`", accepted=some),
        icon=":material/link_off:",
    )


def _prepare(name: str, value: Any) -> str:
    """Give the widget the address's value before it is drawn, so that links, back and forward work.

    At every run: on another page the same key is another widget, which would start with its own first option.
    """
    key = f"choice_{name}"
    st.session_state[key] = value
    return key


def _written(
    name: str, key: str, frees: Sequence[str] = (), goes_with: Mapping[str, str] | None = None
) -> None:
    value = st.session_state[key]
    chosen = ",".join(value) if isinstance(value, list) else str(value or "")
    write(**{name: chosen}, **dict.fromkeys(frees, ""), **(goes_with or {}))


def _toggled(name: str, key: str, goes_with: Mapping[str, str] | None) -> None:
    write(**{name: "yes" if st.session_state[key] else ""}, **(goes_with or {}))
