"""The brief of the Alliance or of one of its regions: what was promised and done, then what is measured."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from dashboard import queries, shell, show
from dashboard.contents import figures, implementation, overview, roadmap
from dashboard.exports.briefs import shared, typesetting
from dashboard.exports.briefs.shared import Content, Edition
from dashboard.shell import Run
from dashboard.theme import EVIDENCE_SIGNS, GAP_SIGNS, REPORT_SIGNS
from dashboard.words import Words

# Figures by series and sex.
Judged = tuple[tuple[str, str], ...]

# A region of so many countries at most stands on two pages, one of more on three; the Alliance needs four.
_TWO_PAGES_AT_MOST = 8
_THREE_PAGES_AT_MOST = 16
_STEP_SIGNS = {"reached": "●", "not_reached": "○", "no_report": "◌"}


def alliance_brief(edition: Edition) -> bytes:
    """The brief of all pathfinding countries as a PDF of four pages A4.

    Raises warehouse.NoBuild where nothing is published.
    """
    with shared.reading(edition) as run:
        return typesetting.pdf("group", content(run, ""))


def regional_brief(region: str, edition: Edition) -> bytes:
    """The brief of the pathfinding countries of a UN region (M49 code) as a PDF: two to four pages A4.

    Raises ValueError for a region without pathfinding countries, naming those with, and warehouse.NoBuild where
    nothing is published.
    """
    with shared.reading(edition) as run:
        return typesetting.pdf("group", content(run, region))


def content(run: Run, region: str) -> Content:
    """All that the template sets, in the reader's words; of the whole Alliance where no region is named."""
    words = run.words
    members = _members(run, region)
    name = words(f"area.{region}") if region else words("brief.alliance")
    kind = words(f"brief.kind.{'region' if region else 'alliance'}")
    address = shell.whole_address("accountability" if region else "overview", run)
    if region:
        address = shell.whole_address("accountability", run, region=region)
    codes = tuple(members.country_code)
    steps = _step_counts(codes)
    judged = _judged(codes)
    return {
        **shared.frame(run, kind, name, _page_count(region, members), address),
        "headline": _headline(run, codes, steps) if region else overview.headline(run),
        "about": words("brief.pathfinders", n=len(members)),
        "tiles": shared.tiles(_tiles(run, codes, steps)),
        "process": _process(run, members, steps, region),
        "promises": _promises(run, members),
        "statuses": _statuses(run, members) if _page_count(region, members) == 3 else [],
        "changes": _changes(run, codes),
        "figures": _figures(run, codes, judged),
        "outcomes": _outcomes(run, codes, judged),
        "values": _values(run, members),
        "sources": shared.sources(run, dict(judged), ()),
    }


def _page_count(region: str, members: pd.DataFrame) -> int:
    if region and len(members) <= _TWO_PAGES_AT_MOST:
        return 2
    return 3 if region and len(members) <= _THREE_PAGES_AT_MOST else 4


def _members(run: Run, region: str) -> pd.DataFrame:
    """The pathfinders of the region, or all, by name."""
    rows = queries.alliance.pathfinders(run.language)
    if not region:
        return rows
    if region not in set(rows.region_code):
        known = ", ".join(sorted(set(rows.region_code)))
        raise ValueError(f"No pathfinding country in region {region!r}. Regions: {known}.")
    return rows[rows.region_code == region].reset_index(drop=True)


# ---------------------------------------------------------------------------------- promised and done


def _step_counts(codes: tuple[str, ...]) -> dict[str, Counter[str]]:
    """For each step of the process in its order, how many of the countries reached it, did not, or sent no report."""
    counts: dict[str, Counter[str]] = {}
    for country in codes:
        for row in queries.country.steps(country).itertuples():
            counts.setdefault(str(row.step), Counter())[str(row.step_status)] += 1
    return counts


def _headline(run: Run, codes: tuple[str, ...], steps: dict[str, Counter[str]]) -> str:
    words, marks = run.words, queries.implementation.marks(codes, run.today)
    approved = steps["roadmap_approved"]
    if approved["no_report"] == len(codes):
        return words("brief.headline_without_reports")
    return words(
        "brief.headline" if marks.due_count.sum() else "brief.headline_nothing_due",
        n=len(codes),
        approved=words.number(approved["reached"]),
        total=words.number(len(codes)),
        complete=words.number(marks.due_complete_count.sum()),
        due=words.number(marks.due_count.sum()),
    )


