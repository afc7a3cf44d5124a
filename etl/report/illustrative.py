"""Draws the illustrative reports: workbooks like a country's own, every word of them invented.

Who stands where, who is late and who is silent is drawn by lot, so that nobody chose it. The same
texts and reference data always give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import yaml

from etl.reference import DATA_FOLDER, Reference, ReferenceDataError, load_reference
from etl.report.template import write_workbook
from etl.report.workbook import ILLUSTRATIVE_PREFIX, Report, Row, Value, Words
from etl.vocabulary import INSPIRE_STRATEGIES, STEPS

FOLDER = DATA_FOLDER / "illustrative"
YEARS = (2025, 2026)
# The number was chosen among many so that the documentation's examples, Kenya and a country
# reporting in French, have a roadmap under way; everything else is as the lot fell.
SEED = "pathfinder progress, illustrative reports 29"
EVIDENCE = "https://example.org/illustrative"
FIRST_DUE, LAST_DAY = date(2025, 1, 31), date(2030, 12, 31)
ALLIANCE_BEGAN = date(2024, 11, 8)

# At which step a country stood a year before, drawn from these with equal chance.
YEAR_BEFORE = {
    "expression_of_interest": ("expression_of_interest",),
    "focal_point_appointed": ("expression_of_interest", "focal_point_appointed"),
    "consultation_held": ("focal_point_appointed", "consultation_held"),
    "children_consulted": ("focal_point_appointed", "consultation_held", "children_consulted"),
    "roadmap_submitted": ("consultation_held", "children_consulted", "roadmap_submitted"),
    "roadmap_approved": ("children_consulted", "roadmap_submitted", "roadmap_approved"),
    "implementing": ("implementing", "implementing", "implementing", "roadmap_approved"),
    "concluded": ("implementing",),
}
FIRST_STEPS = STEPS[: STEPS.index("roadmap_submitted")]


@dataclass(frozen=True)
class Scenario:
    """What was drawn for one country: its step in each year, and when it sent a report."""

    country_code: str
    language: str
    stages: dict[int, str]
    submitted: dict[int, date]


@dataclass(frozen=True)
class Action:
    """A roadmap action over the years: the roadmap's row, and how far it has come (in per cent)."""

    row: dict[str, Value]
    text: int  # its place in the bank of texts
    pace: float
    done: float = 0.0
    status: str = "not_started"
    completed: date | None = None
    revised: date | None = None
    spent: float | None = None
    is_setback: bool = False


@cache
def load_bank() -> dict[str, Any]:
    """The texts and quantities to draw from (``illustrative.yml``)."""
    text = Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    bank: dict[str, Any] = yaml.safe_load(text)
    return bank


def draw_scenarios(reference: Reference) -> dict[str, Scenario]:
    """The scenario of every pathfinding country, by country code."""
    bank, lot = load_bank(), Random(SEED)
    last, before = YEARS[-1], YEARS[0]
    stages: dict[str, str] = {}
    for kind, counts in bank["stages"].items():
        members = [
            code
            for code in reference.pathfinders
            if (code in bank["earlier_pathfinders"]) == (kind == "earlier")
        ]
        places = [step for step, count in counts.items() for _ in range(count)]
        if len(places) != len(members):
            raise ValueError(
                f"illustrative.yml, stages.{kind}: found {len(places)} places "
                f"for {len(members)} countries."
            )
        stages |= dict(zip(lot.sample(members, len(members)), places, strict=True))

    # Silence is drawn among those that have no roadmap under way, so that the examples stay rich.
    quiet = lot.sample(
        sorted(code for code, step in stages.items() if step not in ("implementing", "concluded")),
        bank["never_reported"],
    )
    others = lot.sample(sorted(set(stages) - set(quiet)), len(stages) - len(quiet))
    # The one country that has concluded shows how that looks only if its report is there.
    others = [code for code in others if stages[code] != "concluded"]
    missing: dict[int, set[str]] = {}
    late: dict[int, dict[str, int]] = {}
    for year in YEARS:
        missing[year] = {others.pop() for _ in range(bank["missing"][year])} | set(quiet)
    for year in YEARS:
        late[year] = {others.pop(): days for days in bank["late_days"][year]}

    scenarios = {}
    for code in reference.pathfinders:
        own = Random(f"{SEED} {code}")
        submitted = {}
        for year in YEARS:
            days = late[year].get(code, -own.randint(0, 40))
            if code not in missing[year]:
                submitted[year] = reference.calendar[year].due_date + timedelta(days)
        scenarios[code] = Scenario(
            country_code=code,
            language="fr" if code in bank["french"] else "en",
            stages={before: own.choice(YEAR_BEFORE[stages[code]]), last: stages[code]},
            submitted=submitted,
        )
    return scenarios


