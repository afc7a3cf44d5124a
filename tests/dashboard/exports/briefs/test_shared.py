"""What briefs share: names of files, axes, dots that do not hide each other, several readers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from dashboard.exports.briefs import Edition, country_brief, file_name, shared
from dashboard.warehouse import NoBuild
from dashboard.words import words_of
from tests.dashboard.conftest import TODAY
from tests.dashboard.exports.briefs.reading import NBSP, edition, of_country

ENGLISH = words_of("en")


def rows(*values: float | None, chosen: float | None = None, unit: str = "percent") -> pd.DataFrame:
    every = [*values, chosen]
    return pd.DataFrame(
        {
            "country_name": [f"Country {n}" for n in range(len(every))],
            "is_chosen": [False] * len(values) + [True],
            "value": every,
            "year": pd.array([None if value is None else 2020 for value in every], dtype="Int64"),
            "state": ["no_data" if value is None else "value" for value in every],
            "unit": unit,
        }
    )


def test_a_strip_places_shares_of_its_axis() -> None:
    strip = shared.strip(rows(10.0, 20.0, 30.0, 40.0, chosen=25.0), "alt", ENGLISH)
    assert strip is not None
    assert (strip["low"], strip["high"]) == ("0%", "50%")
    assert [dot["x"] for dot in strip["dots"]] == [0.2, 0.4, 0.6, 0.8]
    assert strip["median"] == {"x": 0.5, "text": "median 25.0%"}
    assert strip["quartiles"] == [0.35, 0.65]  # 17.5 and 32.5, by linear interpolation
    assert strip["own"] == {"x": 0.5, "text": "Country 4 25.0% (2020)"}


def test_a_strip_without_the_country_or_without_peers() -> None:
    alone = shared.strip(rows(None, chosen=90.0), "alt", ENGLISH)
    assert alone is not None
    assert (alone["dots"], alone["median"], alone["quartiles"]) == ([], None, [])
    assert alone["high"] == "100%"
    without = shared.strip(rows(0.02, unit="per_100000"), "alt", ENGLISH)
    assert without is not None
    assert without["own"] is None
    assert without["high"] == "0.02"


def test_a_strip_of_nothing_is_none() -> None:
    assert shared.strip(rows(None, None), "alt", ENGLISH) is None


def test_far_years_and_other_age_bands_look_otherwise() -> None:
    table = rows(10.0, 20.0, 30.0, chosen=25.0)
    table.loc[0, "year"] = 2012
    table.loc[1, "state"] = "not_comparable"
    strip = shared.strip(table, "alt", ENGLISH)
    assert strip is not None
    assert [dot["kind"] for dot in strip["dots"]] == ["apart", "other", "peer"]
    assert strip["median"]["text"] == "median 20.0%"  # of 10 and 30: another age band is in none


def test_one_figure_has_no_median() -> None:
    strip = shared.strip(rows(10.0), "alt", ENGLISH)
    assert strip is not None
    assert strip["median"] is None


def test_numbers_stay_on_the_line_of_what_they_count() -> None:
    torn = "received, of which late: 3; missing: 11, in 2 countries since 2010. 1 more"
    kept = f"received, of which late:{NBSP}3; missing:{NBSP}11, in 2{NBSP}countries since 2010. 1{NBSP}more"
    assert shared.tied(torn) == kept


def test_a_legend_shows_what_occurs_as_it_looks() -> None:
    limited, cancelled = shared.legend(["cancelled", "limited"], "action", ENGLISH)
    assert (limited["sign"], limited["word"], limited["fill"]) == ("◔", "Limited", "#C48A0A")
    assert (cancelled["word"], cancelled["is_open"]) == ("Cancelled", False)


def test_dots_on_one_place_stand_in_lanes() -> None:
    strip = shared.strip(rows(50.0, 50.0, 50.0, 99.0), "alt", ENGLISH)
    assert strip is not None
    assert [dot["lane"] for dot in strip["dots"]] == [0, 1, -1, 0]


def test_file_names_sort_and_warn(hand_made: Path) -> None:
    assert file_name(edition("fr"), "Côte d’Ivoire") == "2026-11-22_cote-divoire_brief_fr.pdf"
    name = file_name(edition(audience="alliance"), "Kenya")
    assert name == "ALLIANCE_ONLY_2026-11-22_kenya_brief_en.pdf"


def test_illustrative_files_say_so_in_their_name() -> None:
    assert file_name(edition(), "Kenya") == "ILLUSTRATIVE_2026-11-22_kenya_brief_en.pdf"


def test_several_readers_at_once_get_what_one_gets() -> None:
    editions = [edition(language) for language in ("en", "fr")] * 2
    alone = {language: of_country("KEN", language) for language in ("en", "fr")}
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda asked: country_brief("KEN", asked), editions))
    assert made == [alone[asked.language] for asked in editions]


def test_without_a_build_the_command_that_makes_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHFINDER_WAREHOUSE", str(tmp_path))
    with pytest.raises(NoBuild, match="python -m etl build"):
        country_brief("KEN", Edition("en", TODAY))
