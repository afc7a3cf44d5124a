"""Runs a page with nobody watching, to collect the figures and tables it shows: for pictures by address, and packs.

So whatever a link leads to can be had as files too, and no figure is made in two ways.
"""

from __future__ import annotations

import contextvars
import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from functools import lru_cache
from pathlib import Path
from types import CodeType
from urllib.parse import urlencode

from streamlit import runtime
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunContext, StopException, add_script_run_ctx
from streamlit.runtime.state import SafeSessionState, SessionState

from dashboard import collecting, shell
from dashboard.collecting import Collected
from dashboard.navigation import FOLDER, PageEntry
from dashboard.theme import LIGHT
from dashboard.warehouse import Audience
from dashboard.words import words_of

_APP = Path(__file__).with_name("app.py")


def views_at(
    entry: PageEntry,
    choices: Mapping[str, str],
    *,
    language: str,
    audience: Audience = "public",
    site: str = "",
    build: str = "",
) -> Collected:
    """What the page shows with these choices of its address, on light ground, in this language.

    ``site`` is where the dashboard stands (``https://example.org``): each view's address begins with it. ``build``
    names the build to read, the published one where it is empty. Raises NoBuild where there is none, and whatever the
    page raises.
    """
    # A thread of its own, with nothing of the caller's: Streamlit ties a script to its thread.
    found: Future[Collected] = Future()

    def run() -> None:
        try:
            found.set_result(_collect(entry, choices, language, audience, site, build))
        except BaseException as problem:  # whatever it is, the caller waits for it
            found.set_exception(problem)

    context = contextvars.Context()
    threading.Thread(target=context.run, args=(run,), name=f"unwatched {entry.name}").start()
    return found.result()


def _collect(
    entry: PageEntry,
    choices: Mapping[str, str],
    language: str,
    audience: Audience,
    site: str,
    build: str,
) -> Collected:
    session = f"unwatched-{uuid.uuid4().hex}"
    _open_session(session, urlencode({**choices, "lang": language}))
    shell.begin(
        words_of(language), audience, style=LIGHT, is_narrow=False, site=site, page=entry.name, build=build,
    )  # fmt: skip
    collected = collecting.begin()
    try:
        exec(_code(entry.path), {"__name__": "__main__", "__file__": entry.path})
    except StopException:
        pass  # a page may end early, as it does in a browser
    finally:
        # Downloads that the page offered are nobody's; Streamlit removes what is nobody's when a reader leaves.
        if runtime.exists():
            runtime.get_instance().media_file_mgr.clear_session_refs(session)
    return collected


def _open_session(session: str, query: str) -> None:
    """Tie this thread to a session of its own, whose messages go nowhere."""
    context = ScriptRunContext(
        session_id=session,
        _enqueue=lambda message: None,
        query_string=query,
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager("/unwatched"),
        main_script_path=str(_APP),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(str(_APP)),
    )
    add_script_run_ctx(threading.current_thread(), context)
    context.reset(query_string=query)


@lru_cache(maxsize=32)
def _code(path: str) -> CodeType:
    file = Path(path)
    assert file.is_relative_to(FOLDER), "only the house's own pages are run"
    return compile(file.read_text(encoding="utf-8"), path, "exec")
