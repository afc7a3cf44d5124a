"""What the overview says in words and tables, from the counts of `queries.alliance`."""

from __future__ import annotations

import pandas as pd

from dashboard import pieces, queries, show
from dashboard.shell import Run
from dashboard.words import Words

# The three figures of SDG target 16.2.
SERIES = ("VC_VAW_PHYPYV", "VC_HTF_DETV", "VC_VAW_SXVLN")
# Changes are told in this order: what moved ahead, then what slipped.
_CHANGES = (
    "status_forward",
    "added",
    "due_date_earlier",
    "status_back",
    "due_date_later",
    "target",
    "budget",
    "cancelled",
    "dropped",
)


def headline(glance: pd.Series, words: Words) -> str:
    """One sentence on where the Alliance stands; another one while there are no reports at all."""
    counts = {name: words.number(value) for name, value in glance.items() if name.endswith("_count")}
    if glance.no_stage_count == glance.pathfinder_count:
        return words("overview.headline_without_reports", **counts)
    trend = "no_trend" if glance.discipline_trend_count == 0 else "some_trend"
    return f"{words('overview.headline', **counts)} {words(f'overview.headline_{trend}', **counts)}"


def tiles(glance: pd.Series, words: Words) -> list[show.Tile]:
    """The headline figures: roadmaps, reports, actions due, knowledge."""
    total = int(glance.pathfinder_count)

    def of_total(count: int, whole: int = total) -> str:
        return words("overview.of", count=words.number(count), total=words.number(whole))

    received = int(glance.on_time_count + glance.late_count)
    return [
        show.Tile(
            words("overview.tile.roadmaps"),
            of_total(int(glance.approved_roadmap_count)),
            words("overview.tile.roadmaps_note", n=int(glance.implementing_count)),
        ),
        show.Tile(
            words("overview.tile.reports", year=int(glance.report_year))
            if pd.notna(glance.report_year)
            else words("overview.tile.reports_none_due"),
            of_total(received),
            words(
                "overview.tile.reports_note",
                late=words.number(glance.late_count),
                missing=words.number(glance.missing_count),
            ),
        ),
        show.Tile(
            words("overview.tile.due"),
            of_total(int(glance.due_complete_count), int(glance.due_count)),
            words("overview.tile.due_note", n=int(glance.due_country_count)),
        ),
        show.Tile(
            words("overview.tile.discipline"),
            of_total(int(glance.discipline_known_count)),
            words("overview.tile.trend_note", n=int(glance.discipline_trend_count)),
        ),
        show.Tile(
            words("overview.tile.sexual"),
            of_total(int(glance.sexual_known_count)),
            words("overview.tile.trend_note", n=int(glance.sexual_trend_count)),
        ),
    ]


def steps_table(words: Words) -> pd.DataFrame:
    """The table behind the steps: one row per step, in the reader's words."""
    rows = queries.alliance.stage_steps()
    return pd.DataFrame(
        {
            words("table.step"): [words(f"step.{step}") for step in rows.step],
            words("step_status.reached"): rows.reached_count,
            words("step_status.not_reached"): rows.not_reached_count,
            words("step_status.no_report"): rows.no_report_count,
        }
    )


def stage_table(run: Run) -> pd.DataFrame:
    """The table behind the small map: one row per pathfinder with region and stage."""
    rows = queries.alliance.pathfinders(run.language)
    return pd.DataFrame(
        {
            run.words("table.country"): rows.country_name,
            run.words("table.region"): [run.words(f"area.{code}") for code in rows.region_code],
            run.words("table.stage"): [run.words(f"stage.{stage}") for stage in rows.stage],
        }
    )


def timeliness(run: Run) -> pd.DataFrame:
    """Rows for the reports chart: reporting year with its due date, status, count."""
    rows = queries.alliance.report_timeliness(run.today)
    labels = [
        run.words("overview.reports.row", year=year, date=run.words.date(due))
        for year, due in zip(rows.reporting_year, rows.due_date, strict=True)
    ]
    return pd.DataFrame(
        {"label": labels, "status": rows.report_status, "count": rows.country_count}
    )


def due_by_region(run: Run) -> pd.DataFrame:
    """Rows for the chart of actions due: region, status, count."""
    rows = queries.alliance.actions_due(run.today)
    return pd.DataFrame(
        {
            "label": [run.words(f"area.{code}") for code in rows.region_code],
            "status": rows.status,
            "count": rows.action_count,
        }
    )


def changes(run: Run) -> None:
    """Show what changed between countries' last two reports, as counts by kind."""
    words = run.words
    rows = queries.alliance.change_counts().set_index("change")
    show.section(words("overview.changes.title"), words("overview.changes.note"))
    if rows.empty:
        show.notice(words("overview.changes.empty"))
        return
    cells = [
        [
            pieces.Cell(words(f"change.{change}")),
            pieces.Cell(words.number(rows.change_count[change]), is_number=True),
            pieces.Cell(words.number(rows.country_count[change]), is_number=True),
        ]
        for change in _CHANGES
        if change in rows.index
    ]
    head = [words("table.change"), words("table.actions"), words("table.countries")]
    show.fragment(pieces.table(head, cells, words("overview.changes.title")))
    show.under(run, show.reports_foot(run))


def knowledge_note(series: str, glance: pd.Series, words: Words) -> str:
    """For how many of the 47 a series is known, and that without a second point no trend can be."""
    count = {
        "VC_VAW_PHYPYV": glance.discipline_known_count,
        "VC_HTF_DETV": glance.trafficking_known_count,
        "VC_VAW_SXVLN": glance.sexual_known_count,
    }[series]
    return words(
        "overview.knowledge.count",
        count=words.number(count),
        total=words.number(glance.pathfinder_count),
    )


def knowledge_table(run: Run, series: str) -> pd.DataFrame:
    """The table behind the tiles: one row per pathfinder with state and years."""
    rows = queries.alliance.knowledge(run.language, (series,))
    return pd.DataFrame(
        {
            run.words("table.country"): rows.country_name,
            run.words("table.region"): [run.words(f"area.{code}") for code in rows.region_code],
            run.words("table.knowledge"): [
                run.words(f"knowledge.{state}") for state in rows.knowledge
            ],
            run.words("table.first_year"): rows.first_year,
            run.words("table.last_year"): rows.last_year,
        }
    )
