"""A series by form of exploitation, sex and age, with the parts that are unknown, suppressed or do not add up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from dashboard import queries, shell, show
from dashboard.charts import parts_of_total, row_dots
from dashboard.contents.figures import STATE_SIGNS
from dashboard.shell import Run
from dashboard.warehouse import remembered
from dashboard.words import Words

# Each publisher's total of detected victims (16.2.2), and its forms of exploitation: key of the form's word.
FORMS = {
    "VC_HTF_DETV": {
        "VC_HTF_DETVSX": "sexual",
        "VC_HTF_DETVFL": "labour",
        "VC_HTF_DETVOP": "other",
        "VC_HTF_DETVOG": "organs",
    },
    "GLOTIP_DETECTED_VICTIMS": {
        "GLOTIP_DETECTED_VICTIMS_SEXUAL_EXPLOITATION": "sexual",
        "GLOTIP_DETECTED_VICTIMS_FORCED_LABOUR": "labour",
        "GLOTIP_DETECTED_VICTIMS_OTHER_FORMS": "other_forms",
    },
}
_SEXES, _UNKNOWN = ("F", "M", "_O"), "_U"


class Bars(NamedTuple):
    """Parts of totals: rows to draw, the table behind them, what they show in one sentence, and what is left out."""

    rows: pd.DataFrame
    table: pd.DataFrame
    title: str
    caveat: str


def show_part(run: Run, series: str, sex: str) -> None:
    """Show the breakdowns that the series has; one sentence where it has none."""
    words, shown = run.words, 0
    is_count = _unit(series) == "number"
    if total := forms_of(series):
        shown += _show_bars(run, total, forms(run, total), "form")
    if is_count:
        for kind, bars in (("sex", by_sex(run, series)), ("age", by_age(run, series, sex))):
            shown += _show_bars(run, series, bars, kind)
    else:
        for kind, rows in (("sex", sex_rows(run, series)), ("age", age_rows(run, series, sex))):
            shown += _show_dots(run, series, rows, kind)
    if not shown:
        show.notice(words("indicator_page.breakdown.none"))


def forms_of(series: str) -> str:
    """The total whose forms of exploitation this series belongs to; "" for other series. Rates go with the counts."""
    return next((total for total in FORMS if series.startswith(total)), "")


def _show_bars(run: Run, series: str, bars: Bars, kind: str) -> bool:
    if bars.rows.empty:
        return False
    words = run.words
    clicked = show.chart(
        run,
        parts_of_total.draw,
        bars.rows,
        key=f"indicator_{kind}",
        title=bars.title,
        note=f"{words(f'indicator.{series}.title')}. {words('indicator_page.breakdown.bars_note')}",
        alt=words(
            f"indicator_page.breakdown.{kind}_alt", indicator=words(f"indicator.{series}.title")
        ),
        foot=show.series_foot(run, series, bars.caveat),
        table=bars.table,
        selectable=True,
        is_narrow=run.is_narrow,
    )
    shell.open_country(run, clicked)
    return True


def _show_dots(run: Run, series: str, rows: pd.DataFrame, kind: str) -> bool:
    if rows.empty:
        return False
    words = run.words
    clicked = show.chart(
        run,
        row_dots.draw,
        rows,
        key=f"indicator_{kind}",
        title=words(f"indicator_page.breakdown.{kind}_title"),
        note=f"{words(f'indicator.{series}.title')}. "
        + words("indicator_page.breakdown.dots_note", n=rows.country_code.nunique()),
        alt=words(
            f"indicator_page.breakdown.{kind}_alt", indicator=words(f"indicator.{series}.title")
        ),
        foot=show.series_foot(run, series, _apart(run, series, kind)),
        table=_dots_table(run, rows),
        selectable=True,
        is_narrow=run.is_narrow,
    )
    shell.open_country(run, clicked)
    return True


@remembered
def forms(run: Run, total: str) -> Bars:
    """The forms of exploitation of one publisher's total, both sexes and all ages."""
    names = {code: run.words(f"indicator_page.form.{form}") for code, form in FORMS[total].items()}
    points = queries.indicator.points((total, *names), run.language)
    points = points[(points.sex == "_T") & (points.age == "_T")]
    return _bars(run, points.assign(slot=points.series_code), total, names, "form")


