"""All of a country's marks: those that were judged, and the others by their word."""

from __future__ import annotations

from dashboard import queries
from dashboard.contents import country_progress
from dashboard.shell import Run
from tests.dashboard.conftest import make_run, table_cells

ENGLISH = make_run("en")
TREND = "PT_F_20-24_MRD_U18_TND"


def test_all_marks_of_a_country() -> None:
    told = country_progress.overview(ENGLISH, "KEN", "Kenya")
    assert told.sentence.startswith("Kenya: of 69 figures (series and sex), 1 can be judged.")
    assert len(told.names) == 69
    assert told.default == f"{TREND}.F"
    assert told.names["VC_VAW_SXVLN.M"] == "○ 16.2.3 · Sexual violence in childhood, male"
    assert table_cells(told.judged) == [
        [
            "5.3.1 · Child marriage before 18, trend (UNICEF), female",
            "▲ On track · depends on the method · ■□□ weak evidence",
            "20.3% (2017)",
            "12.5% (2022)",
            "0.999",
        ]
    ]


def test_the_unjudged_are_counted_by_word(run: Run) -> None:
    told = country_progress.overview(run, "KEN", "Kenya")
    counts = queries.progress.marks_of_country("KEN").word.value_counts()
    for word, count in counts.items():
        if word != "on_track":
            said = run.words(f"assessment.word.{word}")
            assert f"{said} ({count}) <span>" in told.unjudged
    assert told.unjudged.count("<details") == len(counts) - 1
    # Each stands in its row, the sexes of a series together under its name.
    rows = [row for row in table_cells(told.unjudged) if row]
    assert len(rows) == 68
    homicide = rows.index(next(row for row in rows if row[0].startswith("16.1.1")))
    assert [row[0] for row in rows[homicide + 1 : homicide + 3]] == ["", ""]
    assert [row[1] for row in rows[homicide : homicide + 3]] == [
        run.words(f"sex.{sex}") for sex in ("_T", "F", "M")
    ]
    assert "section=progress&amp;mark=VC_VAW_PHYPYV._Z" in told.unjudged


def test_a_country_without_a_judged_mark_says_so() -> None:
    told = country_progress.overview(ENGLISH, "SWE", "Sweden")
    assert told.judged is None
    assert "0 can be judged" in told.sentence
    assert told.default == "VC_VAW_PHYPYV._Z"
