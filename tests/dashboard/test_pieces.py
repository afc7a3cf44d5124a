"""The house's own HTML: whatever a report says, it stays text."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

from dashboard.pieces import (
    Cell,
    Statement,
    Table,
    listing,
    measured,
    number,
    paragraph,
    timeline,
    year,
)
from dashboard.pieces import day as pieces_day
from dashboard.words import words_of

WORDS = words_of("en")
HOSTILE = "<script>alert(1)</script>\"'&<b onclick=x>"


class Reading(HTMLParser):
    """Tags with their attributes, and the texts between them."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all_of(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every tag of this name."""
        return [attributes for name, attributes in self.tags if name == tag]


def steps(**first: Any) -> pd.DataFrame:
    row = {
        "step": "expression_of_interest",
        "step_status": "reached",
        "milestone_date": pd.Timestamp("2025-03-01"),
        "evidence_url": None,
    }
    return pd.DataFrame([row | first])


@pytest.mark.parametrize(
    "body",
    [
        Table([HOSTILE], [[Cell(HOSTILE)]], HOSTILE).html(),
        Table(["Head"], [[Cell(HOSTILE, link="https://example.org")]], "Caption").html(),
        listing([(HOSTILE, HOSTILE)]),
        listing([Statement(HOSTILE, HOSTILE, HOSTILE)], is_ordered=True),
        paragraph(HOSTILE, HOSTILE),
    ],
)
def test_hostile_texts_stay_texts(body: str) -> None:
    reading = Reading(body)
    assert {tag for tag, _ in reading.tags} <= {
        "a", "b", "br", "caption", "div", "li", "ol", "p", "span", "table", "tbody", "td", "th", "thead", "tr",
        "ul",
    }  # fmt: skip
    assert not [name for _, attributes in reading.tags for name in attributes if name[:2] == "on"]
    assert HOSTILE in reading.texts


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/a?b=1&c=2", "_blank"),
        ("http://example.org", "_blank"),
        ("/country?country=KEN&lang=fr", "_self"),
    ],
)
def test_web_and_own_addresses_become_links(address: str, target: str) -> None:
    reading = Reading(Table(["Head"], [[Cell("Open", link=address)]], "Caption").html())
    (link,) = reading.all_of("a")
    assert (link["href"], link["target"]) == (address, target)
    assert link.get("rel") == ("noopener" if target == "_blank" else None)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://example.org",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",  # a browser reads this as another host
        "/\\example.org",  # and this too
        "www.example.org",
        "see annex 3",
    ],
)
def test_other_texts_given_as_links_stay_texts(address: str) -> None:
    for body in (
        Table(["Head"], [[Cell("Open", link=address)]], "Caption").html(),
        timeline(steps(evidence_url=address), WORDS),
    ):
        assert not Reading(body).all_of("a")


def test_address_cannot_leave_its_attribute() -> None:
    body = Table(
        ["Head"], [[Cell("Open", link='https://x.org/" onclick="alert(1)')]], "Caption"
    ).html()
    (link,) = Reading(body).all_of("a")
    assert set(link) == {"href", "target", "rel"}


def test_table_is_named_for_screen_readers() -> None:
    reading = Reading(
        Table(["One", "Two"], [[Cell("1", is_number=True), Cell("b")]], "Said").html()
    )
    assert [head["scope"] for head in reading.all_of("th")] == ["col", "col"]
    assert reading.all_of("div")[0]["aria-label"] == "Said"
    assert [cell.get("class") for cell in reading.all_of("td")] == ["num", None]
    assert reading.texts == ["Said", "One", "Two", "1", "b"]


def test_timeline_gives_month_and_evidence_of_a_reached_step() -> None:
    reading = Reading(timeline(steps(evidence_url="https://example.org/letter.pdf"), WORDS))
    assert reading.texts == ["●", "Expression of interest", "Mar 2025", "Evidence"]
    assert reading.all_of("a")[0]["href"] == "https://example.org/letter.pdf"
    without = Reading(timeline(steps(), WORDS))
    assert without.texts[-1] == "No evidence given"


@pytest.mark.parametrize(
    ("status", "sign", "word"),
    [("not_reached", "○", "Not reached"), ("no_report", "◌", "No public report")],
)
def test_timeline_tells_unknown_from_not_reached(status: str, sign: str, word: str) -> None:
    rows = steps(step_status=status, milestone_date=pd.NaT)
    assert Reading(timeline(rows, WORDS)).texts == [sign, "Expression of interest", word]


def test_lists_are_numbered_where_their_order_counts() -> None:
    said = [Statement("No data", "Nothing is published."), Statement("Stale", "Too old.", "ours")]
    assert listing(said, is_ordered=True) == (
        '<ol class="pp-list"><li><b>No data</b><br>Nothing is published.</li>'
        '<li><b>Stale</b> <span class="pp-badge">ours</span><br>Too old.</li></ol>'
    )
    assert listing(said[:1]).startswith('<ul class="pp-list">')


def test_a_share_is_a_bar_of_that_width_under_its_text() -> None:
    body = Reading(
        Table(["Head"], [[Cell("22 of 47", share=22 / 47)], [Cell("–")]], "Caption").html()
    )
    (bar,) = body.all_of("span")
    assert bar["style"] == "width:47%"
    assert "22 of 47" in body.texts


def test_a_table_taken_away_holds_what_its_texts_stand_for() -> None:
    day = datetime.date(2026, 10, 31)
    french = words_of("fr")
    rows = [
        [Cell("Kenya"), number(1234, french), year(2020), measured(4.9, "percent", french)],
        [Cell("–"), number(None, french), year(float("nan")), measured(None, "number", french)],
    ]
    rows[0].append(pieces_day(pd.Timestamp(day), french))
    rows[1].append(Cell("sans date"))
    table = Table(["Pays", "Actions", "Année", "Valeur", "Jour"], rows, "Titre")
    assert [cell.text for cell in rows[0]] == [
        "Kenya", "1\u202f234", "2020", "4,9\u202f%", "31 oct. 2026",
    ]  # fmt: skip
    frame = table.frame("Unité")
    assert list(frame) == ["Pays", "Actions", "Année", "Valeur", "Unité", "Jour"]
    assert frame.iloc[0].tolist() == ["Kenya", 1234, 2020, 4.9, "pour cent", day]
    assert frame.iloc[1][["Pays", "Unité", "Jour"]].tolist() == ["–", "", "sans date"]
    assert frame.iloc[1][["Actions", "Année", "Valeur"]].isna().all()
    assert [str(frame[name].dtype) for name in ("Actions", "Année", "Valeur")] == [
        "Int64", "Int64", "Float64",
    ]  # fmt: skip


def test_a_web_address_stands_behind_its_text_in_a_file() -> None:
    cells = [
        Cell("Citation", "https://example.org"),
        Cell("https://example.org", "https://example.org"),
        Cell("2026", "/report?report=1"),
        Cell("Letter", "javascript:alert(1)"),
        Cell("Open", "https://example.org", value="https://example.org"),
    ]
    table = Table([f"{place}" for place in range(5)], [cells], "Caption")
    assert table.frame("Unit").iloc[0].tolist() == [
        "Citation (https://example.org)", "https://example.org", "2026", "Letter", "https://example.org",
    ]  # fmt: skip


def test_a_table_without_rows_keeps_its_heads() -> None:
    frame = Table(["One", "Two"], [], "Caption").frame("Unit")
    assert list(frame) == ["One", "Two"]
    assert frame.empty