@remembered
def by_sex(run: Run, series: str) -> Bars:
    """The sexes of a count at its first age band, unknown and other sexes apart."""
    first_age = _ages(series)[0]
    names = {sex: run.words(f"sex.{sex}") for sex in (*_SEXES, _UNKNOWN)}
    points = queries.indicator.points((series,), run.language)
    # Who is of unknown sex is published as of unknown age.
    is_unknown = (points.sex == _UNKNOWN) & (points.age == _UNKNOWN)
    points = points[(points.age == first_age) | is_unknown]
    return _bars(run, points.assign(slot=points.sex), "_T", names, "sex")


@remembered
def by_age(run: Run, series: str, sex: str) -> Bars:
    """The ages of a count for one sex, the unknown age apart."""
    whole, *ages = _ages(series)
    names = {age: run.words(f"age.{age}") for age in (*ages, _UNKNOWN)}
    points = queries.indicator.points((series,), run.language)
    is_unknown = (points.sex == _UNKNOWN) & (points.age == _UNKNOWN) & (sex == "_T")
    points = points[(points.sex == sex) | is_unknown]
    return _bars(run, points.assign(slot=points.age), whole, names, "age")


def _bars(run: Run, points: pd.DataFrame, total: str, names: Mapping[str, str], kind: str) -> Bars:
    """Bars of the newest year in which a country has a total and some part of it (``slot`` says which)."""
    words = run.words
    rest_name = words(f"indicator_page.breakdown.rest.{kind}")
    drawn: list[dict[str, Any]] = []
    table: list[dict[str, Any]] = []
    short, beyond, without = 0, 0, []
    for country, years in _by_country_and_year(points, {total, *names}).items():
        whole_years = [
            year
            for year, found in years.items()
            if len(found) > 1 and total in found and pd.notna(found[total].value)
        ]
        if not whole_years:
            if any(found.keys() - {total} for found in years.values()):
                without.append(country)
            continue
        year = max(whole_years)
        parts = dict(years[year])
        whole = parts.pop(total)
        rest = whole.value - sum(part.value for part in parts.values() if pd.notna(part.value))
        short, beyond = short + (rest > 0), beyond + (rest < 0)
        common = {
            "label": country,
            "said": _beside(parts, whole.value, year, rest, names, words),
            "total": whole.value,
            "country_code": whole.country_code,
        }
        drawn += [
            common
            | {"part": name, "position": position, "count": parts[slot].value, "is_rest": False}
            for position, (slot, name) in enumerate(names.items())
            if slot in parts and pd.notna(parts[slot].value)
        ]
        if rest > 0:
            drawn.append(
                common | {"part": rest_name, "position": len(names), "count": rest, "is_rest": True}
            )
        table.append(
            {words("table.country"): country, words("table.year"): year,
             words("indicator_page.breakdown.total"): words.number(whole.value)}
            | {name: _cell(parts.get(slot), words) for slot, name in names.items()}
            | {rest_name: words.number(max(rest, 0)),
               words("indicator_page.breakdown.beyond"): words.number(max(-rest, 0))}
        )  # fmt: skip
    title = words(f"indicator_page.breakdown.{kind}_bars_title", n=short + beyond, total=len(table))
    caveat = words("indicator_page.breakdown.sums", short=short, beyond=beyond)
    if without:
        caveat += " " + words(
            "indicator_page.breakdown.without_total", n=len(without), countries=", ".join(without)
        )
    return Bars(pd.DataFrame(drawn), pd.DataFrame(table), title, caveat)


