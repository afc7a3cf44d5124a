"""The corner of every page where people sign in and out, or choose a role to practise in."""

from __future__ import annotations

import html

import streamlit as st

from dashboard import identity, queries
from dashboard.identity import Person, Role
from dashboard.words import Words


def show(words: Words, person: Person) -> None:
    """Who is signed in, and the way in and out; nothing where nobody can sign in."""
    way = identity.sign_in()
    if way == "none":
        return
    with st.container(key="person"):
        if way == "development":
            _practise(words, person)
        elif not person.is_signed_in:
            st.button(
                words("identity.sign_in"),
                icon=":material/login:",
                type="tertiary",
                on_click=st.login,
            )
        else:
            with st.popover(person.name, icon=":material/person:", type="tertiary"):
                st.html(f"<p>{html.escape(_roles_in_words(words, person))}</p>")
                st.button(words("identity.sign_out"), icon=":material/logout:", on_click=st.logout)


def _practise(words: Words, person: Person) -> None:
    label = person.name if person.is_signed_in else words("identity.practise")
    with st.popover(label, icon=":material/school:", type="tertiary"):
        st.html(f"<p>{html.escape(words('identity.practise_note'))}</p>")
        roles = ["", *identity.ROLES]
        role = st.radio(
            words("identity.role"),
            roles,
            format_func=lambda name: words(f"role.{name}") if name else words("identity.nobody"),
            index=roles.index(person.roles[-1].name) if person.roles else 0,
        )
        names = queries.alliance.names(words.language)
        country = st.selectbox(
            words("table.country"),
            list(names),
            format_func=lambda code: names[code],
            index=list(names).index(person.roles[-1].country) if person.has("focal_point") else 0,
            disabled=role != "focal_point",
        )
        wanted = _practising(words, str(role), str(country), names)
    if wanted != person:
        st.session_state["practising_as"] = wanted
        st.rerun()


def _practising(words: Words, role: str, country: str, names: dict[str, str]) -> Person:
    if not role:
        return identity.NOBODY
    held = Role(role, country if role == "focal_point" else "")
    name = words(f"role.{role}") + (f" · {names[country]}" if held.country else "")
    return Person(
        f"practice|{role}{held.country}",
        name,
        (Role("viewer"), held) if role != "viewer" else (held,),
    )


def _roles_in_words(words: Words, person: Person) -> str:
    """What a person may do here, in words; why nothing, where a sign-in has grown stale."""
    if person.is_stale:
        return words("identity.stale")
    names = queries.alliance.names(words.language)
    said = [
        words(f"role.{role.name}")
        + (f" · {names.get(role.country, role.country)}" if role.country else "")
        for role in person.roles
    ]
    return ", ".join(said)
