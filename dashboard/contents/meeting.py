"""What the meeting page is asked for in its address, and the screen on which an agenda is made."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import streamlit as st

from dashboard import filters, queries, shell, show
from dashboard.contents import accountability_asked as asked
from dashboard.contents.accountability import LAUNCH
from dashboard.contents.meeting_screens import TOPICS, topic_code
from dashboard.queries.accountability import Scope
from dashboard.shell import Run

_LONGEST_MINUTES = 60
_MINUTES = ("", *map(str, range(1, _LONGEST_MINUTES + 1)))


class Plan(NamedTuple):
    """A meeting: its agenda (codes of countries and topics, in order), the two days it looks at, and minutes an item.

    ``minutes`` is 0 where no time is set.
    """

    agenda: tuple[str, ...]
    scope: Scope
    minutes: int


def places(run: Run) -> dict[str, str]:
    """All that can stand on an agenda: the topics, then the 47 by name; code to name."""
    topics = {topic_code(topic): run.words(f"meeting.topic.{topic}") for topic in TOPICS}
    return topics | queries.alliance.names(run.language)


def opened(run: Run) -> tuple[Plan, int] | None:
    """The meeting that the address opens and the place of its item from 0; None where the agenda is still to be made.

    A link that names anything unknown opens nothing: the screen to make the agenda says what is wrong with it.
    """
    address = st.query_params
    known, days = places(run), _days(run)
    codes = [code for code in address.get("agenda", "").split(",") if code]
    agenda = tuple(dict.fromkeys(codes))
    item = address.get("item", "")
    if (
        not agenda
        or not all(code in known for code in agenda)
        or item not in map(str, range(1, len(agenda) + 1))
        or address.get("minutes", "") not in _MINUTES
        or address.get("since", days[0]) not in days
    ):
        return None
    plan = Plan(
        agenda, _scope(run, address.get("since", days[0])), int(address.get("minutes") or 0)
    )
    return plan, int(item) - 1


def _days(run: Run) -> list[str]:
    """The days since when news are told: those of past meetings, newest first; before any, the Alliance's first day."""
    past = [day.isoformat() for day in asked.meetings() if day < run.today]
    return past[::-1] or [LAUNCH.isoformat()]


def _scope(run: Run, since: str) -> Scope:
    return Scope(run.today, datetime.date.fromisoformat(since))


def prepare(run: Run) -> None:
    """Show the choices of a meeting, the address to share, and the ways to begin."""
    words, known, days = run.words, places(run), _days(run)
    show.heading(run, words("meeting.title"), words("meeting.lead"))
    agenda = filters.select_many(
        "agenda", list(known), words, words("meeting.agenda"), known.__getitem__,
        words("meeting.agenda_placeholder"),
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        since = filters.select(
            "since", days, days[0], words, words("accountability.since"),
            lambda day: since_label(run, datetime.date.fromisoformat(day)),
        )  # fmt: skip
    with right:
        minutes = filters.select(
            "minutes", _MINUTES, "", words, words("meeting.minutes"),
            lambda number: words("meeting.minutes_each", n=int(number))
            if number
            else words("meeting.no_minutes"),
        )  # fmt: skip
    # An item without an agenda that has it: the filters say what is wrong with the rest of a link.
    items = [str(number) for number in range(1, len(agenda) + 1)]
    if agenda and "item" in st.query_params:
        filters.read("item", items, items[0], words)
    if not agenda:
        show.notice(words("meeting.empty"))
        _offer(run, _scope(run, since))
        return
    asked_for = choices(run, Plan(tuple(agenda), _scope(run, since), int(minutes or 0)))
    with st.container(key="start"):
        shell.link("meeting", words, words("meeting.start"), ":material/slideshow:", **asked_for)
    show.section(words("meeting.share"), words("meeting.share_note"))
    st.code(shell.whole_address("meeting", run, **asked_for), language=None, wrap_lines=True)
    show.section(words("meeting.keys.title"))
    keys = ("next", "back", "ends", "find", "full", "print", "leave", "offline")
    show.fragment(
        "<ul class='pp-list'>"
        + "".join(f"<li>{words(f'meeting.keys.{key}')}</li>" for key in keys)
        + "</ul>"
    )


def choices(run: Run, plan: Plan) -> dict[str, str]:
    """What the address of a meeting that begins with its first item says; what goes without saying is left out."""
    since, usual = plan.scope.since.isoformat(), _days(run)[0]
    said = {"agenda": ",".join(plan.agenda), "item": "1"}
    said |= {"minutes": str(plan.minutes)} if plan.minutes else {}
    return said | ({"since": since} if since != usual else {})


def since_label(run: Run, day: datetime.date, key: str = "accountability.meeting") -> str:
    """The day of a meeting, as the texts under ``key`` say it where its date is assumed or not."""
    is_assumed = asked.meetings().get(day, False)
    return run.words(f"{key}.{'assumed' if is_assumed else 'held'}", date=run.words.date(day))


def _offer(run: Run, scope: Scope) -> None:
    """Links that fill the agenda: the Alliance's topics, and countries with news or with a report missing."""
    words = run.words
    topics = [topic_code(topic) for topic in TOPICS]
    countries = queries.accountability.countries(scope, run.language)
    reports = queries.accountability.reports(scope, run.language)
    newest = reports[reports.reporting_year == reports.reporting_year.max()]
    offers = {
        "alliance": topics,
        "news": list(countries.country_code[countries.has_reported_since]),
        "missing": list(newest.country_code[newest.status == "missing"]),
    }
    for key, codes in offers.items():
        if codes:
            label = words(f"meeting.offer.{key}", n=len(codes))
            choices = {"agenda": ",".join(codes), "since": scope.since.isoformat()}
            shell.link("meeting", words, label, ":material/playlist_add:", **choices)
