"""The meeting on the projector: every item's screen at once, of which the bar's script shows one; all of them on paper."""

from __future__ import annotations

import html
import time
from pathlib import Path

import streamlit as st

from dashboard import css, filters, shell
from dashboard.contents import meeting
from dashboard.contents.meeting import Plan
from dashboard.contents.meeting_screens import Fact, Screen, screen
from dashboard.shell import Run

# Nothing on it answers to the pointer: it is read, not searched.
_PLOTLY = {"staticPlot": True, "responsive": False}
# Of a longer agenda sent at once no screen is seen before all are drawn. So the browser gets the seconds that it needs
# for a chart before the next one comes; with the first it has to load what draws charts.
_FEW, _PAUSE, _FIRST_PAUSE = 8, 0.1, 1.0
_BAR_TEXTS = (
    "bar", "back", "back_hint", "next", "next_hint", "timer_hint", "over", "find", "find_hint", "find_placeholder",
    "find_none", "find_asked", "unreachable", "full", "full_hint", "print", "print_hint", "leave", "leave_hint",
    "waiting", "failed",
)  # fmt: skip

_bar = st.components.v2.component(
    "meeting_bar",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    # The house's stylesheet holds for it, too.
    isolate_styles=False,
)


def show(run: Run, plan: Plan, at: int) -> None:
    """Draw every screen of the agenda and the bar that leads through them, starting with item ``at``."""
    words = run.words
    places = meeting.places(run)
    since = meeting.since_label(run, plan.scope.since, "meeting.since")
    st.html(f"<style>{css.STAGE}</style>")
    with st.container(key="stage"), st.container(key="sheet"):
        # First, so that an item can be seen while the others are still on their way.
        _bar(
            key="meeting_bar",
            data={
                "items": [
                    {"code": code, "key": _key(code), "label": places[code]} for code in plan.agenda
                ],
                "at": at,
                "minutes": plan.minutes,
                "places": [{"code": code, "label": label} for code, label in places.items()],
                "texts": {name: words(f"meeting.stage.{name}") for name in _BAR_TEXTS},
            },
            on_asked_change=_add_asked,
        )
        st.html(_listed(run, plan, since))
        # On paper they stand in the agenda's order; they are made from the one that is seen first.
        boxes = [(code, st.container(key=_key(code))) for code in plan.agenda]
        is_long = len(boxes) > _FEW
        for number, (code, box) in enumerate(boxes[at:] + boxes[:at]):
            with box:
                _draw(run, code, screen(run, plan.scope, since, code))
            if is_long:
                time.sleep(_PAUSE if number else _FIRST_PAUSE)


def _listed(run: Run, plan: Plan, since: str) -> str:
    """The agenda itself, for the handout's first page: items in order, time, the earlier day, the meeting's address."""
    words, known = run.words, meeting.places(run)
    count = len(plan.agenda)
    said = [words("meeting.paper.items", n=count), since]
    if plan.minutes:
        said.insert(1, words("meeting.paper.minutes", n=plan.minutes, total=plan.minutes * count))
    mark = f'<p class="pp-screen-illustrative">{html.escape(words("meeting.illustrative"))}</p>'
    address = shell.whole_address("meeting", run, **meeting.choices(run, plan))
    return (
        f'<div class="pp-paper-agenda">{mark if run.is_illustrative else ""}'
        f'<h1 class="pp-screen-title">{html.escape(words("meeting.paper.title"))}</h1>'
        f'<p class="pp-screen-lead">{html.escape(" · ".join(said))}</p><ol>'
        + "".join(f"<li>{html.escape(known[code])}</li>" for code in plan.agenda)
        + f'</ol><p class="pp-screen-foot">{html.escape(_made(run))} · {html.escape(address)}</p></div>'
    )


def _made(run: Run) -> str:
    words = run.words
    return words("meeting.made", built=words.date(run.built_on), today=words.date(run.today))


