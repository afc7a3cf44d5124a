"""Synthetic figures: as many as asked for, each with a key of its own, and all of them fit for a build."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from bench import synthetic
from etl.observations import KEY, check_observations, read_observation_files
from etl.reference import load_reference, read_text_table
from tests.conftest import make_small_data

SERIES = {"VC_VAW_PHYPYV": "sdg", "VC_HTF_DETVOG": "sdg"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two real series, one of them with several age bands of a country, year and sex."""
    return make_small_data(tmp_path_factory.mktemp("source") / "data", SERIES)


@pytest.fixture(scope="module")
def grown(source: Path) -> Path:
    target = source.parent / "grown"
    synthetic.grow(target, 9, source)
    return target


def figures(folder: Path) -> pd.DataFrame:
    return pd.concat(read_observation_files(sorted((folder / "sdg").glob("*.csv")), folder))


def test_figures_are_multiplied_and_the_published_ones_stay(source: Path, grown: Path) -> None:
    before, after = figures(source), figures(grown)
    assert len(before) == 156
    # Two of them have garbled texts, and no companions.
    assert len(after) == 156 + 8 * 154
    assert synthetic.count_figures(grown) == 156 + 8 * 154
    shared = after.merge(before, how="inner", on=list(before.columns.drop("row")))
    assert len(shared) == 156


def test_no_two_figures_share_a_key_and_all_can_be_loaded(grown: Path) -> None:
    rows = figures(grown).reset_index(drop=True)
    assert not rows.duplicated(KEY).any()
    sources = read_text_table(grown / "reference" / "sources.csv")["source_id"]
    loaded, problems = check_observations(rows, load_reference(grown), list(sources))
    assert list(problems["rule"]) == ["garbled_text", "garbled_text"]
    assert len(loaded) == len(rows)


def test_half_are_of_smaller_areas_and_half_in_finer_detail(source: Path, grown: Path) -> None:
    before, after = figures(source), figures(grown)
    added = after[~after["area_code"].isin(before["area_code"])]
    assert len(added) == 4 * 154
    assert set(added["country_code"]) == {""}
    detailed = after[after["area_code"].isin(before["area_code"])]
    assert len(detailed) == 156 + 4 * 154
    first_year = before["year"].astype(int).min()
    assert detailed["year"].astype(int).min() == first_year - 2 * synthetic.YEARS_BEFORE
    # Two figures of each have new age bands, after two of earlier years: slots 1, 2, 3 and 4 of the series with two age
    # bands, 1 and 5 of the one with four, whose groups hold one each.
    assert set(detailed["age"]) - set(before["age"]) == {f"Y0T{oldest}" for oldest in range(5)}


def test_once_the_figures_is_the_folder_itself(source: Path, tmp_path: Path) -> None:
    assert synthetic.grow(tmp_path / "same", 1, source) == 156
    for path in sorted(source.rglob("*.csv")):
        assert (tmp_path / "same" / path.relative_to(source)).read_bytes() == path.read_bytes()


def test_more_than_there_are_age_bands_for_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match=r"A scale of 20000 is too large for VC_\w+.csv; accepted is up to \d+"
    ):
        synthetic.grow(tmp_path / "grown", 20_000, source)