def _tiles(run: Run, codes: tuple[str, ...], steps: dict[str, Counter[str]]) -> list[show.Tile]:
    words, marks = run.words, queries.implementation.marks(codes, run.today)
    approved = steps["roadmap_approved"]
    reports = _newest_reports(run, codes)
    states = Counter(reports.report_status)
    counts = marks[[column for column in marks if str(column).endswith("_count")]].sum()
    due = int(counts.due_count)
    # As on the overview: whatever became of the action.
    promised = counts[
        ["promised_count", "promised_cancelled_count", "promised_dropped_count"]
    ].sum()
    return [
        show.Tile(
            words("overview.tile.roadmaps"),
            _of(approved["reached"], len(codes), words),
            words.counted("brief.unknown", approved["no_report"]),
        ),
        show.Tile(
            words("overview.tile.reports", year=int(reports.reporting_year.iloc[0]))
            if len(reports)
            else words("overview.tile.reports_none_due"),
            _of(states["on_time"] + states["late"], len(codes), words) if len(reports) else "–",
            words(
                "overview.tile.reports_note",
                late=words.number(states["late"]),
                missing=words.number(states["missing"]),
            )
            if len(reports)
            else "",
        ),
        show.Tile(
            words("overview.tile.due"),
            _of(counts.due_complete_count, due, words) if due else "–",
            words(
                "overview.tile.due_note",
                n=int((marks.due_count > 0).sum()),
                promised=words.number(promised),
            )
            if due
            else words("country.tile.nothing_due"),
        ),
        implementation.on_time_tile(counts, words, run.today),
    ]


def _of(count: float, total: float, words: Words) -> str:
    return words("overview.of", count=words.number(count), total=words.number(total))


def _newest_reports(run: Run, codes: tuple[str, ...]) -> pd.DataFrame:
    """One row per country for the newest reporting year whose due date has passed; none before the first."""
    rows = queries.implementation.reports(codes, run.today)
    rows = rows[rows.report_status != "not_due"]
    return rows[rows.reporting_year == rows.reporting_year.max()]


def _process(
    run: Run, members: pd.DataFrame, steps: dict[str, Counter[str]], region: str
) -> list[Content]:
    """The pictures of the first page: steps reached, reports in time, and the actions that are due."""
    words = run.words
    codes = tuple(members.country_code)
    foot = _reports_source(run, codes)
    return [
        {
            "title": words("overview.steps.title"),
            "note": words("brief.steps_note"),
            "notice": "",
            **_step_bars(run, steps),
            "foot": words("show.source", source=foot),
        },
        _report_bars(run, codes),
        _due_bars(run, members, "subregion_code" if region else "region_code"),
    ]


def _reports_source(run: Run, codes: tuple[str, ...]) -> str:
    """Where the first pages come from, and how far the newest reports of these countries are verified."""
    words = run.words
    rows = queries.alliance.verification("")
    counts = Counter(rows.verification_level[rows.country_code.isin(codes)])
    said = ", ".join(
        words(f"show.level.{level}", n=counts[level]) for level in show.LEVELS if counts[level]
    )
    source = words("show.reports_illustrative" if run.is_illustrative else "show.reports")
    return words("brief.noted", figure=source, note=said) if said else source


def _step_bars(run: Run, steps: dict[str, Counter[str]]) -> Content:
    words, style = run.words, run.style
    colours = {
        "reached": style.outcomes["target_met"],
        "not_reached": style.no_data,
        "no_report": style.ground,
    }
    rows = [
        {
            "label": words(f"step.{step}"),
            "parts": [
                shared.part(counts[status], colours[status], sign, words)
                for status, sign in _STEP_SIGNS.items()
            ],
            "empty": "",
        }
        for step, counts in steps.items()
    ]
    said = words.listed(
        words("brief.count", label=words(f"step.{step}"), count=words.number(counts["reached"]))
        for step, counts in steps.items()
    )
    return {
        "alt": words("brief.alt", title=words("overview.steps.title"), said=said),
        "rows": rows,
        "legend": [
            {**shared.part(0, colours[status], sign, words), "word": words(f"step_status.{status}")}
            for status, sign in _STEP_SIGNS.items()
        ],
    }


