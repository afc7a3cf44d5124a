"""Questions on implementation: what became of the actions promised, when, for how much money, and how well they were planned.

All rest on roadmaps in force that the reader may see: actions dropped from one are counted as dropped and nowhere
else. Statuses and dates are those of the newest report, whatever the day asked about.
"""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def due_by_status(countries: tuple[str, ...], today: datetime.date) -> pd.DataFrame:
    """One row per country, date gone by and status: how many actions. Cancelled ones and those without a report too.

    ``due_by``: ``current``, the due date as it now stands is today or has passed (as in `queries.country.summary`,
    which leaves cancelled out); ``first``, the date first promised is today or has passed.
    """
    return fetch(
        """
        SELECT country_code, due_by, status, COUNT(*) AS action_count
        FROM (
            SELECT country_code, status, UNNEST(['current', 'first']) AS due_by,
                UNNEST([current_due_date, first_due_date]) AS due_date
            FROM mart_action
            WHERE NOT is_dropped AND LIST_CONTAINS($countries, country_code)
        ) AS dated
        WHERE due_date <= $today
        GROUP BY country_code, due_by, status
        ORDER BY country_code, due_by, status
        """,
        countries=list(countries),
        today=today,
    )


@remembered
def marks(countries: tuple[str, ...], today: datetime.date) -> pd.DataFrame:
    """One row per country with a roadmap in force: counts of its actions, none of them a cancelled one but where named.

    - ``due_count``, ``due_complete_count``: the current due date is today or has passed; ``due_cancelled_count`` apart.
    - ``promised_count``: the FIRST promised due date is today or has passed. Of these ``on_time_count`` are complete
      with a completion date on or before that first date: the on-time rate is the one over the other.
      ``late_count`` were completed later, ``completion_unknown_count`` are complete without a completion date (never
      guessed), ``open_count`` are not complete. ``promised_cancelled_count`` and ``promised_dropped_count`` are in
      none of these.
    - Slippage in days: completion date, else revised, else current due date, minus the first promised one. Where
      that date has passed and the action is not complete, it has slipped to the day itself at least (ours).
      ``slippage_count`` actions have one: ``later_count``, ``earlier_count``, and the rest to the day;
      ``median_slippage_days`` and ``worst_slippage_days`` are of all of these. ``undated_count`` have no date at all;
      complete ones without a completion date have no slippage either (``undated_complete_count``).
    - ``claim_count`` report progress (limited, substantial, complete), ``evidence_gap_count`` of them no evidence.
    - ``uncosted_count`` have no budget.
    """
    return fetch(
        """
        WITH judged AS (
            SELECT
                *,
                first_due_date <= $today AS is_promised,
                status = 'complete' AND completed_date IS NULL AS is_undated_complete,
                CASE
                    WHEN status <> 'complete' AND current_due_date < $today
                        THEN DATE_DIFF('day', first_due_date, $today)
                    WHEN status <> 'complete' OR completed_date IS NOT NULL THEN slippage_days
                END AS slippage
            FROM mart_action
            WHERE LIST_CONTAINS($countries, country_code)
        ),
        kept AS (
            SELECT * FROM judged WHERE NOT is_dropped AND status <> 'cancelled'
        ),
        counted AS (
            SELECT
                country_code,
                COUNT(*) AS action_count,
                COUNT(*) FILTER (WHERE current_due_date <= $today) AS due_count,
                COUNT(*) FILTER (WHERE current_due_date <= $today AND status = 'complete') AS due_complete_count,
                COUNT(*) FILTER (WHERE is_promised) AS promised_count,
                COUNT(*) FILTER (
                    WHERE is_promised AND status = 'complete' AND completed_date <= first_due_date
                ) AS on_time_count,
                COUNT(*) FILTER (
                    WHERE is_promised AND status = 'complete' AND completed_date > first_due_date
                ) AS late_count,
                COUNT(*) FILTER (WHERE is_promised AND is_undated_complete) AS completion_unknown_count,
                COUNT(*) FILTER (WHERE is_promised AND status <> 'complete') AS open_count,
                COUNT(slippage) AS slippage_count,
                COUNT(*) FILTER (WHERE slippage > 0) AS later_count,
                COUNT(*) FILTER (WHERE slippage < 0) AS earlier_count,
                MEDIAN(slippage) AS median_slippage_days,
                MAX(slippage) AS worst_slippage_days,
                COUNT(*) FILTER (WHERE first_due_date IS NULL) AS undated_count,
                COUNT(*) FILTER (WHERE first_due_date IS NOT NULL AND is_undated_complete) AS undated_complete_count,
                COUNT(*) FILTER (WHERE status IN ('limited', 'substantial', 'complete')) AS claim_count,
                COUNT(*) FILTER (WHERE has_evidence_gap) AS evidence_gap_count,
                COUNT(*) FILTER (WHERE budget IS NULL) AS uncosted_count
            FROM kept
            GROUP BY country_code
        ),
        left_out AS (
            SELECT
                country_code,
                COUNT(*) FILTER (
                    WHERE NOT is_dropped AND status = 'cancelled' AND current_due_date <= $today
                ) AS due_cancelled_count,
                COUNT(*) FILTER (WHERE NOT is_dropped AND status = 'cancelled' AND is_promised)
                    AS promised_cancelled_count,
                COUNT(*) FILTER (WHERE is_dropped AND is_promised) AS promised_dropped_count
            FROM judged
            GROUP BY country_code
        )
        SELECT
            counted.*,
            left_out.due_cancelled_count,
            left_out.promised_cancelled_count,
            left_out.promised_dropped_count
        FROM counted
        INNER JOIN left_out ON left_out.country_code = counted.country_code
        ORDER BY counted.country_code
        """,
        countries=list(countries),
        today=today,
    )


