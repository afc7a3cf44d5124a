"""People at a real OpenID provider on this machine, an app that trusts it, and the reports they send."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from dashboard.words import words_of
from etl.places import Places
from etl.reference import DATA_FOLDER, Reference, load_reference
from etl.report import read_workbook, write_workbook
from etl.report.workbook import ILLUSTRATIVE_PREFIX, Words
from etl.review.store import Store
from tests.browser.conftest import ROOT, TODAY, free_port, serving
from tests.conftest import SMALL_SERIES, make_small_data

WORDS = words_of("en")
HOUR = 3600
# Subject at the provider -> what its tokens say. Nobody but this provider can say it.
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "kenya": {"email": "Kenya@example.org", "email_verified": True, "name": "Wanjiru Kamau"},
    "secretariat": {"email": "office@example.org", "email_verified": True, "name": "Ada Lindqvist"},
    "csg": {"email": "csg@example.org", "email_verified": True, "name": "Bo Castellanos"},
    # A reader with an account and no more; the claim is one that nobody has told the app to trust.
    "claimer": {
        "email": "claimer@example.org", "email_verified": True, "name": "Claimer",
        "roles": ["secretariat"], "role": "secretariat",
    },
    # Whoever may choose an address at the provider can choose the Secretariat's.
    "unverified": {"email": "office@example.org", "email_verified": False, "name": "Unverified"},
    # The provider signed this token 13 hours ago.
    "stale": {
        "email": "office@example.org", "email_verified": True, "name": "Stale",
        "iat": int(time.time()) - 13 * HOUR,
    },
}  # fmt: skip
# The pages speak of these by name, so that there is no page without them.
PAGES_SERIES = {"VC_HTF_DETV": "sdg", "VC_HTF_DETVR": "sdg"}
ROLES = {
    "kenya@example.org": ["focal_point:KEN"],
    "office@example.org": ["secretariat"],
    "csg@example.org": ["csg"],
}


@dataclass(frozen=True)
class Site:
    """An app that is served, its provider, and where it keeps what is sent and published."""

    address: str
    provider: str
    places: Places
    roles_file: Path

    @property
    def store(self) -> Store:
        """What was sent and decided, read anew from the disk."""
        return Store(self.places.store)

    def events(self) -> list[tuple[str, str]]:
        """All events in the store: whose report, and what happened."""
        return [
            (event.event_id, event.kind) for one in self.store.submissions() for event in one.events
        ]

    def write_roles(self, roles: Mapping[str, list[str]]) -> None:
        """Say who has which roles from now on."""
        # JSON is YAML; the file appears whole, as an editor's would.
        fresh = self.roles_file.with_suffix(".fresh")
        fresh.write_text(json.dumps(roles), encoding="utf-8")
        fresh.replace(self.roles_file)


@contextmanager
def provider() -> Iterator[str]:
    """Address of an OpenID provider at which PEOPLE sign in by a click."""
    import oidc_provider_mock

    users = [oidc_provider_mock.User(sub=sub, claims=dict(said)) for sub, said in PEOPLE.items()]
    with pytest.MonkeyPatch.context() as patch:
        # It speaks HTTP, which is for this machine only.
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
            yield f"http://localhost:{server.server_port}"


def write_secrets(folder: Path, provider_address: str, port: int) -> Path:
    """The secrets file of an app on this port; gives its path."""
    path = folder / "secrets.toml"
    path.write_text(
        f"""
        [auth]
        redirect_uri = "http://localhost:{port}/oauth2callback"
        cookie_secret = "a secret of these tests only, longer than 32 bytes"
        client_id = "pathfinder"
        client_secret = "also a secret"
        server_metadata_url = "{provider_address}/.well-known/openid-configuration"
        """,
        encoding="utf-8",
    )
    return path


def environment_of(places: Places, roles_file: Path) -> dict[str, str]:
    """The environment of an app at these places, without any setting of whoever runs the tests."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PATHFINDER_")}
    return {
        **kept,
        "PATHFINDER_DATA": str(places.data),
        "PATHFINDER_WAREHOUSE": str(places.warehouse),
        "PATHFINDER_STORE": places.store,
        "PATHFINDER_ROLES": str(roles_file),
        "PATHFINDER_TODAY": TODAY,
        "NO_PROXY": "localhost,127.0.0.1",
    }


