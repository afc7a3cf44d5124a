"""How a measured figure is told beside its peers': sentence, caveat and table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from dashboard import pieces, queries, show
from dashboard.charts.peer_dots import Reference
from dashboard.peers import Choice, summarise, years_apart
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.warehouse import remembered
from dashboard.words import Words

STATE_SIGNS = {
    "value": "●",
    "not_comparable": "◇",
    "suppressed": "<",
    "conflicting": "≠",
    "no_data": "▨",
    "below_threshold": "<",
    "not_collected": "▨",
    "not_applicable": "–",
}

# More peers without data than this are counted under the picture; the table names them.
_NAMED_UNKNOWNS = 12
_DEFAULT = Choice()


class Beside(NamedTuple):
    """A figure beside its peers': rows to draw (peers without data left out), and what is said of all of them.

    ``reference`` is the United Nations' own figure for the country's sub-region or region, where there is one.
    """

    rows: pd.DataFrame
    table: pd.DataFrame
    title: str
    group: str
    sentence: str
    caveat: str
    peers: tuple[str, ...]
    reference: Reference | None


@remembered
def beside(run: Run, country: str, series: str, sex: str, choice: Choice = _DEFAULT) -> Beside:
    """The figure of a country for one series and sex, beside its peers': the regional ones, or those chosen."""
    rows = queries.peers.beside(country, series, sex, run.language, choice)
    reference = _reference(country, series, sex, run.words)
    return Beside(
        rows=rows[(rows.state != "no_data") | rows.is_chosen.astype(bool)],
        table=_table(rows, run.words),
        title=title(series, sex, run.words),
        group=peer_group(rows, run.words),
        sentence=_sentence(rows, run.words),
        caveat=" ".join(filter(None, [_aggregate(reference, run.words), _caveat(rows, run.words)])),
        peers=tuple(rows.country_code),
        reference=reference,
    )


def name_some(countries: pd.Series, key: str, words: Words) -> str:
    """Countries without something under ``peers``: named where they are few, else counted; no text for none."""
    if countries.empty:
        return ""
    if len(countries) > _NAMED_UNKNOWNS:
        return words(f"peers.many_{key}", n=len(countries))
    return words(f"peers.{key}", n=len(countries), countries=", ".join(countries))


@remembered
def all_series(run: Run, country: str) -> Table:
    """Every series with the country's newest figure per sex, or the word for why there is none."""
    words = run.words
    cells = [
        [
            Cell(str(row.sdg_code)),
            Cell(words(f"indicator.{row.series_code}.title")),
            Cell("" if pd.isna(row.sex) or row.sex == "_Z" else words(f"sex.{row.sex}")),
            Cell("" if pd.isna(row.age) else words(f"age.{row.age}"), is_short=True),
            pieces.measured(row.value, row.unit, words),
            pieces.year(row.year, is_missing=""),
            Cell(f"{STATE_SIGNS[row.state]} {words(f'state.{row.state}')}"),
            Cell("" if pd.isna(row.nature) else words(f"nature.{row.nature}")),
            Cell(row.source_text if isinstance(row.source_text, str) else ""),
            Cell("" if pd.isna(row.publisher) else f"{row.publisher}, {row.vintage}"),
        ]
        for row in queries.peers.figures(country).itertuples()
    ]
    keys = (
        "sdg",
        "indicator",
        "sex",
        "age",
        "value",
        "year",
        "state",
        "nature",
        "survey",
        "source",
    )
    return Table([words(f"table.{key}") for key in keys], cells, words("country.figures.title"))


@remembered
def all_series_foot(run: Run, country: str) -> show.Foot:
    """The foot of all figures of a country: the data sets of all series, what to mind with them, what no data means."""
    series = queries.peers.figures(country).series_code.unique()
    caveats = [caveat for code in series for caveat in show.caveats_of(run, code)]
    said = dict.fromkeys([*caveats, run.words("data.coverage.caveat")])
    return show.Foot(citations(run, series), " ".join(said))


def citations(run: Run, series: Iterable[str]) -> str:
    """The data sets that these series stand in, each named once."""
    named = (
        citation.rstrip(".")
        for code in series
        for citation in queries.sources.of_series(code).citation
    )
    return run.words.listed(dict.fromkeys(named))


def title(series: str, sex: str, words: Words) -> str:
    """A series and sex in few words: ``16.2.1 · Violent discipline by caregivers``."""
    code = queries.peers.indicators().set_index("series_code").sdg_code[series]
    said = f"{code} · {words(f'indicator.{series}.short')}"
    return said if sex in ("_Z", "_T") else f"{said}, {words(f'sex.{sex}').lower()}"