def _report_bars(run: Run, codes: tuple[str, ...]) -> Content:
    words = run.words
    rows = queries.implementation.reports(codes, run.today)
    rows = rows[rows.report_status != "not_due"]
    counted = [
        (
            words(
                "overview.reports.row",
                year=year,
                date=words.date(show.day(of_year.due_date.iloc[0])),
            ),
            dict(Counter(of_year.report_status)),
        )
        for year, of_year in rows.groupby("reporting_year")
    ]
    return _bars(run, "reports", counted, "report", words("brief.no_year_due"))


def _due_bars(run: Run, members: pd.DataFrame, column: str) -> Content:
    words = run.words
    rows = queries.implementation.due_by_status(tuple(members.country_code), run.today)
    rows = rows[rows.due_by == "current"].merge(members, on="country_code")
    counted = sorted(
        (
            words(f"area.{area}"),
            {
                str(status): int(n)
                for status, n in of_area.groupby("status").action_count.sum().items()
            },
        )
        for area, of_area in rows.groupby(column)
    )
    said = _bars(run, "due", counted, "action", words("overview.due.empty"))
    return {**said, "foot": words("brief.roadmap.caveat")}


def _bars(
    run: Run, subject: str, counted: list[tuple[str, dict[str, int]]], kind: str, empty: str
) -> Content:
    """A section of bars from counts by status; where there are none, ``empty`` says why."""
    words = run.words
    title = words(f"overview.{subject}.title")
    return {
        "title": title,
        "note": words(f"brief.{subject}_note", date=words.date(run.today)),
        "notice": "" if counted else empty,
        "alt": words("brief.alt", title=title, said=shared.spoken(counted, kind, words)),
        "rows": [shared.bar(label, counts, kind, words) for label, counts in counted],
        "legend": shared.legend(
            (status for _, counts in counted for status in counts), kind, words
        ),
        "foot": "",
    }


def _promises(run: Run, members: pd.DataFrame) -> Content:
    """One row per country: stage, newest report, actions due and complete, by the date first promised, slippage."""
    words = run.words
    codes = tuple(members.country_code)
    marks = queries.implementation.marks(codes, run.today).set_index("country_code")
    reports = _newest_reports(run, codes)
    states = dict(zip(reports.country_code, reports.report_status, strict=True))
    year = reports.reporting_year.iloc[0] if len(reports) else "–"
    rows = []
    for member in members.itertuples():
        state = states.get(member.country_code)
        cells = ["–", "–", "–"]
        if member.country_code in marks.index:
            mark = marks.loc[member.country_code]
            cells = [
                _of(mark.due_complete_count, mark.due_count, words) if mark.due_count else "–",
                _of(mark.on_time_count, mark.promised_count, words) if mark.promised_count else "–",
                implementation.days(mark.median_slippage_days, words)
                if mark.slippage_count
                else "–",
            ]
        rows.append(
            [
                member.country_name,
                words(f"stage.{member.stage}"),
                f"{REPORT_SIGNS[state]} {words(f'report_status.{state}')}" if state else "–",
                *cells,
            ]
        )
    return {
        "title": words("brief.promises"),
        "note": words("brief.promises_note", date=words.date(run.today)),
        "head": [
            words("table.country"),
            words("table.stage"),
            words("overview.tile.reports", year=year),
            words("brief.column.due"),
            words("brief.column.on_time"),
            words("implementation.tile.slippage"),
        ],
        "rows": rows,
        "foot": words("show.source", source=_reports_source(run, codes)),
    }


def _statuses(run: Run, members: pd.DataFrame) -> list[Content]:
    """The actions of each country's roadmap by reported status; nothing where none has one."""
    words = run.words
    rows = queries.implementation.evidence(tuple(members.country_code))
    counted = [
        (name, dict(zip(mine.status, mine.action_count, strict=True)))
        for code, name in zip(members.country_code, members.country_name, strict=True)
        if len(mine := rows[rows.country_code == code])
    ]
    if not counted:
        return []
    title = words("brief.statuses")
    return [
        {
            "title": title,
            "note": words("brief.statuses_note"),
            "alt": words("brief.alt", title=title, said=shared.spoken(counted, "action", words)),
            "rows": [shared.bar(name, counts, "action", words) for name, counts in counted],
            "legend": shared.legend(rows.status, "action", words),
        }
    ]