@remembered
def evidence(countries: tuple[str, ...]) -> pd.DataFrame:
    """One row per country and self-reported status of the roadmap's actions: how many, and how many without evidence.

    ``claims_progress``: limited, substantial, complete; only these can lack evidence.
    """
    return fetch(
        """
        SELECT
            country_code,
            status,
            status IN ('limited', 'substantial', 'complete') AS claims_progress,
            COUNT(*) AS action_count,
            COUNT(*) FILTER (WHERE has_evidence_gap) AS evidence_gap_count
        FROM mart_action
        WHERE NOT is_dropped AND LIST_CONTAINS($countries, country_code)
        GROUP BY country_code, status
        ORDER BY country_code, status
        """,
        countries=list(countries),
    )


@remembered
def money(countries: tuple[str, ...]) -> pd.DataFrame:
    """One row per country and currency: amounts in that currency, never summed across; cancelled actions apart.

    ``promised``: the budgets; ``secured``: those of actions that name a funding source (0 where none does);
    ``spent``: as reported (NULL where no action says what was spent), of it ``spent_uncosted`` on actions without a
    budget. ``costed_count``, ``secured_count``, ``spent_count``: actions behind each amount;
    ``spent_costed_count``: those with a budget that say what was spent; ``overspent_count``: spent more than their
    budget. ``cancelled_budget`` and ``cancelled_spent``: of cancelled actions, in none of the others. What was spent
    without a currency cannot be counted.
    """
    return fetch(
        """
        WITH action AS (
            SELECT *, status = 'cancelled' AS is_cancelled
            FROM mart_action
            WHERE
                NOT is_dropped
                AND budget_currency IS NOT NULL
                AND (budget IS NOT NULL OR spent IS NOT NULL)
                AND LIST_CONTAINS($countries, country_code)
        )
        SELECT
            country_code,
            budget_currency AS currency,
            SUM(budget) FILTER (WHERE NOT is_cancelled) AS promised,
            CASE WHEN COUNT(budget) FILTER (WHERE NOT is_cancelled) > 0 THEN COALESCE(
                SUM(budget) FILTER (WHERE NOT is_cancelled AND funding_source IS NOT NULL), 0
            ) END AS secured,
            SUM(spent) FILTER (WHERE NOT is_cancelled) AS spent,
            SUM(spent) FILTER (WHERE NOT is_cancelled AND budget IS NULL) AS spent_uncosted,
            COUNT(budget) FILTER (WHERE NOT is_cancelled) AS costed_count,
            COUNT(budget) FILTER (WHERE NOT is_cancelled AND funding_source IS NOT NULL) AS secured_count,
            COUNT(spent) FILTER (WHERE NOT is_cancelled) AS spent_count,
            COUNT(spent) FILTER (WHERE NOT is_cancelled AND budget IS NOT NULL) AS spent_costed_count,
            COUNT(*) FILTER (WHERE NOT is_cancelled AND spent > budget) AS overspent_count,
            SUM(budget) FILTER (WHERE is_cancelled) AS cancelled_budget,
            SUM(spent) FILTER (WHERE is_cancelled) AS cancelled_spent
        FROM action
        GROUP BY country_code, budget_currency
        ORDER BY country_code, budget_currency
        """,
        countries=list(countries),
    )


