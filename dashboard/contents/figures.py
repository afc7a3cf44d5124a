"""How a measured figure is told beside its peers': sentence, caveat and table."""

from __future__ import annotations

import pandas as pd

from dashboard import pieces, queries, show
from dashboard.peers import summarise, years_apart
from dashboard.pieces import Cell
from dashboard.shell import Run
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


def panel_title(series: str, sex: str, words: Words) -> str:
    """Short title of a series with its SDG number, and the sex where the series has one."""
    code = queries.peers.indicators().set_index("series_code").sdg_code[series]
    title = f"{code} · {words(f'indicator.{series}.short')}"
    return title if sex in ("_Z", "_T") else f"{title}, {words(f'sex.{sex}').lower()}"


def peer_group(rows: pd.DataFrame, words: Words) -> str:
    """Words for the peer group of `queries.peers.beside` rows, such as ``pathfinders of Sub-Saharan Africa``."""
    first = rows.iloc[0]
    if first.peer_group in ("un_subregion", "un_region"):
        return words("peers.group.area", area=words(f"area.{first.group_code}"))
    return words(f"peers.group.{first.peer_group}")


def beside_sentence(rows: pd.DataFrame, name: str, words: Words) -> str:
    """One sentence: the country's figure (or why there is none) and the median of its peers."""
    mine = rows[rows.is_chosen.astype(bool)].iloc[0]
    if mine.state in ("value", "not_comparable"):
        said = words(
            "peers.mine",
            country=name,
            value=words.measure(mine.value, mine.unit),
            year=int(mine.year),
            age=words(f"age.{mine.age}"),
        )
        if mine.state == "not_comparable":
            said = f"{said} {words('peers.mine_not_comparable')}"
    else:
        said = words("peers.mine_unknown", country=name, state=words(f"state.{mine.state}").lower())
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


def caveat(rows: pd.DataFrame, words: Words) -> str:
    """What must be said with these rows: a widened peer group, years apart, figures that may not be compared."""
    first = rows.iloc[0]
    parts = [without_data(rows, words)]
    if first.peer_group in ("un_region", "alliance"):
        parts.append(words(f"peers.widened.{first.peer_group}"))
    apart = int(years_apart(rows).sum())
    if apart:
        parts.append(words("peers.years_apart", n=apart))
    not_comparable = int((rows.state == "not_comparable").sum())
    if not_comparable:
        parts.append(words("peers.not_comparable", n=not_comparable))
    return " ".join(filter(None, parts))


def drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that a picture has room for: the chosen country, and every peer about which something is known."""
    return rows[(rows.state != "no_data") | rows.is_chosen.astype(bool)]


def without_data(rows: pd.DataFrame, words: Words) -> str:
    """The peers that a picture leaves out because nothing is known of them, by name; empty where there is none."""
    names = rows.country_name[(rows.state == "no_data") & ~rows.is_chosen.astype(bool)]
    if names.empty:
        return ""
    return words("peers.without_data", n=len(names), countries=", ".join(names))


def table(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The table behind a comparison: one row per country with value, year, age band, state and source."""
    apart = years_apart(rows)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.value"): rows.value,
            words("table.unit"): [words(f"unit.{unit}") for unit in rows.unit],
            words("table.year"): rows.year,
            words("table.age"): [words(f"age.{age}") if isinstance(age, str) else "" for age in rows.age],
            words("table.state"): [
                f"{STATE_SIGNS[state]} {words(f'state.{state}')}"
                + (f" · {words('state.years_apart')}" if is_apart else "")
                for state, is_apart in zip(rows.state, apart, strict=True)
            ],
            words("table.survey"): rows.source_text,
            words("table.source"): rows.citation,
        }
    )


def all_series(run: Run, country: str) -> None:
    """Every series with the country's newest figure per sex, or the word for why there is none."""
    words = run.words
    show.section(words("country.figures.title"), words("country.figures.note"))
    rows = queries.peers.figures(country)
    cells = [
        [
            Cell(str(row.sdg_code)),
            Cell(words(f"indicator.{row.series_code}.title")),
            Cell("" if pd.isna(row.sex) or row.sex == "_Z" else words(f"sex.{row.sex}")),
            Cell("" if pd.isna(row.age) else words(f"age.{row.age}")),
            Cell(
                words.value(row.value, row.unit) if pd.notna(row.value) else "–", is_number=True
            ),
            Cell("" if pd.isna(row.year) else str(int(row.year)), is_number=True),
            Cell(f"{STATE_SIGNS[row.state]} {words(f'state.{row.state}')}"),
            Cell("" if pd.isna(row.nature) else words(f"nature.{row.nature}")),
            Cell(str(row.source_text) if isinstance(row.source_text, str) and row.source_text else ""),
            Cell("" if pd.isna(row.publisher) else f"{row.publisher}, {row.vintage}"),
        ]
        for row in rows.itertuples()
    ]
    keys = ("sdg", "indicator", "sex", "age", "value", "year", "state", "nature", "survey", "source")
    show.fragment(
        pieces.table([words(f"table.{key}") for key in keys], cells, words("country.figures.title"))
    )
