"""The brief of a country: its two pages, what they say, and what they must not confuse."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries
from dashboard.exports.briefs import Edition, country_brief
from dashboard.exports.briefs import country as country_module
from dashboard.exports.briefs.shared import reading
from dashboard.words import words_of
from tests.dashboard.conftest import TODAY
from tests.dashboard.exports.briefs.reading import (
    NBSP,
    SITE,
    THIN,
    alternatives,
    edition,
    of_country,
    opened,
    texts,
)

# Without any report, with a stage alone, with long lists, with long names, with few actions, without a figure.
SAMPLE = ("BRA", "AGO", "CIV", "TZA", "PNG", "FRA")


@pytest.fixture(scope="module")
def kenya() -> bytes:
    return of_country("KEN")


@pytest.fixture(scope="module")
def kenya_french() -> bytes:
    return of_country("KEN", "fr")


def test_the_file_names_itself_and_is_accessible(kenya: bytes, kenya_french: bytes) -> None:
    reader = opened(kenya)
    assert reader.metadata is not None
    assert reader.metadata.title == "Kenya: Country brief"
    assert reader.metadata.creation_date == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert opened(kenya_french).trailer["/Root"]["/Lang"] == "fr"
    assert opened(kenya_french).metadata.title == f"Kenya{NBSP}: Note de pays"


def test_only_the_house_s_fonts_are_in_it(kenya: bytes) -> None:
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in opened(kenya).pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all(name.startswith("NotoSans") for name in fonts), fonts


def test_the_figures_stand_with_value_and_year(kenya: bytes) -> None:
    _, second = texts(kenya)
    # Hand-known: Kenya's DHS of 2022, and child marriage from 20.3 (2017) to 12.5 (2022).
    assert "Kenya: 4.9% (2022, 18–29 years). Median of its peers: 3.6%" in second
    assert "Kenya 4.9% (2022)" in second
    assert "Peers’ figures of 2013 to 2022." in second
    assert "20.3% (2017)" in second
    assert "12.5% (2022)" in second
    assert "▲ On track · depends on the method · ■□□ weak evidence" in second
    assert "Progress: ○ Insufficient trend" in second
    assert "Progress: ↕ Never judged" in second
    assert "A further DHS with the same questions" in second
    assert "State party (1990)" in second
    assert "Legal protection (as of 27 Jan 2014 to 12 Feb 2026) Council of Europe" in second
    assert "transcription of 12 February 2026." in second
    assert "Legal protection, caveat Status as of the date given" in second
    assert "Application of these laws: Not assessed." in second
    assert "API answer of 20 January 2025" in second


def test_the_roadmap_stands_as_the_warehouse_has_it(kenya: bytes) -> None:
    first, _ = texts(kenya)
    mark = queries.implementation.marks(("KEN",), TODAY).iloc[0]
    money = queries.implementation.money(("KEN",)).iloc[0]
    assert f"{mark.due_complete_count} of {mark.due_count}" in first
    assert f"{mark.on_time_count} of {mark.promised_count}" in first
    slippage = f"{mark.median_slippage_days:.0f} days worst: {mark.worst_slippage_days} days"
    assert slippage in first.replace(NBSP, " ")
    assert f"{money.promised:,.0f} KES" in first
    assert "Between the reports for 2025 and 2026" in first
    counts = queries.alliance.change_counts("KEN").set_index("change").change_count
    assert f"Status moved forward: {counts['status_forward']}" in first
    assert "Jul 2025" in first  # the roadmap was approved


def test_every_page_says_when_it_was_made_and_where_it_stands(kenya: bytes) -> None:
    for number, text in enumerate(texts(kenya), 1):
        assert "File made on 22 Nov 2026." in text
        assert f"{SITE}/country?country=KEN&lang=en" in text
        assert f"{number} of 2" in text


def test_reports_are_marked_and_real_figures_are_not(kenya: bytes, kenya_french: bytes) -> None:
    first, second = texts(kenya)
    assert "Illustrative reports. Country reports, roadmaps and stages" in first
    assert "ILLUSTRATIVE" in first
    assert "generated illustrative country reports, not real ones" in first
    assert "ILLUSTRATIVE" not in second
    assert "none comes from a country report" in second
    first, second = texts(kenya_french)
    assert "Rapports fictifs." in first
    assert "FICTIF" in first
    assert "FICTIF" not in second


def test_pictures_are_told_to_those_who_hear_them(kenya: bytes) -> None:
    told = alternatives(kenya)
    assert len(told) == 7  # steps, actions, money in one currency, four figures
    assert told[0].startswith(
        "The steps of the pathfinding process of Kenya. Expression of interest"
    )
    assert "Due, as dates now stand: Complete 2." in told[1]
    assert any("4.9% (2022" in text for text in told)


def test_french_is_set_as_french_is(kenya_french: bytes) -> None:
    with reading(edition("fr")) as run:
        content = country_module.content(run, "KEN")
    sentence = content["figures"]["items"][2]["sentence"]
    assert sentence.startswith(f"Kenya{NBSP}: 4,9{THIN}% (2022, 18 à 29 ans).")
    first, second = texts(kenya_french)
    assert "4,9" in second
    assert "En bonne voie" in second
    assert "État de la feuille de route" in first
    assert "22 nov. 2026" in first


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("country", SAMPLE)
def test_every_brief_has_two_pages_that_hold_what_they_must(country: str, language: str) -> None:
    content = of_country(country, language)
    assert len(opened(content).pages) == 2
    words = words_of(language)
    first, second = (text.replace(NBSP, " ") for text in texts(content))
    name = queries.alliance.names(language)[country]
    for key in ("country.steps.title", "brief.roadmap.title"):
        assert words(key).replace(NBSP, " ") in first
    for key in ("country.panel.title", "mark.title", "brief.closing", "brief.sources"):
        assert words(key).replace(NBSP, " ") in second
    assert words("country.law.title") in first + second
    assert name in first
    assert name in second
    assert words("ribbon.title") in first
    assert words("brief.watermark") in first
    assert b"pdfuaid:part" in opened(content).trailer["/Root"]["/Metadata"].get_object().get_data()


def test_a_figure_of_another_age_band_is_not_called_no_data() -> None:
    _, second = texts(of_country("CHL"))
    assert "Chile: 62.5% (2017, 5–12 years). This age band is not comparable" in second
    assert "Progress: ◇ Not comparable" in second


def test_without_a_report_nothing_is_shown_as_nought() -> None:
    first, _ = texts(of_country("BRA"))
    assert "No report from this country has been received" in first
    assert "No roadmap with actions is public for this country." in first
    assert first.count("No public report") == 8
    assert " 0 of" not in first
    # What is real on this page says so.
    assert "none comes from a country report" in first
    assert "signed Bogotá Call to Action Nov 2024 latin-american.news" in first
    assert "in list of 24 undated end-violence.org" in first


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2019-09-13", "13 Sept 2019"),
        ("2024-11-08/09", "Nov 2024"),
        ("2016-07 (launch of the Partnership)", "Jul 2016"),
        ("2024 (before the conference)", "2024"),
        ("undated (24 countries listed)", "undated"),
    ],
)
def test_a_date_is_as_exact_as_the_page_that_gives_it(published: str, said: str) -> None:
    assert country_module.date_of_evidence(published, words_of("en")) == said


def test_long_lists_are_shortened_and_say_by_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = queries.country.changes("KEN")
    many = pd.concat([changes.assign(action_id=f"A{n:03d}") for n in range(60)])
    many = many.assign(action="Train everyone who works with children, everywhere. " * 12)
    monkeypatch.setattr(queries.country, "changes", lambda country: many)
    content = country_brief("KEN", edition())
    first, _ = texts(content)
    assert len(opened(content).pages) == 2
    assert "more actions on the country’s page" in first


def test_letters_the_fonts_lack_do_not_sink_a_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = queries.country.changes("KEN").assign(action="保护儿童 #panic() *bold*")
    monkeypatch.setattr(queries.country, "changes", lambda country: changes)
    content = country_brief("KEN", edition())
    assert len(opened(content).pages) == 2
    # What stands in a report is text and never markup.
    assert "#panic() *bold*" in texts(content)[0]


def test_what_is_for_the_alliance_only_says_so(hand_made: Path) -> None:
    public = " ".join(texts(country_brief("SLE", edition())))
    assert "For the Alliance only." not in public
    assert "for the Alliance only;" in public  # that reports came is known, and nothing more
    shown = texts(country_brief("SLE", edition(audience="alliance")))
    assert "For the Alliance only." in shown[0]
    assert "Stage: Implementing." in shown[0]


def test_real_reports_carry_no_illustrative_mark(hand_made: Path) -> None:
    shown = " ".join(texts(country_brief("KEN", edition())))
    assert "llustrative" not in shown
    assert "ILLUSTRATIVE" not in shown


def test_another_day_and_an_older_build_can_be_asked_for(served_build: str) -> None:
    asked = Edition("en", datetime.date(2026, 1, 31), build=served_build)
    first, _ = texts(country_brief("KEN", asked))
    assert "31 Jan 2026" in first


def test_a_country_that_is_no_pathfinder_is_refused() -> None:
    with pytest.raises(ValueError, match="'XXX' is no pathfinding country"):
        country_brief("XXX", edition())