@contextmanager
def signed_in_site(folder: Path, provider_address: str) -> Iterator[Site]:
    """The real app with a build without reports and an empty store, trusting this provider."""
    data = make_small_data(folder / "data", SMALL_SERIES | PAGES_SERIES)
    places = Places(data, folder / "warehouse", str(folder / "store"), False)
    port = free_port()
    site = Site(f"http://localhost:{port}", provider_address, places, folder / "roles.yml")
    site.write_roles(ROLES)
    environment = environment_of(places, site.roles_file)
    build = [sys.executable, "-m", "etl", "build"]
    subprocess.run(build, cwd=ROOT, env=environment, check=True, capture_output=True)
    secrets = write_secrets(folder, provider_address, port)
    with serving(environment, folder / "log", f"--secrets.files={secrets}", port=port):
        yield site


# ------------------------------------------------------------------------------------------- signing in


def sign_in(browser: Browser, site: Site, subject: str) -> Any:
    """Sign in as a person would, at the app and at the provider; gives the browser's cookies then."""
    context = browser.new_context(locale="en-GB")
    context.route("https://**/*", stay_here)
    try:
        page = context.new_page()
        page.goto(f"{site.address}/guide?lang=en", wait_until="commit")
        page.get_by_role("button", name=WORDS("identity.sign_in"), exact=True).click()
        page.wait_for_url(f"{site.provider}/oauth2/authorize?*")
        page.locator(f"button[name=sub][value='{subject}']").click()
        # By now the cookies are set; what the page says of the person is each test's own to look at.
        page.wait_for_url(f"{site.address}/guide?lang=en", wait_until="commit")
        return context.storage_state()
    finally:
        context.close()


def stay_here(route: Route) -> None:
    """Answer in another host's place: the provider's form would fetch its look from one."""
    route.fulfill(body="")


def user_cookie(context: BrowserContext) -> Any:
    """The cookie in which Streamlit keeps who is signed in."""
    (found,) = [one for one in context.cookies() if one["name"] == "_streamlit_user"]
    return found


def tampered(cookie_value: str, changes: Mapping[str, Any]) -> str:
    """A signed cookie whose claims were changed, with its signature as it was."""
    payload, stamp, signature = cookie_value.strip('"').rsplit(".", 2)
    is_packed = payload.startswith(".")
    content = base64.urlsafe_b64decode(payload.lstrip(".") + "===")
    claims = json.loads(json.loads(zlib.decompress(content) if is_packed else content))
    changed = json.dumps(json.dumps({**claims, **changes})).encode()
    written = base64.urlsafe_b64encode(zlib.compress(changed) if is_packed else changed)
    return f"{'.' * is_packed}{written.decode().rstrip('=')}.{stamp}.{signature}"


# ---------------------------------------------------------------------------------------------- reports


@lru_cache(maxsize=1)
def _reference() -> Reference:
    return load_reference()


@lru_cache(maxsize=1)
def _words() -> Words:
    return Words(_reference())


def report_file(
    country: str, office: str, visibility: str = "public", first_action: str | None = None
) -> bytes:
    """A real workbook with what a country's illustrative report for 2026 says, as if it were its own."""
    (path,) = (DATA_FOLDER / "illustrative").glob(f"{ILLUSTRATIVE_PREFIX}{country}_2026.xlsx")
    report, problems = read_workbook(path, _words())
    assert report is not None, problems
    report.form.values |= {
        "is_illustrative": False, "submitting_office": office, "visibility": visibility
    }  # fmt: skip
    # The small data folder knows few of the series that national data may speak of.
    report.rows["national_data"] = []
    if first_action is not None:
        report.rows["roadmap"][0].values["action"] = first_action
    with tempfile.TemporaryDirectory() as folder:
        written = write_workbook(Path(folder) / "report.xlsx", report, "en", _reference())
        return written.read_bytes()


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file on the submit page, as a person would, and wait for the verdict."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": kind, "buffer": content}, timeout=15_000
    )
    page.get_by_text(WORDS("submit.send.title"), exact=True).wait_for()


def review_address(submission_id: str) -> str:
    """The address of one report on the review page."""
    return f"/review?lang=en&sent={quote(submission_id[:12])}"