@remembered
def reports(countries: tuple[str, ...], today: datetime.date) -> pd.DataFrame:
    """One row per country and reporting year: on_time, late (by ``days_late``), missing, or not_due; by year.

    The day counted is the one on which the first report of the year came; a report is due until the end of its day.
    """
    return fetch(
        """
        SELECT
            country_code,
            reporting_year,
            due_date,
            first_received_date,
            CASE
                WHEN report_status = 'missing' AND due_date >= $today THEN 'not_due'
                ELSE report_status
            END AS report_status,
            CASE WHEN report_status = 'late' THEN days_after_due END AS days_late
        FROM mart_report_status
        WHERE LIST_CONTAINS($countries, country_code)
        ORDER BY country_code, reporting_year
        """,
        countries=list(countries),
        today=today,
    )


@remembered
def quality(country: str) -> pd.DataFrame:
    """One row per field of the roadmap in force, required ones first: filled in how many of its actions; else none.

    ``peer_median_percent``: the median, over the peers that have a roadmap in force, of the share of actions with the
    field filled (0 to 100); NULL without any. Peers are the pathfinders of the UN sub-region; where fewer than three
    of them have a roadmap, of the region; where that does not help, all. ``peer_group`` (un_subregion, un_region,
    alliance) and ``group_code`` say which, ``peer_count`` of ``peer_total`` have one.
    """
    return fetch(
        """
        WITH field AS (
            UNPIVOT (
                SELECT * EXCLUDE (required_filled_count, required_cell_count) FROM mart_roadmap_quality
            )
            ON COLUMNS(* EXCLUDE (country_code, action_count, required_fields))
            INTO NAME counted VALUE filled_count
        ),
        me AS (
            SELECT * FROM mart_pathfinder WHERE country_code = $country
        ),
        candidate AS (
            SELECT 1 AS preference, 'un_subregion' AS peer_group, me.subregion_code AS group_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.subregion_code = peer.subregion_code
            UNION ALL
            SELECT 2, 'un_region', me.region_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.region_code = peer.region_code
            UNION ALL
            SELECT 3, 'alliance', NULL, peer.country_code
            FROM mart_pathfinder AS peer
        ),
        peer_group AS (
            SELECT
                candidate.preference,
                candidate.peer_group,
                candidate.group_code,
                COUNT(*) AS peer_total,
                COUNT(quality.country_code) AS peer_count
            FROM candidate
            LEFT JOIN mart_roadmap_quality AS quality ON quality.country_code = candidate.country_code
            WHERE candidate.country_code <> $country
            GROUP BY ALL
        ),
        chosen AS (
            SELECT * FROM peer_group
            WHERE peer_count >= 3 OR preference = 3
            ORDER BY preference
            LIMIT 1
        ),
        peer AS (
            SELECT field.counted, MEDIAN(100 * field.filled_count / field.action_count) AS median_percent
            FROM field
            INNER JOIN candidate ON candidate.country_code = field.country_code
            INNER JOIN chosen ON chosen.preference = candidate.preference
            WHERE field.country_code <> $country
            GROUP BY field.counted
        )
        SELECT
            REPLACE(mine.counted, '_count', '') AS field,
            LIST_CONTAINS(mine.required_fields, REPLACE(mine.counted, '_count', '')) AS is_required,
            mine.filled_count,
            mine.action_count,
            peer.median_percent AS peer_median_percent,
            chosen.peer_group,
            chosen.group_code,
            chosen.peer_count,
            chosen.peer_total
        FROM field AS mine
        LEFT JOIN peer ON peer.counted = mine.counted
        CROSS JOIN chosen
        WHERE mine.country_code = $country
        ORDER BY
            is_required DESC,
            CASE WHEN is_required THEN LIST_POSITION(mine.required_fields, REPLACE(mine.counted, '_count', '')) END,
            mine.counted
        """,
        country=country,
    )


@remembered
def required_cells(country: str) -> pd.DataFrame:
    """One row, or none without a roadmap in force: required cells filled, of how many, and the fields they are of."""
    return fetch(
        """
        SELECT required_fields, required_filled_count, required_cell_count
        FROM mart_roadmap_quality
        WHERE country_code = $country
        """,
        country=country,
    )
