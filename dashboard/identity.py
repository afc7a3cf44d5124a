"""Who is signed in, and in which roles: by OpenID Connect, or, for practice on one's own machine, by choice."""

from __future__ import annotations

import logging
import math
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import streamlit as st
import yaml

from dashboard.warehouse import Audience

LOG = logging.getLogger(__name__)
DEVELOPMENT = "development"
ROLES = ("viewer", "focal_point", "secretariat", "csg")
# Those who belong to the Alliance's work, and so may see what is reported to the Alliance only.
ALLIANCE_ROLES = frozenset({"focal_point", "secretariat", "csg"})
# A working day: a provider's own limit may be minutes, and Streamlit keeps a sign-in for 30 days.
SESSION_HOURS = 12.0
_FOCAL_POINT = re.compile("focal_point:([A-Z]{3})")
SignIn = Literal["provider", "development", "none"]


class ConfigurationError(RuntimeError):
    """The sign-in is not configured as it can be; the message says what was found and what to do."""


class Role(NamedTuple):
    """A role, and the country it is held for (focal points only)."""

    name: str
    country: str = ""


@dataclass(frozen=True)
class Person:
    """Who reads: nobody known (no id), or somebody with roles."""

    person_id: str = ""
    name: str = ""
    roles: tuple[Role, ...] = ()
    is_stale: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is known."""
        return bool(self.person_id)

    @property
    def audience(self) -> Audience:
        """What this person may see."""
        return "alliance" if ALLIANCE_ROLES & {role.name for role in self.roles} else "public"

    def has(self, *names: str) -> bool:
        """Whether the person holds one of these roles."""
        return any(role.name in names for role in self.roles)

    def role_for(self, country: str) -> Role | None:
        """The role in which this person may send a report of a country, None where there is none."""
        held = (Role("focal_point", country), Role("secretariat"))
        return next((role for role in held if role in self.roles), None)


NOBODY = Person()


def sign_in() -> SignIn:
    """How people sign in here. Raises ConfigurationError for an unknown or a contradictory setting."""
    asked = os.environ.get("PATHFINDER_SIGN_IN", "")
    has_provider = st.secrets.load_if_toml_exists() and "auth" in st.secrets
    if asked not in ("", DEVELOPMENT):
        raise ConfigurationError(
            f"PATHFINDER_SIGN_IN: found {asked!r}; accepted is {DEVELOPMENT!r}, or nothing. Correct "
            "it or leave it out, and start again."
        )
    if asked and has_provider:
        raise ConfigurationError(
            "Found PATHFINDER_SIGN_IN=development and a sign-in provider in .streamlit/secrets.toml; "
            "accepted is one of the two, for with the first anybody can take any role. Leave it out "
            "where people sign in, and start again."
        )
    if asked:
        return "development"
    return "provider" if has_provider else "none"


def current() -> Person:
    """The person of this session as of now: a changed list of roles or a stale sign-in shows at once."""
    way = sign_in()
    if way == "none":
        return NOBODY
    if way == "development":
        return st.session_state.get("practising_as", NOBODY)
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        return NOBODY
    return person_of(claims, roles_file(), os.environ.get("PATHFINDER_ROLES_CLAIM"), time.time())


def person_of(
    claims: Mapping[str, Any],
    listed: Mapping[str, tuple[str, ...]],
    roles_claim: str | None,
    now: float,
) -> Person:
    """The person an identity token speaks of.

    Roles are those ``listed`` under the e-mail address (which the provider must have verified) or under
    ``sub:`` and the subject, and those in the claim ``roles_claim``, if one is named. A token older than
    the session's hours gives a stale person without any role.
    """
    subject = str(claims.get("sub") or "")
    if not subject:
        return NOBODY
    person_id = f"{claims.get('iss', '')}|{subject}"
    email = (
        str(claims.get("email") or "").casefold() if claims.get("email_verified") is True else ""
    )
    name = str(claims.get("name") or email or subject)
    issued = claims.get("iat")
    # Asked this way round, for what is no number (NaN) is not within any hours.
    is_fresh = isinstance(issued, int | float) and now - issued <= _session_hours() * 3600
    if not is_fresh:
        return Person(person_id, name, is_stale=True)
    said = [*listed.get(f"sub:{subject}", ()), *(listed.get(email, ()) if email else ())]
    if roles_claim:
        claimed = claims.get(roles_claim)
        said += (
            [claimed] if isinstance(claimed, str) else claimed if isinstance(claimed, list) else []
        )
    roles = [role for text in said if (role := parse_role(text)) is not None]
    return Person(person_id, name, tuple(dict.fromkeys([Role("viewer"), *roles])))


def parse_role(text: object) -> Role | None:
    """A role from its text (``secretariat``, ``focal_point:KEN``); None, with a line in the log, for any other."""
    said = str(text)
    if said in ROLES and said != "focal_point":
        return Role(said)
    if found := _FOCAL_POINT.fullmatch(said):
        return Role("focal_point", found[1])
    LOG.warning("Unknown role %r; accepted are %s, focal_point with :KEN", text, ", ".join(ROLES))
    return None


def roles_file() -> Mapping[str, tuple[str, ...]]:
    """Who has which roles, from the file PATHFINDER_ROLES names; nobody where it names none.

    Raises ConfigurationError where the file is missing or is no list of roles.
    """
    path = os.environ.get("PATHFINDER_ROLES")
    if not path:
        return {}
    try:
        return _read_roles(path, Path(path).stat().st_mtime_ns)
    except OSError as error:
        raise ConfigurationError(
            f"PATHFINDER_ROLES: {path} cannot be read ({error.strerror})."
        ) from None


@lru_cache(maxsize=2)
def _read_roles(path: str, modified: int) -> Mapping[str, tuple[str, ...]]:
    try:
        said = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
        if not isinstance(said, dict) or not all(
            isinstance(roles, list) for roles in said.values()
        ):
            raise ValueError("it is no mapping of people to lists of roles")
    except (ValueError, yaml.YAMLError) as error:
        raise ConfigurationError(
            f"PATHFINDER_ROLES: {path} cannot be used ({error}). Accepted are lines such as: "
            "name@example.org: [secretariat]"
        ) from None
    listed: dict[str, tuple[str, ...]] = {}
    for person, roles in said.items():
        # A subject is kept letter by letter, an address is the same in any case.
        key = str(person) if str(person).startswith("sub:") else str(person).casefold()
        listed[key] = (*listed.get(key, ()), *map(str, roles))
    return listed


def _session_hours() -> float:
    text = os.environ.get("PATHFINDER_SESSION_HOURS", "")
    try:
        hours = float(text or SESSION_HOURS)
    except ValueError:
        hours = math.nan
    # Neither without end nor "not a number", after which no sign-in would ever be too old.
    if not 0 <= hours < math.inf:
        raise ConfigurationError(
            f"PATHFINDER_SESSION_HOURS: found {text!r}; accepted is a number of hours such as 12."
        )
    return hours


def check_settings() -> None:
    """Raise ConfigurationError for a setting with which no sign-in could work, before anybody tries one."""
    sign_in()
    roles_file()
    _session_hours()