def _changes(run: Run, codes: tuple[str, ...]) -> Content:
    words = run.words
    actions: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for country in codes:
        for row in queries.alliance.change_counts(country).itertuples():
            actions[str(row.change)] += int(row.change_count)
            countries[str(row.change)] += 1
    rows = [
        [words(f"change.{change}"), words.number(actions[change]), words.number(countries[change])]
        for change in roadmap.CHANGES
        if actions[change]
    ]
    return {
        "title": words("overview.changes.title"),
        "note": words("overview.changes.note"),
        "notice": "" if rows else words("brief.no_changes"),
        "head": [words(f"table.{key}") for key in ("change", "actions", "countries")],
        "rows": rows,
    }


# ------------------------------------------------------------------------------------------- measured


def _figures(run: Run, codes: tuple[str, ...], judged: Judged) -> Content:
    words = run.words
    panel = queries.gaps.panel(run.language)
    panel = panel[panel.country_code.isin(codes)]
    units = queries.peers.indicators().set_index("series_code").unit
    items = []
    for series, sex in queries.peers.PANEL:
        rows = queries.geography.figures(series, sex, run.language)
        rows = rows[rows.country_code.isin(codes)].assign(is_chosen=False, unit=units[series])
        said = _spread(rows, units[series], words)
        gaps = panel[(panel.series_code == series) & (panel.sex == sex)]
        items.append(
            {
                "title": figures.title(series, sex, words),
                "sentence": said,
                "strip": shared.strip(rows, said, words),
                "empty": words("brief.nothing_drawn"),
                "mark-label": "",
                "mark": "",
                "closing-label": words("brief.closing"),
                "closing": _missing(gaps, words),
                "caveat": _judged_and_not(gaps, words),
            }
        )
    return {
        "title": words("brief.figures"),
        "note": words("brief.figures_note"),
        "items": items,
        "foot": words("show.source", source=" ".join(shared.citations(dict(judged)))),
    }


def _spread(rows: pd.DataFrame, unit: str, words: Words) -> str:
    """How many of the countries have a comparable figure, of which years, and their median and range."""
    known = rows[rows.state == "value"]
    counts = {"known": words.number(len(known)), "total": words.number(len(rows))}
    if known.empty:
        return words("brief.spread_none", n=len(rows), **counts)
    if len(known) == 1:
        value, year = words.measure(known.value.iloc[0], unit), int(known.year.iloc[0])
        return words("brief.spread_one", n=len(rows), **counts, value=value, year=year)
    return words(
        "brief.spread",
        **counts,
        median=words.measure(known.value.median(), unit),
        lowest=words.value(known.value.min(), unit),
        highest=words.value(known.value.max(), unit),
        first=int(known.year.min()),
        last=int(known.year.max()),
    )


def _judged_and_not(gaps: pd.DataFrame, words: Words) -> str:
    """How many can be judged, and the reasons why the others cannot, counted."""
    states = gaps.state[~gaps.is_judged.astype(bool)].value_counts()
    reasons = [
        words(f"gaps.reason.{state}", n=int(states[state]))
        for state in GAP_SIGNS
        if state in states
    ]
    judged = words(
        "gaps.headline",
        judged=words.number(int(gaps.is_judged.sum())),
        total=words.number(len(gaps)),
    )
    return shared.tied(f"{judged} {shared.sentence(words.listed(reasons))}".strip())


def _missing(gaps: pd.DataFrame, words: Words) -> str:
    """What is missing to judge a figure, and in how many of the countries, the most frequent first."""
    counts = Counter(reason for missing in gaps.missing for reason in missing)
    return " ".join(
        shared.tied(
            words("brief.counted_missing", n=n, reason=words(f"assessment.missing.{reason}"))
        )
        for reason, n in counts.most_common()
    )


