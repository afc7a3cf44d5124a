"""Questions about promises: what was due by a day, what had become of it by then, and what moved since an earlier day."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import pandas as pd

from dashboard.warehouse import fetch, remembered


class Scope(NamedTuple):
    """What is asked about: the state known on ``day``, what moved after ``since``, and whose actions.

    Empty tuples let everything through; an action passes that serves one of the ``strategies``.
    """

    day: datetime.date
    since: datetime.date
    regions: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


# The countries asked about, with name, UN region and the stage their newest report gives.
_COUNTRIES = """
chosen AS (
    SELECT
        mart_pathfinder.country_code,
        country_name.name AS country_name,
        mart_pathfinder.region_code,
        mart_stage.stage
    FROM mart_pathfinder
    INNER JOIN country_name
        ON country_name.country_code = mart_pathfinder.country_code AND country_name.language = $language
    INNER JOIN mart_stage ON mart_stage.country_code = mart_pathfinder.country_code
    WHERE
        (LEN($regions::VARCHAR[]) = 0 OR LIST_CONTAINS($regions::VARCHAR[], mart_pathfinder.region_code))
        AND (LEN($stages::VARCHAR[]) = 0 OR LIST_CONTAINS($stages::VARCHAR[], mart_stage.stage))
)
"""
_SERVES = """
    (LEN($strategies::VARCHAR[]) = 0 OR LIST_HAS_ANY(inspire_strategies, $strategies::VARCHAR[]))
