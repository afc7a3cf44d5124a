"""Choices that live in the address: each is read from it, checked, shown as a widget and written back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from dashboard.words import Words

# What a reader chose goes along from page to page, although Streamlit empties the address on the way.
_MEMORY = "address"


def read(name: str, accepted: Sequence[str], default: str, words: Words) -> str:
    """The value of one address parameter; an unknown one gives a notice and the default."""
    return _read(name, lambda value: value in accepted, default, words, accepted)


def read_list(name: str, accepted: Sequence[str], words: Words) -> list[str]:
    """The comma-separated values of one address parameter; unknown ones give a notice and are left out."""
    known = set(accepted)
    raw = st.query_params.get(name)
    raw = _memory().get(name, "") if raw is None else raw
    values = [value for value in raw.split(",") if value]
    for value in values:
        if value not in known:
            _notice(name, value, words, accepted)
    kept = [value for value in values if value in known]
    write(name, ",".join(kept))
    return kept


def write(name: str, value: str) -> None:
    """Put a value into the address (an empty one takes the parameter out) and remember it for the next page."""
    _memory()[name] = value
    if value:
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def select(
    name: str,
    options: Sequence[str],
    default: str,
    words: Words,
    label: str,
    format_func: Callable[[str], str] = str,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """A drop-down list whose choice lives in the address under ``name``."""
    value = read(name, options, default, words)
    key = _prepare(name, value)
    st.selectbox(
        label,
        options,
        key=key,
        format_func=format_func,
        width=width,
        on_change=_written,
        args=(name, key),
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
) -> list[str]:
    """A list of several choices that lives in the address under ``name``, separated by commas."""
    values = read_list(name, options, words)
    key = _prepare(name, values)
    st.multiselect(
        label,
        options,
        key=key,
        format_func=format_func,
        placeholder=placeholder,
        on_change=_written,
        args=(name, key),
    )
    return values


def _read(
    name: str,
    is_accepted: Callable[[str], bool],
    default: str,
    words: Words,
    accepted: Sequence[str],
) -> str:
    value = st.query_params.get(name)
    if value is not None and not is_accepted(value):
        _notice(name, value, words, accepted)
        value = default
    if value is None:
        value = _memory().get(name, default)
        # What was remembered from another page need not exist on this one.
        value = value if is_accepted(value) else default
    write(name, value)
    return value


def _notice(name: str, value: str, words: Words, accepted: Sequence[str]) -> None:
    some = ", ".join(list(accepted)[:8]) + (" …" if len(accepted) > 8 else "")
    st.warning(
        words("filter.unknown_value", name=name, value=value[:40], accepted=some),
        icon=":material/link_off:",
    )


def _memory() -> dict[str, str]:
    return st.session_state.setdefault(_MEMORY, {})


def _prepare(name: str, value: Any) -> str:
    """Give the widget the address's value before it is drawn, so that links, back and forward work."""
    key = f"choice_{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _written(name: str, key: str) -> None:
    value = st.session_state[key]
    write(name, ",".join(value) if isinstance(value, list) else value)
