"""What the overview says in words and tables, from the counts of `queries.alliance`."""

from __future__ import annotations

import pandas as pd

from dashboard import queries, shell, show
from dashboard.charts import word_bars
from dashboard.contents import figures, roadmap
from dashboard.contents.marks import SIGNS
from dashboard.pieces import Table
from dashboard.shell import Run
from dashboard.warehouse import remembered
from dashboard.words import Words

# The three figures of SDG target 16.2.
SERIES = ("VC_VAW_PHYPYV", "VC_HTF_DETV", "VC_VAW_SXVLN")


@remembered
def headline(run: Run) -> str:
    """One sentence on where the Alliance stands; another one while there are no reports at all."""
    glance, words = queries.alliance.glance(run.today).iloc[0], run.words
    counts = {
        name: words.number(value) for name, value in glance.items() if name.endswith("_count")
    }
    if glance.no_stage_count == glance.pathfinder_count:
        return words("overview.headline_without_reports", **counts)
    roadmaps = "headline" if glance.due_count else "headline_nothing_due"
    trend = "no_trend" if glance.discipline_trend_count == 0 else "some_trend"
    return (
        f"{words(f'overview.{roadmaps}', **counts)} {words(f'overview.headline_{trend}', **counts)}"
    )


@remembered
def tiles(run: Run) -> tuple[show.Tile, ...]:
    """The headline figures: roadmaps, reports, actions due, knowledge."""
    glance, words = queries.alliance.glance(run.today).iloc[0], run.words

    def share(count: float, total: float = glance.pathfinder_count) -> str:
        return words("overview.of", count=words.number(count), total=words.number(total))

    reports_label = (
        words("overview.tile.reports", year=int(glance.report_year))
        if pd.notna(glance.report_year)
        else words("overview.tile.reports_none_due")
    )
    reports_note = words(
        "overview.tile.reports_note",
        late=words.number(glance.late_count),
        missing=words.number(glance.missing_count),
    )
    return (
        _roadmaps_tile(glance, share(glance.approved_roadmap_count), words),
        show.Tile(reports_label, share(glance.on_time_count + glance.late_count), reports_note),
        _due_tile(glance, share(glance.due_complete_count, glance.due_count), words),
        show.Tile(
            words("overview.tile.discipline"),
            share(glance.discipline_known_count),
            words("overview.tile.trend_note", n=int(glance.discipline_trend_count)),
        ),
        show.Tile(
            words("overview.tile.sexual"),
            share(glance.sexual_known_count),
            words("overview.tile.trend_note", n=int(glance.sexual_trend_count)),
        ),
    )


def _roadmaps_tile(glance: pd.Series, approved: str, words: Words) -> show.Tile:
    """Approved roadmaps among those that are known of: a country without a public report is not counted as without."""
    label = words("overview.tile.roadmaps")
    if glance.no_stage_count == glance.pathfinder_count:
        return show.Tile(label, "–", _unknown(glance, words))
    parts = [
        words("overview.tile.roadmaps_note", n=int(glance.implementing_count)),
        # They have implemented too, as the chart of the steps beside the tile shows.
        words.counted("overview.tile.roadmaps_concluded", glance.concluded_count),
        _unknown(glance, words),
    ]
    return show.Tile(label, approved, words.joined(parts))


def _unknown(glance: pd.Series, words: Words) -> str:
    """Of how many countries nothing is known here: because no report came, or because it is not for this reader."""
    never = glance.no_stage_count - glance.not_public_count
    return words.joined(
        [
            words.counted("overview.tile.roadmaps_unknown", never),
            words.counted("overview.tile.roadmaps_not_public", glance.not_public_count),
        ]
    )


def _due_tile(glance: pd.Series, complete: str, words: Words) -> show.Tile:
    """Completed among the actions due; without any report, or with none due, the reason instead of a figure."""
    label = words("overview.tile.due")
    if glance.no_stage_count == glance.pathfinder_count:
        return show.Tile(label, "–", _unknown(glance, words))
    if not glance.due_count:
        return show.Tile(label, "–", words("country.tile.nothing_due"))
    # By the dates as they now stand: what was first promised by now shows how many were moved.
    promised = words.number(glance.promised_count)
    note = words("overview.tile.due_note", n=int(glance.due_country_count), promised=promised)
    return show.Tile(label, complete, note)


@remembered
def steps_table(run: Run) -> pd.DataFrame:
    """The table behind the steps: one row per step, in the reader's words."""
    rows, words = queries.alliance.stage_steps(), run.words
    return pd.DataFrame(
        {
            words("table.step"): [words(f"step.{step}") for step in rows.step],
            words("step_status.reached"): rows.reached_count,
            words("step_status.not_reached"): rows.not_reached_count,
            words("step_status.no_report"): rows.no_report_count,
        }
    )


@remembered
def stage_table(run: Run) -> pd.DataFrame:
    """The table behind the small map: one row per pathfinder with region and stage."""
    rows, words = queries.alliance.pathfinders(run.language), run.words
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.region"): [words(f"area.{code}") for code in rows.region_code],
            words("table.stage"): [words(f"stage.{stage}") for stage in rows.stage],
        }
    )


