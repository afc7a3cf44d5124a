"""Who somebody is and what they may, from a token, a file of roles and the settings: by values worked out by hand."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from dashboard import identity
from dashboard.identity import NOBODY, ConfigurationError, Person, Role

NOW = 1_795_305_600.0  # 22 November 2026, 00:00 UTC
HOUR = 3600
LISTED: Mapping[str, tuple[str, ...]] = {
    "office@example.org": ("secretariat",),
    "kenya@example.org": ("focal_point:KEN",),
    "sub:A-7": ("csg",),
    "sub:a-8": ("csg",),
}
CLAIMS: Mapping[str, Any] = {
    "iss": "https://provider.example.org",
    "sub": "17",
    "email": "office@example.org",
    "email_verified": True,
    "name": "Ada Lindqvist",
    "iat": int(NOW) - HOUR,
}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIGN_IN", "ROLES", "ROLES_CLAIM", "SESSION_HOURS"):
        monkeypatch.delenv(f"PATHFINDER_{name}", raising=False)


def person(roles_claim: str | None = None, **said: Any) -> Person:
    """The person of the claims with these changes; None takes a claim away."""
    claims = {name: value for name, value in {**CLAIMS, **said}.items() if value is not None}
    return identity.person_of(claims, LISTED, roles_claim, NOW)


# ----------------------------------------------------------------------------------------- the token


def test_a_verified_address_has_the_roles_listed_for_it() -> None:
    assert person() == Person(
        "https://provider.example.org|17", "Ada Lindqvist", (Role("viewer"), Role("secretariat"))
    )


@pytest.mark.parametrize("verified", [False, None, "true", 1, "True"])
def test_an_address_that_is_not_verified_has_no_role_but_reading(verified: Any) -> None:
    one = person(email_verified=verified)
    assert one.roles == (Role("viewer"),)
    assert one.is_signed_in
    assert one.audience == "public"


def test_an_address_is_the_same_in_any_case_and_needs_to_be_whole() -> None:
    assert person(email="Office@Example.ORG").has("secretariat")
    for other in ("office@example.org.evil.org", "xoffice@example.org", " office@example.org", ""):
        assert not person(email=other).has("secretariat"), other


def test_a_subject_is_listed_letter_by_letter() -> None:
    assert person(sub="A-7", email=None).roles == (Role("viewer"), Role("csg"))
    assert person(sub="a-7", email=None).roles == (Role("viewer"),)
    assert person(sub="A-8", email=None).roles == (Role("viewer"),)


def test_an_address_that_looks_like_a_subject_is_none() -> None:
    """Somebody's verified address may read sub:…; it gives nobody else's roles where it is no e-mail address."""
    assert person(sub="17", email="sub:a-7").roles == (Role("viewer"),)


@pytest.mark.parametrize("claim", ["secretariat", ["secretariat"], ["secretariat", "secretariat"]])
def test_a_claim_gives_roles_only_where_it_is_named(claim: Any) -> None:
    asked = {"email": None, "roles": claim}
    assert person(roles_claim="roles", **asked).roles == (Role("viewer"), Role("secretariat"))
    assert person(roles_claim="groups", **asked).roles == (Role("viewer"),)
    assert person(roles_claim=None, **asked).roles == (Role("viewer"),)
    assert person(roles_claim="", **asked).roles == (Role("viewer"),)


@pytest.mark.parametrize("claim", [{"secretariat": True}, 1, True, None, [["secretariat"]]])
def test_a_claim_of_another_kind_gives_nothing(claim: Any) -> None:
    assert person(roles_claim="roles", email=None, roles=claim).roles == (Role("viewer"),)


def test_roles_of_address_subject_and_claim_add_up_once_each() -> None:
    one = person(roles_claim="roles", sub="A-7", roles=["csg", "focal_point:UGA", "viewer"])
    assert one.roles == (
        Role("viewer"),
        Role("csg"),
        Role("secretariat"),
        Role("focal_point", "UGA"),
    )


def test_nobody_without_a_subject() -> None:
    assert person(sub=None) == NOBODY
    assert person(sub="") == NOBODY
    assert not NOBODY.is_signed_in


def test_a_name_is_the_one_given_else_the_verified_address_else_the_subject() -> None:
    assert person().name == "Ada Lindqvist"
    assert person(name=None).name == "office@example.org"
    assert person(name=None, email_verified=False).name == "17"


@pytest.mark.parametrize(
    ("age", "hours", "is_stale"),
    [
        (12 * HOUR, None, False),
        (12 * HOUR + 1, None, True),
        (1800, "0.5", False),
        (1801, "0.5", True),
        (0, "0", False),
        (1, "0", True),
    ],
)
def test_a_token_grows_stale_after_the_sessions_hours(
    monkeypatch: pytest.MonkeyPatch, age: int, hours: str | None, is_stale: bool
) -> None:
    if hours is not None:
        monkeypatch.setenv("PATHFINDER_SESSION_HOURS", hours)
    one = person(iat=NOW - age)
    assert one.is_stale is is_stale
    assert one.is_signed_in
    assert one.roles == (() if is_stale else (Role("viewer"), Role("secretariat")))
    assert one.audience == ("public" if is_stale else "alliance")


@pytest.mark.parametrize("issued", [None, "1795305600", [], True, float("nan"), float("-inf")])
def test_a_token_that_does_not_say_when_it_was_issued_is_stale(issued: Any) -> None:
    assert person(iat=issued).is_stale


@pytest.mark.parametrize("hours", ["twelve", "12h", "nan", "inf", "-1"])
def test_hours_that_are_no_number_are_refused(monkeypatch: pytest.MonkeyPatch, hours: str) -> None:
    monkeypatch.setenv("PATHFINDER_SESSION_HOURS", hours)
    with pytest.raises(ConfigurationError, match=f"PATHFINDER_SESSION_HOURS: found '{hours}'"):
        person()


# ------------------------------------------------------------------------------------- roles in words


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("viewer", Role("viewer")),
        ("secretariat", Role("secretariat")),
        ("csg", Role("csg")),
        ("focal_point:KEN", Role("focal_point", "KEN")),
    ],
)
def test_a_role_is_read(text: str, role: Role) -> None:
    assert identity.parse_role(text) == role


@pytest.mark.parametrize(
    "text",
    [
        "admin", "Secretariat", "secretariat ", "", "focal_point", "focal_point:", "focal_point:ken",
        "focal_point:KENYA", "focal_point:K1N", "focal_point:*", "secretariat:KEN", "csg:KEN", None,
        "focal_point:ÄÖÜ", "secretariat:",
    ],
)  # fmt: skip
def test_an_unknown_role_is_none_and_told_in_the_log(
    text: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="dashboard.identity"):
        assert identity.parse_role(text) is None
    assert (
        f"Unknown role {text!r}; accepted are viewer, focal_point, secretariat, csg" in caplog.text
    )


def test_an_unknown_role_beside_a_known_one_takes_nothing_away() -> None:
    one = person(roles_claim="roles", email=None, roles=["admin", "csg"])
    assert one.roles == (Role("viewer"), Role("csg"))


def test_who_may_send_for_which_country() -> None:
    kenya = person(email="kenya@example.org")
    assert kenya.role_for("KEN") == Role("focal_point", "KEN")
    assert kenya.role_for("UGA") is None
    assert person().role_for("UGA") == Role("secretariat")
    assert person(sub="A-7", email=None).role_for("KEN") is None
    assert NOBODY.role_for("KEN") is None


# -------------------------------------------------------------------------------------- the roles file


def roles_in(monkeypatch: pytest.MonkeyPatch, path: Path, text: str) -> Mapping[str, Any]:
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("PATHFINDER_ROLES", str(path))
    return identity.roles_file()


def test_without_a_file_nobody_is_listed() -> None:
    assert identity.roles_file() == {}


def test_a_file_lists_addresses_and_subjects(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = """
    Name@Example.org: [secretariat]
    kenya@example.org: ["focal_point:KEN", viewer]
    "sub:A-7": [csg]
    """
    assert roles_in(monkeypatch, tmp_path / "roles.yml", text) == {
        "name@example.org": ("secretariat",),
        "kenya@example.org": ("focal_point:KEN", "viewer"),
        "sub:A-7": ("csg",),
    }
    assert roles_in(monkeypatch, tmp_path / "empty.yml", "") == {}


def test_one_person_written_twice_has_all_the_roles(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "Ada@example.org: [secretariat]\nada@example.org: [csg]\n"
    listed = roles_in(monkeypatch, tmp_path / "roles.yml", text)
    assert listed == {"ada@example.org": ("secretariat", "csg")}


def test_a_changed_file_counts_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "roles.yml"
    assert roles_in(monkeypatch, path, "a@example.org: [csg]") == {"a@example.org": ("csg",)}
    path.write_text("b@example.org: [csg]", encoding="utf-8")
    os.utime(path, ns=(1, 2))
    assert identity.roles_file() == {"b@example.org": ("csg",)}


@pytest.mark.parametrize(
    "text",
    [
        "- a@example.org",
        "a@example.org: secretariat",
        "a@example.org: [secretariat",
        "just words",
        "a@example.org:\n  secretariat: true",
    ],
)
def test_a_file_that_is_no_list_of_roles_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "roles.yml"
    with pytest.raises(ConfigurationError) as raised:
        roles_in(monkeypatch, path, text)
    assert str(raised.value).startswith(f"PATHFINDER_ROLES: {path} cannot be used (")
    assert str(raised.value).endswith("Accepted are lines such as: name@example.org: [secretariat]")


def test_a_file_that_is_not_there_or_no_text_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATHFINDER_ROLES", str(tmp_path / "none.yml"))
    with pytest.raises(ConfigurationError, match="none.yml cannot be read .No such file"):
        identity.roles_file()
    monkeypatch.setenv("PATHFINDER_ROLES", str(tmp_path))
    with pytest.raises(ConfigurationError, match="cannot be read .Is a directory"):
        identity.roles_file()
    (tmp_path / "roles.yml").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("PATHFINDER_ROLES", str(tmp_path / "roles.yml"))
    with pytest.raises(ConfigurationError, match="cannot be used"):
        identity.roles_file()


# ----------------------------------------------------------------------------------- the way to sign in


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What Streamlit's secrets say; there is no file of them while it is empty."""
    said: dict[str, Any] = {}

    class Secrets:
        def load_if_toml_exists(self) -> bool:
            return bool(said)

        def __contains__(self, name: str) -> bool:
            return name in said

    monkeypatch.setattr(st, "secrets", Secrets())
    return said