def _by_country_and_year(
    points: pd.DataFrame, slots: set[str]
) -> dict[str, dict[int, dict[str, Any]]]:
    """The points (rows) by country's name, year and slot."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for row in points[points.slot.isin(slots)].itertuples():
        years = found.setdefault(str(row.country_name), {})
        years.setdefault(row.year, {}).setdefault(str(row.slot), row)
    return found


def _beside(
    parts: Mapping[str, Any],
    whole: float,
    year: int,
    rest: float,
    names: Mapping[str, str],
    words: Words,
) -> str:
    """What stands beside a bar: total and year, by how much the parts exceed it, and parts without a value."""
    said = f"<b>{words.number(whole)}</b> ({year})"
    if rest < 0:
        said += f" · {words('indicator_page.breakdown.exceed', n=int(-rest))}"
    hidden: dict[str, list[str]] = {}
    for slot, part in parts.items():
        if pd.isna(part.value):
            hidden.setdefault(part.value_status, []).append(names[slot])
    for status, named in hidden.items():
        # More than one would not fit beside the bar; the table names them.
        what = (
            named[0] if len(named) == 1 else words("indicator_page.breakdown.parts", n=len(named))
        )
        told = words(
            "indicator_page.told",
            what=f"{STATE_SIGNS[status]} {what}",
            said=words(f"state.{status}").lower(),
        )
        said += f"<br>{told}"
    return said


def _cell(part: Any, words: Words) -> str:
    if part is None:
        return words("state.no_data")
    if pd.isna(part.value):
        return words(f"state.{part.value_status}")
    return words.number(part.value)


@remembered
def sex_rows(run: Run, series: str) -> pd.DataFrame:
    """Rows for the dots of a percentage or rate by sex, at its first age band."""
    points = queries.indicator.points((series,), run.language)
    points = points[(points.age == _ages(series)[0]) & points.sex.isin([*_SEXES[:2], "_T"])]
    order = {code: place for place, code in enumerate((*_SEXES, "_T"))}
    return _dots(run, points.assign(group=points.sex), "sex", order)


@remembered
def age_rows(run: Run, series: str, sex: str) -> pd.DataFrame:
    """Rows for the dots of a percentage or rate by age band, for one sex."""
    points = queries.indicator.points((series,), run.language)
    points = points[(points.sex == sex) & (points.age != _UNKNOWN)]
    # The declared bands first, the first of them being the one in which countries are set side by side.
    codes = dict.fromkeys([*_ages(series), *sorted(points.age.unique())])
    return _dots(
        run,
        points.assign(group=points.age),
        "age",
        {code: place for place, code in enumerate(codes)},
    )


def _dots(run: Run, points: pd.DataFrame, kind: str, order: Mapping[str, int]) -> pd.DataFrame:
    """One row a dot, of the newest year in which a country has the most groups; who never has two is left out."""
    words = run.words
    known = points[points.value.notna()]
    sizes = known.groupby(["country_code", "year"]).size().reset_index(name="groups")
    best = sizes.sort_values(["groups", "year"]).groupby("country_code").tail(1)
    best = best[best.groups >= 2]
    rows = known.merge(best, on=["country_code", "year"])
    rows = rows.sort_values("group", key=lambda groups: groups.map(order), kind="stable")
    drawn = []
    for country in dict.fromkeys(known.country_name):
        own = rows[rows.country_name == country]
        values = " · ".join(words.value(row.value, row.unit) for row in own.itertuples())
        drawn += [
            {
                "heading": "",
                "label": country,
                "said": f"{values} ({row.year})" if len(own) <= 3 else f"({row.year})",
                "kind": words(f"{kind}.{row.group}"),
                "value": row.value,
                "unit": row.unit,
                "word": "",
                "hover": f"<b>{country}</b> ({row.year})<br>"
                + words(
                    "indicator_page.told",
                    what=words(f"{kind}.{row.group}"),
                    said=words.value(row.value, row.unit),
                ),
                "country_code": row.country_code,
                "year": row.year,
            }
            for row in own.itertuples()
        ]
    return pd.DataFrame(drawn)


@remembered
def _apart(run: Run, series: str, kind: str) -> str:
    """The countries whose sexes are known for different years only: they are not set side by side."""
    if kind != "sex":
        return ""
    points = queries.indicator.points((series,), run.language)
    points = points[(points.age == _ages(series)[0]) & points.sex.isin(_SEXES[:2])]
    points = points[points.value.notna()]
    several = points.groupby("country_name").sex.nunique() >= 2
    rows = sex_rows(run, series)
    shown = set() if rows.empty else set(rows.label)
    left = [name for name in several.index[several] if name not in shown]
    if not left:
        return ""
    return run.words("indicator_page.breakdown.apart", n=len(left), countries=", ".join(left))


def _dots_table(run: Run, rows: pd.DataFrame) -> pd.DataFrame:
    """The table behind the dots: country, year, group and value."""
    words = run.words
    return pd.DataFrame(
        {
            words("table.country"): rows.label,
            words("table.year"): rows.year,
            words("indicator_page.breakdown.group"): rows.kind,
            words("table.value"): rows.value,
        }
    )


def _unit(series: str) -> str:
    return str(queries.peers.indicators().set_index("series_code").unit[series])


def _ages(series: str) -> list[str]:
    return list(queries.peers.indicators().set_index("series_code").comparable_ages[series])