def _judged(codes: tuple[str, ...]) -> Judged:
    """The figures of target 16.2 (series, sex), then every other one on which one of the countries can be judged."""
    rows = pd.concat([queries.progress.marks_of_country(country) for country in codes])
    rows = rows[rows.is_judged.astype(bool)].sort_values("series_position", kind="stable")
    pairs = [*queries.peers.PANEL, *zip(rows.series_code, rows.sex, strict=True)]
    return tuple(dict.fromkeys(pairs))


def _outcomes(run: Run, codes: tuple[str, ...], judged: Judged) -> Content:
    words = run.words
    rows, counted = [], []
    panel = queries.gaps.panel(run.language)
    evidence: Counter[str] = Counter()
    for series, sex in judged:
        marks = queries.progress.marks_of_series(series, sex, run.language)
        marks = marks[marks.country_code.isin(codes)]
        evidence.update(marks.evidence_strength[marks.is_judged.astype(bool)])
        # A figure of another age band alone is no mark, and not nothing either.
        known = panel[(panel.series_code == series) & (panel.sex == sex)]
        states = known.state[known.country_code.isin(codes)]
        counts = Counter(states if len(states) else marks.word)
        label = figures.title(series, sex, words)
        counted.append((label, counts))
        parts = [
            shared.part(counts[word], _colour(run, word), sign, words)
            for word, sign in GAP_SIGNS.items()
            if counts[word]
        ]
        rows.append({"label": label, "parts": parts, "empty": ""})
    found = [word for word in GAP_SIGNS if any(counts[word] for _, counts in counted)]
    graded = words.listed(
        words(
            "brief.noted",
            figure=f"{sign} {words(f'assessment.evidence.{strength}').lower()}",
            note=words.number(evidence[strength]),
        )
        for strength, sign in EVIDENCE_SIGNS.items()
        if evidence[strength]
    )
    said = " ".join(
        words(
            "brief.counted",
            label=label,
            counts=words.listed(
                f"{_state_word(word, words)} {words.number(counts[word])}"
                for word in found
                if counts[word]
            ),
        )
        for label, counts in counted
    )
    return {
        "title": words("overview.outcomes.title"),
        "note": words("brief.outcomes_note"),
        "alt": words("brief.alt", title=words("overview.outcomes.title"), said=said),
        "rows": rows,
        "legend": [
            {
                **shared.part(0, _colour(run, word), GAP_SIGNS[word], words),
                "word": _state_word(word, words),
            }
            for word in found
        ],
        "evidence": [words("brief.evidence", counts=graded)] if graded else [],
        "foot": words("overview.outcomes.caveat"),
    }


def _state_word(state: str, words: Words) -> str:
    """The word of a mark, or of why there is none."""
    is_mark = state != "not_comparable"
    return words(f"assessment.word.{state}" if is_mark else f"state.{state}")


def _colour(run: Run, word: str) -> str:
    """A judged word's colour; what is not judged is never a pale version of one."""
    if word == "no_data":
        return run.style.ground
    return run.style.outcomes.get(word, run.style.no_data)


def _values(run: Run, members: pd.DataFrame) -> Content:
    """One row per country with its four figures, each with its year, or the word for why there is none."""
    words = run.words
    columns = []
    for series, sex in queries.peers.PANEL:
        unit = queries.peers.indicators().set_index("series_code").unit[series]
        rows = queries.geography.figures(series, sex, run.language).set_index("country_code")
        columns.append({code: _cell(rows.loc[code], unit, words) for code in members.country_code})
    return {
        "title": words("brief.values"),
        "note": words("brief.values_note"),
        "head": [
            words("table.country"),
            *(figures.title(series, sex, words) for series, sex in queries.peers.PANEL),
        ],
        "rows": [
            [member.country_name, *(column[member.country_code] for column in columns)]
            for member in members.itertuples()
        ],
    }


def _cell(row: Any, unit: str, words: Words) -> str:
    sign = "" if row.state == "value" else f"{figures.STATE_SIGNS[row.state]} "
    if pd.isna(row.value):
        return f"{sign}{words(f'state.{row.state}')}"
    return sign + words("mark.level", value=words.value(row.value, unit), year=int(row.year))