def make_reports(scenario: Scenario, reference: Reference) -> dict[int, Report]:
    """The reports one country has sent, by reporting year."""
    drawer = _Drawer(scenario, reference)
    reports = {}
    for year in YEARS:
        # A silent year is lived through all the same: the next report tells of its changes.
        report = drawer.report(year)
        if year in scenario.submitted:
            reports[year] = report
    return reports


def write_illustrative(folder: Path, reference: Reference) -> list[Path]:
    """Write all illustrative workbooks, remove those no longer drawn; returns the paths written."""
    words = Words(reference)
    written = [
        write_workbook(
            folder / f"{ILLUSTRATIVE_PREFIX}{code}_{year}.xlsx",
            report,
            scenario.language,
            reference,
            words,
        )
        for code, scenario in draw_scenarios(reference).items()
        for year, report in make_reports(scenario, reference).items()
    ]
    for path in folder.glob(f"{ILLUSTRATIVE_PREFIX}*.xlsx"):
        if path not in written:
            path.unlink()
    return written


class _Drawer:
    """Draws the reports of one country, year after year."""

    def __init__(self, scenario: Scenario, reference: Reference) -> None:
        self.scenario, self.reference = scenario, reference
        self.code, self.language = scenario.country_code, scenario.language
        self.bank = load_bank()
        self.lot = Random(f"{SEED} {self.code} roadmap")
        self.office = self._text(self.lot.choice(self.bank["offices"]))
        self.visibility = "public" if self.lot.random() < 0.85 else "alliance_only"
        self.uncosted_share = self.lot.uniform(0.2, 0.4)
        self.currency, self.magnitude = self._currency()
        self.pace = self.lot.uniform(0.6, 1.2)
        self.places = self._fitting_actions()
        self.milestones = self._milestones()
        self.actions: list[Action] = []
        self.action_count = 0

    def report(self, year: int) -> Report:
        self.lot = Random(f"{SEED} {self.code} {year}")
        self.year = year
        calendar = self.reference.calendar[year]
        self.period_end = calendar.period_end
        self.submitted = self.scenario.submitted.get(year, calendar.due_date)
        has_roadmap = self._has_reached("roadmap_submitted")
        if has_roadmap:
            self.actions = self._changed_roadmap() if self.actions else self._new_roadmap()
        if has_roadmap and self._has_reached("roadmap_approved"):
            self.actions = [self._worked_on(action) for action in self.actions]
        form: dict[str, Value] = {
            "country_code": self.code,
            "reporting_year": year,
            "period_start": calendar.period_start,
            "period_end": calendar.period_end,
            "submitting_office": self.office,
            "submitted_date": self.submitted,
            "language": self.language,
            "visibility": self.visibility,
            "is_illustrative": True,
        }
        return Report(
            Row(form),
            {
                "milestones": self._milestone_rows(),
                "roadmap": [Row(action.row) for action in self.actions],
                "progress": self._progress_rows() if self._has_reached("roadmap_approved") else [],
                "national_data": self._figures(),
                "good_practices": self._practices(),
                "support": self._support(),
            },
            self.language,
        )

    def _has_reached(self, step: str) -> bool:
        return STEPS.index(self.scenario.stages[self.year]) >= STEPS.index(step)

    # ----------------------------------------------------------------------------------- milestones

    def _milestones(self) -> dict[str, date]:
        """The date of every step the country has reached by the last reporting year."""
        before, last = (STEPS.index(self.scenario.stages[year]) for year in YEARS)
        earlier = self.bank["earlier_pathfinders"].get(self.code)
        steps = [step for step in STEPS[: last + 1] if not self._is_skipped(step)]
        known = [step for step in steps if STEPS.index(step) <= before]
        # Some earlier pathfinders have kept their roadmap of then, the others have made a new one.
        kept = STEPS if self.lot.random() < 0.4 else FIRST_STEPS
        old = [step for step in known if earlier and step in kept]
        opening, closing = YEARS[0] - 1, YEARS[-1]
        return (
            self._spread(
                old,
                date(max(2016, (earlier or opening) - 2), 9, 1),
                date(earlier or opening, 12, 15),
            )
            | self._spread(
                [step for step in known if step not in old],
                ALLIANCE_BEGAN,
                date(closing - 1, 8, 25),
            )
            | self._spread(
                [step for step in steps if step not in known],
                date(closing - 1, 9, 10),
                date(closing, 8, 25),
            )
        )

    def _is_skipped(self, step: str) -> bool:
        """Steps that run in parallel may be left open on the way to a later one."""
        is_parallel = step == "children_consulted" and self.scenario.stages[YEARS[-1]] != step
        return is_parallel and self.lot.random() < 0.25

    def _spread(self, steps: Sequence[str], first: date, last: date) -> dict[str, date]:
        days = sorted(self.lot.sample(range((last - first).days + 1), len(steps)))
        return {
            step: _weekday(first + timedelta(day)) for step, day in zip(steps, days, strict=True)
        }

    def _milestone_rows(self) -> list[Row]:
        rows = []
        reached = STEPS.index(self.scenario.stages[self.year])
        for step, reached_on in self.milestones.items():
            lot = Random(f"{SEED} {self.code} {step}")
            if STEPS.index(step) > reached:
                continue
            has_evidence = lot.random() < 0.8
            verifier = self.bank["verifiers"][step in ("roadmap_approved", "concluded")]
            rows.append(
                Row(
                    {
                        "step": step,
                        "milestone_date": reached_on,
                        "evidence_url": self._link(step.replace("_", "-"))
                        if has_evidence
                        else None,
                        "verified_by": self._text(verifier) if has_evidence else None,
                        "last_checked_date": self.period_end if has_evidence else None,
                    }
                )
            )
        return rows

    # -------------------------------------------------------------------------------------- roadmap

    def _fitting_actions(self) -> list[int]:
        groups = self.reference.country_groups
        is_high_income = (
            (groups["scheme"] == "income_group")
            & (groups["group_code"] == "high")
            & (groups["country_code"] == self.code)
        ).any()
        return [
            place
            for place, action in enumerate(self.bank["actions"])
            if not (is_high_income and action.get("unless_high_income", False))
        ]

    def _new_roadmap(self) -> list[Action]:
        """Six to twenty actions that reach over the strategies."""
        by_strategy = [
            self.lot.sample(texts, len(texts))
            for strategy in INSPIRE_STRATEGIES
            for texts in [
                [
                    place
                    for place in self.places
                    if self.bank["actions"][place]["strategies"][0] == strategy
                ]
            ]
        ]
        self.lot.shuffle(by_strategy)
        in_turn = [
            place for place in chain.from_iterable(zip_longest(*by_strategy)) if place is not None
        ]
        chosen = sorted(in_turn[: self.lot.randint(6, 20)])
        return [self._new_action(place) for place in chosen]

    def _new_action(self, place: int) -> Action:
        lot, entry = self.lot, self.bank["actions"][place]
        self.action_count += 1
        words, count = entry[self.language], self._count(entry)
        earliest = 0 if self._has_reached("implementing") else 14
        start = _first_of_month(ALLIANCE_BEGAN, lot.randint(earliest - 10, earliest + 16))
        due = _end_of_month(start, round(entry["months"] * lot.uniform(0.6, 1.5)))
        due = max(FIRST_DUE, min(due, LAST_DAY))
        baseline, target = self._baseline_and_target(entry, count)
        is_costed = lot.random() > self.uncosted_share
        budget = _round(entry["cost"] * 1000 * self.magnitude * lot.lognormvariate(0, 0.35), 3)
        strategies = entry["strategies"]
        row: dict[str, Value] = {
            "action_id": f"A{self.action_count:02d}",
            "priority": self._text(lot.choice(self.bank["priorities"][strategies[0]])),
            "inspire_strategies": tuple(strategies),
            "action": words["action"].format(n=_grouped(count, self.language)),
            "output": words["output"],
            "lead_body": self._gap(0.03, self._body(entry["lead"])),
            "partners": self._gap(0.1, "; ".join(map(self._body, entry["with"]))),
            "start_date": start,
            "due_date": self._gap(0.04, due),
            "indicator": self._gap(0.08, words["indicator"]),
            "baseline": self._gap(0.18, baseline),
            "target": self._gap(0.08, target),
            "unit": self._text(self.bank["units"][entry["unit"]]),
            "budget": budget if is_costed else None,
            "budget_currency": self.currency if is_costed else None,
            "funding_source": self._gap(0.15, self._text(lot.choice(self.bank["funding_sources"]))),
        }
        if row["indicator"] is None:
            row |= {"baseline": None, "target": None, "unit": None}
        # A few actions never really begin.
        pace = 0.03 if lot.random() < 0.09 else lot.uniform(0.45, 1.35)
        return Action(row, place, pace=self.pace * pace)

    def _changed_roadmap(self) -> list[Action]:
        """Last year's roadmap now: dates moved, targets changed, actions dropped and added."""
        kept = []
        for action in self.actions:
            if action.status not in ("complete", "substantial") and self.lot.random() < 0.07:
                continue
            row = dict(action.row)
            due, baseline, target, budget = (
                row[key] for key in ("due_date", "baseline", "target", "budget")
            )
            if action.status != "complete" and isinstance(due, date):
                if action.revised is not None and self.lot.random() < 0.35:
                    row["due_date"] = action.revised
                elif self.lot.random() < 0.06:
                    row["due_date"] = min(_end_of_month(due, self.lot.randint(4, 12)), LAST_DAY)
            if (
                isinstance(baseline, float)
                and isinstance(target, float)
                and self.lot.random() < 0.09
            ):
                row["target"] = _round(target + (baseline - target) * self.lot.uniform(0.2, 0.4), 2)
            if isinstance(budget, float) and self.lot.random() < 0.1:
                row["budget"] = _round(budget * self.lot.uniform(0.75, 1.4), 3)
            is_moot = action.revised is not None and row["due_date"] == action.revised
            kept.append(replace(action, row=row, revised=None if is_moot else action.revised))
        used = {action.text for action in self.actions}
        unused = [place for place in self.places if place not in used]
        room = max(0, 20 - len(kept))
        added = self.lot.sample(unused, min(room, self.lot.choice((0, 0, 1, 1, 2, 3))))
        # Never fewer than six: a dropped action of a short roadmap is replaced by a new one.
        while len(kept) + len(added) < 6:
            added.append(self.lot.choice([place for place in unused if place not in added]))
        return kept + [self._new_action(place) for place in added]

    def _count(self, entry: dict[str, Any]) -> int | None:
        if "n" not in entry:
            return None
        return int(_round(self.lot.randint(*entry["n"]), 2))

    def _baseline_and_target(self, entry: dict[str, Any], count: int | None) -> tuple[float, float]:
        """Baseline and target of the indicator; a count in the action's text is met, or added."""
        low, high = entry["from"]
        if count is not None and entry["to"] == entry["n"]:
            baseline = self.lot.randint(low, max(low, min(high, count // 2)))
            return _round(baseline, 2), float(count)
        start = _round(self.lot.randint(low, high), 2)
        if count is not None and entry.get("adds", False):
            return start, start + count
        return start, _round(self.lot.randint(*entry["to"]), 2)

    # ------------------------------------------------------------------------------------- progress

    def _worked_on(self, action: Action) -> Action:
        """The action one reporting year later."""
        lot, start = self.lot, action.row["start_date"]
        assert isinstance(start, date)
        due = action.row["due_date"]
        planned_days = ((due if isinstance(due, date) else LAST_DAY) - start).days
        pace = action.pace if self._has_reached("implementing") else 0.25 * action.pace
        elapsed_days = max(0, (self.period_end - start).days)
        done = min(100.0, max(action.done, 5 * round(20 * pace * elapsed_days / planned_days)))
        if action.status in ("cancelled", "complete") and lot.random() > 0.03:
            return action
        if action.status in ("substantial", "complete") and lot.random() < 0.12:
            done = 5.0 * lot.randint(4, 9)
            return replace(
                action,
                done=done,
                status=_status(done),
                completed=None,
                revised=self._revised(due),
                is_setback=True,
            )
        if action.done < 100 and self.year > YEARS[0] and lot.random() < 0.04:
            return replace(action, status="cancelled", revised=None)
        completed = action.completed
        if done >= 100 and completed is None:
            earliest = max(start, self.reference.calendar[self.year].period_start)
            finished = max(start + timedelta(round(planned_days / pace)), earliest)
            completed = _weekday(min(finished, self.period_end))
        is_behind = isinstance(due, date) and done < 100 and due < self.period_end + timedelta(150)
        revised = self._revised(due) if is_behind and lot.random() < 0.85 else action.revised
        return replace(
            action,
            done=done,
            status=_status(done),
            completed=completed,
            revised=None if done >= 100 else revised,
            spent=self._spent(action, done),
            is_setback=False,
        )

    def _revised(self, due: Value) -> date | None:
        if not isinstance(due, date):
            return None
        return min(_end_of_month(max(due, self.period_end), self.lot.randint(3, 16)), LAST_DAY)

    def _spent(self, action: Action, done: float) -> float | None:
        budget = action.row["budget"]
        if not isinstance(budget, float) or done == 0 or self.lot.random() < 0.15:
            return action.spent
        return max(
            action.spent or 0.0, _round(budget * done / 100 * self.lot.uniform(0.7, 1.06), 3)
        )

    def _progress_rows(self) -> list[Row]:
        return [
            self._progress_row(action)
            for action in self.actions
            # Now and then a country says nothing of an action.
            if self.lot.random() > 0.015
        ]

    def _progress_row(self, action: Action) -> Row:
        lot, status = self.lot, action.status
        evidence = {"limited": 0.45, "substantial": 0.7, "complete": 0.88}.get(status, 0.0)
        percent: float | None = action.done
        if status == "complete" and lot.random() < 0.06:
            percent = 95.0
        elif status == "cancelled" or lot.random() < 0.08:
            percent = None
        is_act = self.bank["actions"][action.text]["unit"] == "acts"
        texts = (self.bank["done_on_acts"] if is_act else {}).get(status, self.bank["done"][status])
        done = self.bank["setback"] if action.is_setback else lot.choice(texts)
        is_open = status in ("not_started", "limited", "substantial")
        has_barrier = is_open and lot.random() < 0.55
        return Row(
            {
                "action_id": action.row["action_id"],
                "status": status,
                "percent_complete": percent,
                "spent": action.spent,
                "revised_due_date": action.revised,
                "completed_date": None if lot.random() < 0.06 else action.completed,
                "done_text": self._text(done),
                "evidence_url": (
                    self._link(str(action.row["action_id"])) if lot.random() < evidence else None
                ),
                "barriers": self._text(lot.choice(self.bank["barriers"])) if has_barrier else None,
                "support_needed": (
                    self._text(lot.choice(self.bank["support_needed"]))
                    if is_open and lot.random() < 0.25
                    else None
                ),
            }
        )

    # ------------------------------------------------------------- figures, good practices, support

    def _figures(self) -> list[Row]:
        """At most one national figure, later than the last published one and near to it."""
        if not self._has_reached("roadmap_approved") or self.lot.random() > 0.45:
            return []
        figure = self.lot.choice(self.bank["figures"])
        published = _latest_figure(figure["series_code"], figure["sex"], figure["age"]).get(
            self.code
        )
        survey_year = self.year - 1
        if published is None or published[0] >= survey_year:
            return []
        value = round(published[1] * self.lot.uniform(*figure["factor"]), 1)
        return [
            Row(
                {
                    "series_code": figure["series_code"],
                    "year": survey_year,
                    "value": value,
                    "sex": figure["sex"],
                    "age": figure["age"],
                    "source_text": self._text(self.bank["survey"]).format(year=survey_year),
                    "url": self._link(f"survey-{survey_year}"),
                }
            )
        ]

    def _practices(self) -> list[Row]:
        if not self._has_reached("implementing"):
            return []
        chosen = self.lot.sample(self.bank["practices"], self.lot.choice((0, 1, 1, 2)))
        return [
            Row(
                {
                    "practice_id": f"GP{number}",
                    "title": practice[self.language]["title"],
                    "inspire_strategies": tuple(practice["strategies"]),
                    "description": practice[self.language]["description"],
                    "evidence_url": self._gap(0.3, self._link(f"GP{number}")),
                }
            )
            for number, practice in enumerate(chosen, start=1)
        ]

    def _support(self) -> list[Row]:
        if not self._has_reached("focal_point_appointed"):
            return []
        needs = self.lot.sample(self.bank["needs"], self.lot.choice((0, 1, 1, 2, 3)))
        can_offer = self._has_reached("implementing")
        offers = self.lot.sample(
            self.bank["offers"], self.lot.choice((0, 1, 2)) if can_offer else 0
        )
        items = [("need", need) for need in needs] + [("offer", offer) for offer in offers]
        return [
            Row(
                {
                    "item_id": f"S{number}",
                    "kind": kind,
                    "inspire_strategies": tuple(item["strategies"]),
                    "description": self._text(item),
                }
            )
            for number, (kind, item) in enumerate(items, start=1)
        ]

    # ---------------------------------------------------------------------------------------- words

    def _currency(self) -> tuple[str, float]:
        """The country's own currency in three cases of four, else US dollars or euros."""
        own, magnitude = self.bank["currencies"][self.code]
        if self.lot.random() < 0.75:
            return own, magnitude
        return self.lot.choice((("USD", 1.0), ("EUR", 1.0)))

    def _text(self, entry: dict[str, str]) -> str:
        return entry[self.language]

    def _body(self, key: str) -> str:
        return self._text(self.bank["bodies"][key])

    def _link(self, name: str) -> str:
        return f"{EVIDENCE}/{self.code.lower()}/{self.year}/{name.lower()}"

    def _gap(self, chance: float, value: Value) -> Value:
        """The value, or nothing with the given chance: real roadmaps have gaps."""
        return None if self.lot.random() < chance else value


@cache
def _latest_figure(series_code: str, sex: str, age: str) -> dict[str, tuple[int, float]]:
    """Latest published year and value of a series by country code."""
    table = pd.read_csv(
        DATA_FOLDER / "sdg" / f"{series_code}.csv", keep_default_na=False, dtype=str
    )
    table = table[
        (table["country_code"] != "")
        & (table["value"] != "")
        & (table["sex"] == sex)
        & (table["age"] == age)
    ].sort_values("year")
    return {
        row.country_code: (int(row.year), float(row.value)) for row in table.itertuples(index=False)
    }


def _status(done: float) -> str:
    if done >= 100:
        return "complete"
    return "substantial" if done >= 50 else "limited" if done > 0 else "not_started"


def _round(value: float, digits: int) -> float:
    """A value with so many significant digits and no decimals."""
    return float(round(float(f"{value:.{digits}g}")))


def _grouped(count: int | None, language: str) -> str:
    """A count with the thousands separator of a language's running text."""
    separator = "\u202f" if language == "fr" else ","
    return "" if count is None else f"{count:,}".replace(",", separator)


def _first_of_month(origin: date, months: int) -> date:
    years, month = divmod(origin.month - 1 + months, 12)
    return date(origin.year + years, month + 1, 1)


def _end_of_month(origin: date, months: int) -> date:
    return _first_of_month(origin, months + 1) - timedelta(1)


def _weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(max(0, day.weekday() - 4))


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line of this module; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m etl.report.illustrative",
        description="Draw the illustrative country reports anew; same texts, same files.",
        epilog="Example: python -m etl.report.illustrative",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=FOLDER,
        help="where to write them (default: the data folder's illustrative/)",
    )
    options = parser.parse_args(arguments)
    try:
        written = write_illustrative(options.folder, load_reference())
    except (OSError, ReferenceDataError, ValueError) as error:
        print(f"Nothing more was written: {error}", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in written)
    print(f"Wrote {len(written)} workbooks ({size / 1e6:.1f} MB) to {options.folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