"""


@remembered
def meetings() -> pd.DataFrame:
    """One row per meeting of the Pathfinding Coordination Group, oldest first; whether its date is assumed."""
    return fetch(
        "SELECT meeting_date, is_illustrative AS is_assumed FROM pcg_meeting ORDER BY meeting_date"
    )


@remembered
def actions(scope: Scope, language: str) -> pd.DataFrame:
    """One row per action of a report received by the day: its state then, and on the earlier day; by country and date.

    ``state``: the self-reported status, ``no_report`` where the roadmap has the action and nothing is said of it,
    ``dropped`` where the country's newest report has it no more. ``since_state`` is the same as known on the earlier
    day, NULL where no report had named the action. ``is_promised``: first promised for the day or before, whatever
    became of the date. ``is_overdue``: the date now given has passed, and the action is neither complete, cancelled nor
    dropped. ``is_moved_past``: promised by the day, and now dated after it. ``move`` names what happened in between.

    ``slippage_days`` runs from the first promised date, of actions promised by the day: to completion (``slippage_kind``
    done), to the new date (moved), or to the day itself where no new date is given (overdue); NULL and ``unknown``
    where neither progress nor day of completion is reported, NULL for both of what was cancelled or dropped.
    """
    return fetch(
        f"""
        WITH {_COUNTRIES},
        moment AS (
            SELECT 'day' AS moment, $day AS moment_date
            UNION ALL
            SELECT 'since', $since
        ),
        known AS (
            SELECT
                moment.*,
                version.*,
                version.version < MAX(version.version) OVER (PARTITION BY moment.moment, version.country_code)
                    AS is_dropped,
                ROW_NUMBER() OVER (
                    PARTITION BY moment.moment, version.country_code, version.action_id
                    ORDER BY version.version DESC
                ) AS newness
            FROM mart_action_version AS version
            INNER JOIN moment ON version.received_date <= moment.moment_date
        ),
        stated AS (
            SELECT
                *,
                CASE WHEN is_dropped THEN 'dropped' ELSE status END AS state,
                NOT is_dropped AND status NOT IN ('complete', 'cancelled') AS is_open,
                COALESCE(
                    NOT is_dropped AND status NOT IN ('complete', 'cancelled') AND current_due_date < moment_date,
                    FALSE
                ) AS is_overdue
            FROM known
            WHERE newness = 1
        ),
        ranked AS (
            SELECT
                now.*,
                COALESCE(now.first_due_date <= $day, FALSE) AS is_promised,
                earlier.state AS since_state,
                COALESCE(earlier.is_overdue, FALSE) AS was_overdue,
                COALESCE(now.current_due_date > earlier.current_due_date AND now.is_open, FALSE) AS is_later,
                LIST_POSITION(['not_started', 'limited', 'substantial', 'complete'], now.state) AS place,
                LIST_POSITION(['not_started', 'limited', 'substantial', 'complete'], earlier.state) AS since_place
            FROM stated AS now
            LEFT JOIN stated AS earlier
                ON earlier.moment = 'since'
                AND earlier.country_code = now.country_code
                AND earlier.action_id = now.action_id
            WHERE now.moment = 'day'
        )
        SELECT
            chosen.*,
            ranked.action_id,
            ranked.action,
            ranked.inspire_strategies,
            ranked.state,
            ranked.has_evidence_gap,
            ranked.since_state,
            CASE
                WHEN ranked.state IS NOT DISTINCT FROM ranked.since_state THEN 'same'
                WHEN ranked.state IN ('dropped', 'cancelled') THEN ranked.state
                WHEN ranked.since_state IS NULL THEN 'added'
                WHEN ranked.since_state IN ('dropped', 'cancelled') THEN 'resumed'
                WHEN ranked.place IS NULL THEN 'status_unreported'
                WHEN ranked.since_place IS NULL THEN 'status_first'
                WHEN ranked.place > ranked.since_place THEN 'status_forward'
                ELSE 'status_back'
            END AS move,
            ranked.first_due_date,
            ranked.current_due_date,
            ranked.is_promised,
            ranked.is_overdue,
            ranked.was_overdue,
            ranked.is_later,
            COALESCE(ranked.is_promised AND ranked.is_open AND ranked.current_due_date > $day, FALSE)
                AS is_moved_past,
            CASE
                WHEN NOT ranked.is_promised OR ranked.state IN ('dropped', 'cancelled') THEN NULL
                WHEN ranked.state = 'complete' THEN IF(ranked.completed_date IS NULL, 'unknown', 'done')
                WHEN NOT ranked.is_overdue THEN 'moved'
                WHEN ranked.state = 'no_report' THEN 'unknown'
                ELSE 'overdue'
            END AS slippage_kind,
            CASE slippage_kind
                WHEN 'done' THEN DATE_DIFF('day', ranked.first_due_date, ranked.completed_date)
                WHEN 'moved' THEN DATE_DIFF('day', ranked.first_due_date, ranked.current_due_date)
                WHEN 'overdue' THEN DATE_DIFF('day', ranked.first_due_date, $day)
            END AS slippage_days,
            ranked.budget,
            ranked.budget_currency,
            ranked.funding_source,
            ranked.spent,
            ranked.done_text,
            ranked.barriers,
            ranked.evidence_url
        FROM ranked
        INNER JOIN chosen ON chosen.country_code = ranked.country_code
        WHERE {_SERVES}
        ORDER BY STRIP_ACCENTS(chosen.country_name), ranked.first_due_date NULLS LAST, ranked.action_id
        """,
        language=language,
        **_bound(scope),
    )


@remembered
def goalposts(scope: Scope, language: str) -> pd.DataFrame:
    """One row per country, action and thing that a report received after ``since``, by the day, has moved.

    ``change``: ``due_date`` to a later one or taken away, with ``moved_days`` (NULL where taken away); ``target`` or
    ``budget`` that had been given and now differs; ``dropped``. Values are texts as in ``mart_action_change``.
    """
    return fetch(
        f"""
        WITH {_COUNTRIES},
        paired AS (
            SELECT
                *,
                LAG(version) OVER action AS old_version,
                LEAD(version) OVER action AS later_version,
                LAG(current_due_date) OVER action AS old_due_date,
                LAG(target) OVER action AS old_target,
                LAG(budget) OVER action AS old_budget,
                LAG(budget_currency) OVER action AS old_currency
            FROM mart_action_version
            WINDOW action AS (PARTITION BY country_code, action_id ORDER BY version)
        ),
        moved AS (
            SELECT
                country_code, action_id, action, inspire_strategies, received_date, 'due_date' AS change,
                CAST(old_due_date AS VARCHAR) AS old_value, CAST(current_due_date AS VARCHAR) AS new_value,
                CAST(NULL AS VARCHAR) AS old_currency, CAST(NULL AS VARCHAR) AS new_currency,
                DATE_DIFF('day', old_due_date, current_due_date) AS moved_days
            FROM paired
            WHERE
                current_due_date > old_due_date
                OR (old_due_date IS NOT NULL AND current_due_date IS NULL)
            UNION ALL
            SELECT
                country_code, action_id, action, inspire_strategies, received_date, 'target',
                CAST(old_target AS VARCHAR), CAST(target AS VARCHAR), NULL, NULL, NULL
            FROM paired
            WHERE old_target IS NOT NULL AND target IS DISTINCT FROM old_target
            UNION ALL
            SELECT
                country_code, action_id, action, inspire_strategies, received_date, 'budget',
                CAST(old_budget AS VARCHAR), CAST(budget AS VARCHAR), old_currency, budget_currency, NULL
            FROM paired
            WHERE
                old_budget IS NOT NULL
                AND (budget IS DISTINCT FROM old_budget OR budget_currency IS DISTINCT FROM old_currency)
            UNION ALL
            SELECT
                country_code, action_id, action, inspire_strategies, next_received_date, 'dropped',
                NULL, NULL, NULL, NULL, NULL
            FROM paired
            WHERE next_version IS NOT NULL AND later_version IS DISTINCT FROM next_version
        )
        SELECT chosen.*, moved.* EXCLUDE (country_code, inspire_strategies)
        FROM moved
        INNER JOIN chosen ON chosen.country_code = moved.country_code
        WHERE moved.received_date > $since AND moved.received_date <= $day AND {_SERVES}
        ORDER BY
            STRIP_ACCENTS(chosen.country_name),
            moved.action_id,
            moved.received_date,
            LIST_POSITION(['due_date', 'target', 'budget', 'dropped'], moved.change)
        """,
        language=language,
        **_bound(scope),
    )


@remembered
def reports(scope: Scope, language: str) -> pd.DataFrame:
    """One row per country and reporting year whose due date lies before the day, as it stood then; by year and name.

    ``status``: on_time, late or missing; ``received_date`` the day of the first report for the year, NULL where it
    had not come by the day; ``days_late`` counts to it, or to the day where it is missing. Strategies do not matter.
    """
    return fetch(
        f"""
        WITH {_COUNTRIES},
        came AS (
            SELECT
                chosen.*,
                status.reporting_year,
                status.due_date,
                calendar.is_illustrative AS is_assumed,
                IF(status.first_received_date <= $day, status.first_received_date, NULL) AS received_date
            FROM mart_report_status AS status
            INNER JOIN reporting_calendar AS calendar ON calendar.reporting_year = status.reporting_year
            INNER JOIN chosen ON chosen.country_code = status.country_code
            WHERE status.due_date < $day
        )
        SELECT
            *,
            CASE
                WHEN received_date IS NULL THEN 'missing'
                WHEN received_date <= due_date THEN 'on_time'
                ELSE 'late'
            END AS status,
            GREATEST(DATE_DIFF('day', due_date, COALESCE(received_date, $day)), 0) AS days_late
        FROM came
        ORDER BY reporting_year DESC, STRIP_ACCENTS(country_name)
        """,
        language=language,
        **_bound(scope, without=("since", "strategies")),
    )


@remembered
def countries(scope: Scope, language: str) -> pd.DataFrame:
    """One row per country asked about: what reached this reader by the day, and whether any came after the earlier day.

    ``has_report``: a report that the reader may see had come; ``has_roadmap``: one of them carried a roadmap;
    ``newest_date``: the day on which the last of them came, NULL where none had.
    """
    return fetch(
        f"""
        WITH {_COUNTRIES},
        seen AS (
            SELECT report.country_code, report.report_id, report.received_date
            FROM report
            INNER JOIN audience ON audience.visibility = report.visibility
            INNER JOIN mart_report_latest AS latest
                ON latest.country_code = report.country_code AND latest.reporting_year = report.reporting_year
            WHERE latest.is_visible AND report.received_date <= $day
        )
        SELECT
            chosen.country_code,
            chosen.country_name,
            COUNT(seen.report_id) > 0 AS has_report,
            COUNT(roadmap.report_id) > 0 AS has_roadmap,
            COUNT(seen.report_id) FILTER (WHERE seen.received_date > $since) > 0 AS has_reported_since,
            MAX(seen.received_date) AS newest_date
        FROM chosen
        LEFT JOIN seen ON seen.country_code = chosen.country_code
        LEFT JOIN roadmap ON roadmap.report_id = seen.report_id
        GROUP BY chosen.country_code, chosen.country_name
        ORDER BY STRIP_ACCENTS(chosen.country_name)
        """,
        language=language,
        **_bound(scope, without=("strategies",)),
    )


@remembered
def money(scope: Scope, language: str) -> pd.DataFrame:
    """One row per currency of the actions in force (neither dropped nor cancelled), by its code; '' = not costed.

    ``promised``: budgets; ``funded``: those of actions that name a funding source; ``spent``: as reported, NULL where
    no action reports any, with ``spent_count`` actions that do. Amounts of different currencies are never added up.
    """
    rows = actions(scope, language)
    rows = rows[~rows.state.isin(["dropped", "cancelled"])]
    costed = rows.budget.notna()
    rows = rows.assign(
        currency=rows.budget_currency.where(costed, ""),
        promised=rows.budget,
        funded=rows.budget.where(rows.funding_source.notna()),
        # What was spent on an action without a budget has no currency to stand in.
        spent=rows.spent.where(costed),
    )
    return rows.groupby("currency", as_index=False).agg(
        action_count=("action_id", "size"),
        promised=("promised", lambda amounts: amounts.sum(min_count=1)),
        funded=("funded", "sum"),
        spent=("spent", lambda amounts: amounts.sum(min_count=1)),
        spent_count=("spent", "count"),
    )


def _bound(scope: Scope, without: tuple[str, ...] = ()) -> dict[str, object]:
    """The scope as bound parameters, without those that a question does not ask: DuckDB refuses one too many."""
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in scope._asdict().items()
    }
    return {name: value for name, value in values.items() if name not in without}