def _draw(run: Run, code: str, said: Screen) -> None:
    """Fill one screen with its five pieces, which the stylesheet puts in their places."""
    words = run.words
    st.html(_head(run, said))
    st.html(_facts(run, said))
    st.html(
        f'<h2 class="pp-screen-chart">{html.escape(said.chart_title)}'
        f"{_mark(run, said.chart_is_reported)}</h2>"
        f'<p class="pp-screen-note">{html.escape(said.chart_note)}</p>'
    )
    if said.figure is None:
        st.html(f'<p class="pp-screen-empty">{html.escape(said.empty)}</p>')
    else:
        st.plotly_chart(
            said.figure,
            theme=None,
            key=f"chart_{_key(code)}",
            alt=said.chart_alt,
            config=_PLOTLY,
        )
    sources = words.listed(source for source in said.sources if source)
    address = shell.whole_address("meeting", run, agenda=code, item="1")
    st.html(
        f'<p class="pp-screen-foot">{html.escape(words("show.source", source=sources))} · '
        f"{html.escape(' · '.join(filter(None, [said.caveat, _made(run)])))}"
        f'<span class="pp-on-paper"> · {html.escape(address)}</span></p>'
        f'<div class="pp-paper-notes">{html.escape(words("meeting.paper.notes"))}</div>'
    )


def _head(run: Run, said: Screen) -> str:
    """The band that says whose figures these are, then title and one sentence."""
    words = run.words
    bands = []
    if run.audience == "alliance":
        bands.append(
            f'<p class="pp-screen-alliance">{html.escape(words("meeting.alliance_only"))}</p>'
        )
    if run.is_illustrative:
        kind = "illustrative" if True in said.kinds else "real"
        bands.append(
            f'<p class="pp-screen-{kind}" role="note">{html.escape(words(f"meeting.{kind}"))}</p>'
        )
    return (
        f'<div class="pp-screen-bands">{"".join(bands)}</div><h1 class="pp-screen-title">{html.escape(said.title)}</h1>'
        f'<p class="pp-screen-lead">{html.escape(said.lead)}</p>'
    )


def _facts(run: Run, said: Screen) -> str:
    kind = "word" if said.is_word else "number"
    # Where real figures stand beside others, each of the others says what it is; else the band above is enough.
    is_mixed = len(said.kinds) == 2
    facts = "".join(
        f'<div class="pp-screen-fact">{_fact(run, fact, "pp-screen-figure", is_mixed)}</div>'
        for fact in said.facts
    )
    first = _fact(run, said.big, f"pp-screen-{kind}", is_mixed)
    return f'<div class="pp-screen-first">{first}</div>{facts}'


def _fact(run: Run, fact: Fact, kind: str, is_mixed: bool) -> str:
    mark = _mark(run, fact.is_reported and is_mixed).strip()
    note = " · ".join(filter(None, [html.escape(fact.note), mark]))
    return (
        f'<div class="pp-screen-label">{html.escape(fact.label)}</div>'
        f'<div class="{kind}">{html.escape(fact.figure)}</div>'
        f'<div class="pp-screen-note">{note}</div>'
    )


def _mark(run: Run, is_reported: bool) -> str:
    """The word that a figure rests on illustrative reports, where it does."""
    if not (is_reported and run.is_illustrative):
        return ""
    return f' <b class="pp-illustrative">{html.escape(run.words("ribbon.short"))}</b>'


def _key(code: str) -> str:
    return f"screen_{code.replace(':', '_')}"


def _add_asked() -> None:
    """Put the country or topic that was asked for into the place that the bar names, behind the item shown; show it."""
    asked = st.session_state["meeting_bar"]["asked"]
    agenda = [code for code in st.query_params["agenda"].split(",") if code]
    agenda.insert(asked["at"], asked["code"])
    filters.write(agenda=",".join(agenda), item=str(asked["at"] + 1))