@remembered
def timeliness(run: Run) -> pd.DataFrame:
    """Rows for the reports chart: reporting year with its due date, status, count."""
    rows = queries.alliance.report_timeliness(run.today)
    labels = [
        run.words("overview.reports.row", year=year, date=run.words.date(show.day(due)))
        for year, due in zip(rows.reporting_year, rows.due_date, strict=True)
    ]
    return pd.DataFrame(
        {"label": labels, "status": rows.report_status, "count": rows.country_count}
    )


@remembered
def due_by_region(run: Run) -> pd.DataFrame:
    """Rows for the chart of actions due: region, status, count; regions by name."""
    rows = queries.alliance.actions_due(run.today)
    return pd.DataFrame(
        {
            "label": [run.words(f"area.{code}") for code in rows.region_code],
            "status": rows.status,
            "count": rows.action_count,
        }
    ).sort_values("label", kind="stable", ignore_index=True)


@remembered
def shares_table(run: Run, kind: str) -> pd.DataFrame:
    """The table behind a chart of shares (``report`` or ``action``): the same rows in the reader's words."""
    words = run.words
    rows = timeliness(run) if kind == "report" else due_by_region(run)
    return pd.DataFrame(
        {
            words("table.year" if kind == "report" else "table.region"): rows.label,
            words("table.status"): [words(f"{kind}_status.{status}") for status in rows.status],
            words("table.countries" if kind == "report" else "table.actions"): rows["count"],
        }
    )


def changes(run: Run) -> None:
    """Show what changed between countries' last two reports, as counts by kind."""
    words = run.words
    listed = _changes_table(run)
    show.table(
        run,
        listed,
        key="changes",
        title=words("overview.changes.title"),
        note=words("overview.changes.note"),
        foot=show.reports_foot(run),
        empty=words("overview.changes.empty"),
    )
    if listed:
        shell.link("accountability", words, words("overview.changes.open"), ":material/fact_check:")


@remembered
def _changes_table(run: Run) -> Table | None:
    return roadmap.change_counts_table(queries.alliance.change_counts(), run.words)


@remembered
def knowledge_note(run: Run, series: str) -> str:
    """For how many of the 47 a series has a comparable figure, and how many more have one of another age band."""
    words = run.words
    states = queries.alliance.knowledge(run.language, (series,)).knowledge
    known = words(
        "overview.knowledge.count",
        count=words.number(int(states.isin(["trend", "level"]).sum())),
        total=words.number(len(states)),
    )
    other = int((states == "not_comparable").sum())
    return f"{known} {words('overview.knowledge.other_bands', n=other)}" if other else known


@remembered
def knowledge_table(run: Run, series: str) -> pd.DataFrame:
    """The table behind the tiles: one row per pathfinder with state and years."""
    rows, words = queries.alliance.knowledge(run.language, (series,)), run.words
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.region"): [words(f"area.{code}") for code in rows.region_code],
            words("table.knowledge"): [words(f"knowledge.{state}") for state in rows.knowledge],
            words("table.first_year"): rows.first_year,
            words("table.last_year"): rows.last_year,
        }
    )


def outcomes(run: Run) -> None:
    """Show on which figures the 47 can be judged, how they stand, and why the others cannot."""
    words, rows = run.words, outcome_rows(run)
    sources = figures.citations(run, rows.series_code.unique())
    show.chart(
        run,
        word_bars.draw,
        rows,
        key="outcomes",
        title=words("overview.outcomes.title"),
        note=words("overview.outcomes.note"),
        alt=words("overview.outcomes.alt"),
        foot=show.Foot(sources, words("overview.outcomes.caveat")),
        table=_outcome_table(run),
        is_narrow=run.is_narrow,
    )
    shell.link("methods", words, words("overview.outcomes.methods"), ":material/function:")


@remembered
def outcome_rows(run: Run) -> pd.DataFrame:
    """One row per figure and word: ``series_code``, ``sex``, ``label``, ``word``, ``count``.

    The figures are those of SDG target 16.2, and every other one that is judged for some country.
    """
    rows = queries.progress.word_counts()
    judged = set(rows.series_code[rows.is_judged])
    pairs = pd.Series(zip(rows.series_code, rows.sex, strict=True), index=rows.index)
    kept = rows[pairs.isin(queries.peers.PANEL) | rows.series_code.isin(judged)]
    return pd.DataFrame(
        {
            "series_code": kept.series_code,
            "sex": kept.sex,
            "label": [
                figures.title(series, sex, run.words)
                for series, sex in zip(kept.series_code, kept.sex, strict=True)
            ],
            "word": kept.word,
            "count": kept.country_count,
        }
    ).reset_index(drop=True)


@remembered
def _outcome_table(run: Run) -> pd.DataFrame:
    rows, words = outcome_rows(run), run.words
    return pd.DataFrame(
        {
            words("table.indicator"): rows.label,
            words("overview.outcomes.mark"): [
                f"{SIGNS[word]} {words(f'assessment.word.{word}')}" for word in rows.word
            ],
            words("table.countries"): rows["count"],
        }
    )