def test_ways_to_sign_in(monkeypatch: pytest.MonkeyPatch, secrets: dict[str, Any]) -> None:
    assert identity.sign_in() == "none"
    secrets["something_else"] = {}
    assert identity.sign_in() == "none"
    assert identity.current() == NOBODY
    secrets["auth"] = {}
    assert identity.sign_in() == "provider"
    del secrets["auth"]
    monkeypatch.setenv("PATHFINDER_SIGN_IN", "development")
    assert identity.sign_in() == "development"


def test_practice_beside_a_provider_is_refused(
    monkeypatch: pytest.MonkeyPatch, secrets: dict[str, Any]
) -> None:
    secrets["auth"] = {}
    monkeypatch.setenv("PATHFINDER_SIGN_IN", "development")
    with pytest.raises(ConfigurationError, match="accepted is one of the two"):
        identity.sign_in()
    with pytest.raises(ConfigurationError, match="accepted is one of the two"):
        identity.current()


@pytest.mark.parametrize("asked", ["Development", "dev", "provider", "none", "1", " "])
def test_an_unknown_way_is_refused(
    monkeypatch: pytest.MonkeyPatch, secrets: dict[str, Any], asked: str
) -> None:
    monkeypatch.setenv("PATHFINDER_SIGN_IN", asked)
    with pytest.raises(ConfigurationError) as raised:
        identity.sign_in()
    assert str(raised.value) == (
        f"PATHFINDER_SIGN_IN: found {asked!r}; accepted is 'development', or nothing. Correct it or "
        "leave it out, and start again."
    )
