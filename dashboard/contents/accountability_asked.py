"""What the accountability page is asked about: meetings, regions and stages to choose from, and the promises."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard import queries
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.warehouse import remembered

_LAST_STAGES = {"none": 98, "no_report": 99}


@remembered
def meetings() -> dict[datetime.date, bool]:
    """The days of the PCG's meetings, oldest first, and whether each is assumed."""
    rows = queries.accountability.meetings()
    days = [pd.Timestamp(day).date() for day in rows.meeting_date]
    return dict(zip(days, rows.is_assumed, strict=True))


@remembered
def regions(run: Run) -> tuple[str, ...]:
    """The codes of the regions that have a pathfinder, by name."""
    codes = queries.alliance.pathfinders(run.language).region_code.unique()
    return tuple(sorted(codes, key=lambda code: run.words(f"area.{code}")))


@remembered
def stages(run: Run) -> tuple[str, ...]:
    """The stages that some country has, in the order of the steps; without a step or a report last."""
    found = queries.alliance.pathfinders(run.language)
    places = dict(zip(found.stage, found.step_position, strict=True)) | _LAST_STAGES
    return tuple(sorted(found.stage.unique(), key=lambda stage: places[stage]))


def promised(run: Run, scope: Scope) -> pd.DataFrame:
    """The actions that had been promised for the day or earlier: rows of ``queries.accountability.actions``."""
    rows = queries.accountability.actions(scope, run.language)
    return rows[rows.is_promised]
