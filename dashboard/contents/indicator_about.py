"""What a series is: its meaning, custodian, comparable groups, target and sources."""

from __future__ import annotations

import pandas as pd

from dashboard import queries, show
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.warehouse import remembered


def show_part(run: Run, series: str) -> None:
    """Show the metadata of a series and the data sets that its figures stand in."""
    words = run.words
    foot = show.series_foot(run, series)
    show.table(
        run,
        _facts(run, series),
        key="metadata",
        title=words(f"indicator.{series}.title"),
        note=words(f"indicator.{series}.about"),
        foot=foot,
        says_source=False,
    )
    show.table(
        run,
        _sources(run, series),
        key="sources",
        title=words("indicator_page.about.sources"),
        foot=foot,
        says_source=False,
    )


@remembered
def _facts(run: Run, series: str) -> Table:
    words = run.words
    facts = queries.peers.indicators().set_index("series_code").loc[series]
    target = words(facts.target_reason_key)
    if pd.notna(facts.target_value):
        target = words(
            "indicator_page.about.target_of",
            value=words.measure(facts.target_value, facts.unit),
            year=int(facts.target_year),
            reason=target,
        )
    told = {
        "sdg": Cell(facts.sdg_code),
        "code": Cell(series),
        "custodian": Cell(
            " · ".join(
                words(f"indicator_page.agency.{name}") for name in facts.custodian.split(" and ")
            )
        ),
        "publisher": Cell(words(f"indicator_page.publisher.{facts.publisher}")),
        "unit": Cell(words(f"unit.{facts.unit}")),
        "direction": Cell(words(f"indicator_page.direction.{facts.direction}")),
        "sexes": Cell(" · ".join(words(f"sex.{code}") for code in facts.comparable_sexes)),
        "ages": Cell(words(f"age.{facts.comparable_ages[0]}")),
        "target": Cell(target),
        "metadata": Cell(facts.metadata_url or "–", facts.metadata_url or ""),
    }
    rows = [[Cell(words(f"indicator_page.about.{key}")), cell] for key, cell in told.items()]
    head = [words("indicator_page.about.what"), words("indicator_page.about.answer")]
    return Table(head, rows, words(f"indicator.{series}.title"))


@remembered
def _sources(run: Run, series: str) -> Table:
    words = run.words
    keys = ("publisher", "citation", "licence", "vintage", "caveat")
    rows = [
        [
            Cell(row.publisher),
            Cell(row.citation, row.url if isinstance(row.url, str) else ""),
            Cell(row.licence),
            Cell(row.vintage, is_short=True),
            Cell(words(row.caveat_key) if isinstance(row.caveat_key, str) else ""),
        ]
        for row in queries.sources.of_series(series).itertuples()
    ]
    head = [words(f"data.column.{key}") for key in keys]
    return Table(head, rows, words("indicator_page.about.sources"))