def peer_group(rows: pd.DataFrame, words: Words) -> str:
    """Whom the peers of a table are, in words, from its ``peer_group`` and ``group_code``."""
    first = rows.iloc[0]
    if first.peer_group in ("un_subregion", "un_region"):
        return words("peers.group.area", area=words(f"area.{first.group_code}"))
    if first.peer_group == "income":
        return words("peers.group.income", group=words(f"area.{first.group_code}").lower())
    if first.peer_group == "level":
        return words("peers.group.level", year=first.group_code)
    return words(f"peers.group.{first.peer_group}")


def _sentence(rows: pd.DataFrame, words: Words) -> str:
    mine = rows[rows.is_chosen.astype(bool)].iloc[0]
    if mine.state in ("value", "not_comparable"):
        said = words(
            "peers.mine",
            country=mine.country_name,
            value=words.measure(mine.value, mine.unit),
            year=int(mine.year),
            age=words(f"age.{mine.age}").lower(),
        )
        if mine.state == "not_comparable":
            said = f"{said} {words('peers.mine_not_comparable')}"
    else:
        state = words(f"state.{mine.state}").lower()
        said = words("peers.mine_unknown", country=mine.country_name, state=state)
    summary = summarise(rows)
    group = peer_group(rows, words)
    if summary.median is None:
        return f"{said} {words('peers.none_known', group=group)}"
    return f"{said} " + words(
        "peers.median",
        group=group,
        median=words.measure(summary.median, mine.unit),
        known=words.number(summary.known_count),
        peers=words.number(summary.peer_count),
    )


def _reference(country: str, series: str, sex: str, words: Words) -> Reference | None:
    """The UN's own figure for the sub-region, else the region, where the publisher gives one."""
    for row in queries.peers.aggregate(country, series, sex).itertuples():
        return Reference(words(f"area.{row.area_code}"), row.value, int(row.year), row.unit)
    return None


def _aggregate(reference: Reference | None, words: Words) -> str:
    if reference is None:
        return ""
    return words(
        "peers.aggregate",
        area=reference.area,
        value=words.measure(reference.value, reference.unit),
        year=reference.year,
    )


def _fallback(rows: pd.DataFrame, words: Words) -> str:
    """Why the peers are others than those asked for; no text where they are not."""
    first = rows.iloc[0]
    mine = rows.country_name[rows.is_chosen.astype(bool)].iloc[0]
    if isinstance(first.fallback, str):
        reason = f"peer_choice.fallback.{first.asked_kind}.{first.fallback}"
        return words(reason, country=mine, group=peer_group(rows, words))
    if first.peer_group in ("un_region", "alliance"):
        return words(f"peers.widened.{first.peer_group}")
    return ""


def _caveat(rows: pd.DataFrame, words: Words) -> str:
    """What must be said with these rows: peers without data, a widened group, years apart, what no median holds."""
    unknown = rows.country_name[(rows.state == "no_data") & ~rows.is_chosen.astype(bool)]
    parts = [name_some(unknown, "without_data", words), _fallback(rows, words)]
    apart = int(years_apart(rows).sum())
    if apart:
        parts.append(words("peers.years_apart", n=apart))
    # Of the country's own figure the sentence says so already, and no median of its peers could hold it.
    not_comparable = int(((rows.state == "not_comparable") & ~rows.is_chosen.astype(bool)).sum())
    if not_comparable:
        parts.append(words("peers.not_comparable", n=not_comparable))
    without_value = int(
        (
            ~rows.state.isin(["value", "not_comparable", "no_data"]) & ~rows.is_chosen.astype(bool)
        ).sum()
    )
    if without_value:
        parts.append(words("peers.without_value", n=without_value))
    return " ".join(filter(None, parts))


def _table(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    apart = years_apart(rows)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.value"): rows.value,
            words("table.unit"): [words(f"unit.{unit}") for unit in rows.unit],
            words("table.year"): rows.year,
            words("table.age"): [
                words(f"age.{age}") if isinstance(age, str) else "" for age in rows.age
            ],
            words("table.state"): [
                f"{STATE_SIGNS[state]} {words(f'state.{state}')}"
                + (f" · {words('state.years_apart')}" if is_apart else "")
                for state, is_apart in zip(rows.state, apart, strict=True)
            ],
            words("table.survey"): rows.source_text,
            words("table.source"): rows.citation,
        }
    )
