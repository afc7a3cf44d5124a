"""The same measure by two publishers, side by side and never blended."""

from __future__ import annotations

import pandas as pd

from dashboard import queries, show
from dashboard.charts import row_dots
from dashboard.queries.indicator import Twin, twin_of
from dashboard.shell import Run
from dashboard.warehouse import remembered


def show_part(run: Run, series: str, sex: str) -> None:
    """Show the figures of this series that another publisher gives differently, and how many agree."""
    words, twin = run.words, twin_of(series, sex)
    if twin is None:
        show.notice(words("indicator_page.sources.one"))
        return
    show.chart(
        run,
        row_dots.draw,
        differing_rows(run, twin),
        key="indicator_sources",
        title=words("indicator_page.sources.title"),
        note=sources_note(run, twin),
        alt=words("indicator_page.sources.alt", indicator=words(f"indicator.{twin.series}.title")),
        foot=sources_foot(run, twin),
        table=shared_table(run, twin),
        empty=words("indicator_page.sources.agree"),
        is_narrow=run.is_narrow,
    )
    if differing_rows(run, twin).empty and len(queries.indicator.shared(twin, run.language)):
        # The picture is left out where nothing differs; its table stays.
        show.under(run, sources_foot(run, twin))
        show.folded_table(
            run, shared_table(run, twin), key="indicator_sources",
            title=words("indicator_page.sources.title"), note=sources_note(run, twin),
            foot=sources_foot(run, twin),
        )  # fmt: skip


@remembered
def differing_rows(run: Run, twin: Twin) -> pd.DataFrame:
    """Rows for the dots: two for each country and year in which the publishers' values differ."""
    words = run.words
    shared = queries.indicator.shared(twin, run.language)
    differing = shared[shared.differs.astype(bool)]
    first, second = _publishers(run, twin)
    rows = [
        {
            "heading": "",
            "label": f"{row.country_name} {row.year}",
            "said": f"{words.value(row.value, row.unit)} | {words.value(row.other_value, row.unit)}",
            "kind": kind,
            "value": value,
            "unit": row.unit,
            "word": "",
            "hover": f"<b>{row.country_name} {row.year}</b><br>"
            + words("indicator_page.told", what=kind, said=words.value(value, row.unit)),
            "country_code": row.country_code,
        }
        for row in differing.itertuples()
        for kind, value in ((first, row.value), (second, row.other_value))
    ]
    return pd.DataFrame(rows)


@remembered
def sources_note(run: Run, twin: Twin) -> str:
    """How many figures both publish for the 47, how many are the same, and how many differ."""
    words = run.words
    shared = queries.indicator.shared(twin, run.language)
    first, second = _publishers(run, twin)
    if shared.empty:
        return words("indicator_page.sources.none_shared", first=first, second=second)
    differ = int(shared.differs.sum())
    parts = [
        words(
            "indicator_page.sources.note",
            indicator=words(f"indicator.{twin.series}.title"),
            first=first,
            second=second,
            n=len(shared),
            agree=words.number(len(shared) - differ),
            differ=words.number(differ),
        )
    ]
    return " ".join(parts)


@remembered
def shared_table(run: Run, twin: Twin) -> pd.DataFrame:
    """The table behind the dots: every figure that both publish, the same and the different ones."""
    words = run.words
    rows = queries.indicator.shared(twin, run.language)
    first, second = _publishers(run, twin)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.year"): rows.year,
            words("table.age"): [words(f"age.{age}") for age in rows.age],
            first: rows.value,
            second: rows.other_value,
            words("table.state"): [
                words(f"indicator_page.sources.{'differs' if differs else 'same'}")
                for differs in rows.differs
            ],
        }
    )


def sources_foot(run: Run, twin: Twin) -> show.Foot:
    """The foot of figures of two publishers: both sources, and what must be said of either."""
    one = show.series_foot(run, twin.series)
    other = show.series_foot(run, twin.other_series)
    # What is said of the one need not be said of the other again.
    more = other.caveat.replace(run.words("show.undefined_direction"), "").strip()
    caveats = [one.caveat, "" if more in one.caveat else more]
    return show.Foot(f"{one.source} {other.source}", " ".join(filter(None, caveats)))


def _publishers(run: Run, twin: Twin) -> tuple[str, str]:
    publishers = queries.peers.indicators().set_index("series_code").publisher
    return (
        run.words(f"indicator_page.publisher.{publishers[twin.series]}"),
        run.words(f"indicator_page.publisher.{publishers[twin.other_series]}"),
    )
