"""The few ways a page shows something: heading, tiles, chart with its table and source, table, notice."""

from __future__ import annotations

import datetime
import hashlib
import html
import pickle
import weakref
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from plotly.basedatatypes import BaseFigure

from dashboard import collecting, downloads, export_menu, filters, pieces, queries, shell
from dashboard.exports.csv_file import csv_bytes
from dashboard.exports.view import View, slug
from dashboard.shell import Run
from dashboard.warehouse import remembered
from dashboard.words import Words

Draw = Callable[..., go.Figure]
# No chart offers Plotly's own picture button: it would leave source and watermark behind.
_PLOTLY = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
_FIGURES: dict[tuple, Drawn] = {}
_DIGESTS: dict[int, tuple[weakref.ref[pd.DataFrame], bytes]] = {}
_FIGURES_KEPT = 400
# Charts that draw boundaries, and must carry the text on them.
_MAPS = ("world_map", "subject_map")
# Pages whose heading names the country that everything on them is about.
_OF_ONE_COUNTRY = ("country", "compare")
# How far a report is verified, least first.
LEVELS = ("self_reported", "checked", "approved")


class Tile(NamedTuple):
    """One headline figure: a label, the figure, and a note that says of what."""

    label: str
    figure: str
    note: str = ""


class Drawn(BaseFigure):
    """A finished figure. Streamlit asks a figure for its dict at every run; this one answers from memory."""

    def __init__(self, figure: go.Figure) -> None:
        self.__dict__["_spec"] = figure.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The figure as Plotly's dict, made once."""
        return self.__dict__["_spec"]


class Foot(NamedTuple):
    """What stands under a figure: source with vintage, caveat, and whether it rests on illustrative reports."""

    source: str
    caveat: str = ""
    is_illustrative: bool = False


def heading(run: Run, title: str, sentence: str) -> None:
    """The page's title and the one sentence that says what is seen."""
    st.html(
        f'<h1 class="pp-title">{html.escape(title)}</h1>'
        f'<p class="pp-lead">{html.escape(sentence)}</p>'
    )


def section(title: str, note: str = "") -> None:
    """A section's heading, with an optional line that says measure, unit, group and years."""
    under = f'<p class="pp-note">{html.escape(note)}</p>' if note else ""
    st.html(f'<h2 class="pp-section">{html.escape(title)}</h2>{under}')


def tiles(items: Sequence[Tile]) -> None:
    """Headline figures side by side; they wrap on a phone."""
    cells = "".join(
        f'<div class="pp-tile"><div class="pp-tile-label">{html.escape(tile.label)}</div>'
        f'<div class="pp-tile-figure">{html.escape(tile.figure)}</div>'
        f'<div class="pp-tile-note">{html.escape(tile.note)}</div></div>'
        for tile in items
    )
    st.html(f'<div class="pp-tiles">{cells}</div>')


def chart(
    run: Run,
    draw: Draw,
    data: pd.DataFrame,
    *,
    key: str,
    title: str,
    note: str,
    alt: str,
    foot: Foot,
    table: pd.DataFrame | None = None,
    empty: str = "",
    selectable: bool = False,
    **options: Any,
) -> list[Any]:
    """Draw a chart with title, note, source and, one click away, its table.

    ``draw(data, words, style, **options)`` makes the figure; it is drawn once per content, language and ground.
    ``table`` is the twin table in the reader's words (default: the data themselves). With no data, ``empty`` says
    why there is none and what would change that. With ``selectable``, returns the ``customdata`` of what was clicked.
    """
    if not data.empty:
        told = data if table is None else table
        view = _view(run, key, title, note, alt, foot, told, draw, data, options)
    section(title, f"{note} · {run.words('show.click')}" if selectable else note)
    if data.empty:
        notice(empty or run.words("state.no_data"))
        return []
    if collecting.is_on():
        collecting.keep(key, view)
        return []
    figure = _figure(run, draw, data, options)
    event = st.plotly_chart(
        figure,
        theme=None,
        key=f"chart_{key}",
        alt=alt,
        config=_PLOTLY,
        on_select="rerun" if selectable else "ignore",
        selection_mode="points",
    )
    under(run, foot)
    with export_menu.row(key):
        twin_table(run, told, key=key, foot=foot)
        export_menu.show(run, view, key)
    if not selectable:
        return []
    return [point.get("customdata") for point in event["selection"]["points"]]  # type: ignore[index]


def offer(run: Run, view: View, key: str) -> None:
    """Offer a view as files that the page shows in a way of its own."""
    if collecting.is_on():
        collecting.keep(key, view)
    else:
        export_menu.show(run, view, key)


def _view(
    run: Run,
    key: str,
    title: str,
    note: str,
    alt: str,
    foot: Foot,
    table: pd.DataFrame,
    draw: Draw | None = None,
    data: pd.DataFrame | None = None,
    options: Mapping[str, Any] | None = None,
) -> View:
    """What is taken away of a figure, or of a table alone."""
    return View(
        words=run.words,
        name=(*_subject(run), key),
        title=title,
        note=_subtitle(run, title, note),
        alt=alt,
        source=foot.source,
        caveat=foot.caveat,
        address=shell.here(run),
        build=run.build,
        built_on=run.built_on,
        made_on=run.today,
        table=table,
        draw=draw,
        data=pd.DataFrame() if data is None else data,
        # A file has room, whatever it is asked for on.
        options={
            name: False if name == "is_narrow" else value for name, value in (options or {}).items()
        },
        is_illustrative=foot.is_illustrative and run.is_illustrative,
        is_alliance_only=foot.is_illustrative and run.audience == "alliance",
        has_boundaries=draw is not None and draw.__module__.rpartition(".")[2] in _MAPS,
    )


# Choices that say nothing of what is seen, or are said by other parts of a file's name; and a series without sexes.
_NOT_IN_NAMES = ("section", "part", "roadmap_part", "country", "indicator", "lang")
_OF_ALL = ("_T", "_Z")


def _subject(run: Run) -> tuple[str, ...]:
    """What the view is about, for the names of its files: country, indicator, and what else was chosen."""
    asked = filters.in_force()
    country = queries.alliance.names(run.language).get(asked.choices.get("country", ""), "")
    indicator = _indicator_in_name(asked.choices.get("indicator", ""))
    others = [
        _in_name(name, choice, run.words)
        for name, choice in asked.chosen.items()
        if name not in _NOT_IN_NAMES and choice not in _OF_ALL
    ]
    return tuple(filter(None, (country, indicator, *others)))


@remembered
def _indicator_in_name(series: str) -> str:
    """A series as it stands in a file's name: the SDG's code, and its own where the code has an earlier series."""
    known = queries.peers.indicators()
    codes = known.set_index("series_code").sdg_code
    if series not in codes:
        return ""
    first = known[known.sdg_code == codes[series]].series_code.iloc[0]
    return str(codes[series]) if series == first else f"{codes[series]} {series}"


def _in_name(name: str, choice: str, words: Words) -> str:
    """A choice as it stands in a file's name: regions by their names, for few know M49's numbers."""
    if name != "region":
        return slug(choice)
    return "-".join(slug(words(f"area.{code}")) for code in choice.split(","))


def _subtitle(run: Run, title: str, note: str) -> str:
    """The note with what only the page around it says: country or indicator, and the filters that were set."""
    words, asked = run.words, filters.in_force()
    about = ""
    if run.page in _OF_ONE_COUNTRY:
        about = queries.alliance.names(run.language).get(asked.choices.get("country", ""), "")
    elif run.page == "indicator":
        about = words(f"indicator.{asked.choices['indicator']}.title")
        if (sex := asked.choices["sex"]) not in _OF_ALL:
            about = f"{about}, {words(f'sex.{sex}').lower()}"
    if about in f"{title} {note}":
        about = ""
    said = [
        words("show.filter", label=label, chosen=chosen) for label, chosen in asked.filters.items()
    ]
    return " · ".join(filter(None, [about, note, *said]))


@remembered
def reports_foot(run: Run, caveat: str = "", country: str = "") -> Foot:
    """The foot of a figure that comes from country reports: of all, or of one country; and who vouches for them."""
    key = "show.reports_illustrative" if run.is_illustrative else "show.reports"
    vouched = vouched_for(run, country)
    source = f"{run.words(key)} ({vouched})" if vouched else run.words(key)
    return Foot(source, caveat, is_illustrative=True)


@remembered
def vouched_for(run: Run, country: str = "") -> str:
    """How far the newest reports are verified: a country's with year and day, or all of them counted by level."""
    words, levels = run.words, queries.alliance.verification(country)
    if country:
        return "".join(
            words(f"show.level_of_one.{row.verification_level}", year=row.reporting_year,
                  date=words.date(day(row.decided_at)))
            for row in levels.itertuples()
        )  # fmt: skip
    counts = levels.groupby("verification_level").size()
    return ", ".join(
        words(f"show.level.{level}", n=int(counts[level])) for level in LEVELS if level in counts
    )


@remembered
def series_foot(run: Run, series: str, caveat: str = "") -> Foot:
    """The foot of a figure of one series: the data sets it stands in, with vintage, and its standing caveat."""
    sources = queries.sources.of_series(series)
    return Foot(
        run.words.listed(text.rstrip(".") for text in sources.citation),
        " ".join(filter(None, [caveat, *caveats_of(run, series)])),
    )


def caveats_of(run: Run, series: str) -> list[str]:
    """What must be said with any figure of a series: cautions first, then the standing caveats of its data sets."""
    sources = queries.sources.of_series(series)
    caveats = [run.words(key) for key in sources.caveat_key.dropna().unique()]
    indicator = queries.peers.indicators().set_index("series_code").loc[series]
    if indicator.direction == "undefined":
        caveats.insert(0, run.words("show.undefined_direction"))
    is_of_victims = (indicator.publisher, indicator.sdg_code) == ("unsd", "16.2.2")
    if is_of_victims and (found := queries.indicator.crossing()).looks_exchanged:
        counts = {name: run.words.number(count) for name, count in found._asdict().items()}
        caveats.insert(0, run.words("show.exchanged_sexes", **counts))
    return caveats


def under(run: Run, foot: Foot) -> None:
    """The line under a figure: source, caveat and, where due, the word that its reports are illustrative."""
    words = run.words
    parts = [html.escape(words("show.source", source=foot.source))]
    if foot.caveat:
        parts.append(html.escape(foot.caveat))
    if foot.is_illustrative and run.is_illustrative:
        parts.append(f'<b class="pp-illustrative">{html.escape(words("ribbon.short"))}</b>')
    st.html(f'<p class="pp-foot">{" · ".join(parts)}</p>')


def twin_table(
    run: Run,
    table: pd.DataFrame,
    *,
    key: str,
    foot: Foot,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """The table behind a figure, folded; computed and sent only when it is opened."""
    box = st.expander(
        run.words("show.table"),
        icon=":material/table:",
        type="compact",
        key=f"table_{key}",
        on_change="rerun",
    )
    if box.open:
        with box:
            _grid(run, table, key=key, foot=foot, columns=columns)


def folded_table(
    run: Run,
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    foot: Foot,
    note: str = "",
    columns: Mapping[str, Any] | None = None,
) -> None:
    """The table behind what a page says in tiles or words, folded, with its files (of this title and note)."""
    with export_menu.row(key):
        twin_table(run, table, key=key, foot=foot, columns=columns)
        offer(run, _view(run, key, title, note, run.words("show.table"), foot, table), key)


def grid(
    run: Run,
    table: pd.DataFrame,
    *,
    key: str,
    title: str,
    foot: Foot,
    note: str = "",
    columns: Mapping[str, Any] | None = None,
    row_height: int | None = None,
) -> None:
    """A table that stands by itself, with its files (of this title and note)."""
    _grid(run, table, key=key, foot=foot, columns=columns, row_height=row_height)
    with export_menu.row(key):
        offer(run, _view(run, key, title, note, run.words("show.table"), foot, table), key)


def table(
    run: Run,
    rows: pieces.Table | None,
    *,
    key: str,
    title: str,
    foot: Foot,
    note: str = "",
    empty: str = "",
    says_title: bool = True,
    says_source: bool = True,
) -> None:
    """Show a table of the house's own HTML under its heading, with its source and its files.

    With no table, ``empty`` says why there is none. The files always say title and source; the page need not where
    a section says more before the table (``says_title``), or its rows name their own sources (``says_source``).
    """
    if says_title:
        section(title, note)
    if rows is None:
        notice(empty or run.words("state.no_data"))
        return
    fragment(rows.html())
    if says_source:
        under(run, foot)
    told = rows.frame(run.words("table.unit"))
    with export_menu.row(key):
        offer(run, _view(run, key, title, note, run.words("show.table"), foot, told), key)


def _grid(
    run: Run,
    table: pd.DataFrame,
    *,
    key: str,
    foot: Foot,
    columns: Mapping[str, Any] | None = None,
    height: int | Literal["stretch", "content", "auto"] = "auto",
    row_height: int | None = None,
) -> None:
    """A table with its download. The file's name and a column say so when its rows rest on illustrative reports.

    In rows higher than one line (``row_height`` in pixels) long texts are wrapped.
    """
    st.dataframe(
        table,
        hide_index=True,
        column_config=columns,
        height=height,
        row_height=row_height,
        key=f"grid_{key}",
        placeholder="–",
        alt=run.words("show.table"),
    )
    is_marked = foot.is_illustrative and run.is_illustrative
    downloads.button(
        run.words,
        f"download_{key}",
        run.words("show.download_csv"),
        partial(_csv, table, is_marked, foot.source),
        file_name(run, key, "csv", is_marked, foot.is_illustrative),
        "text/csv",
        type="tertiary",
    )


def file_name(
    run: Run, what: str, suffix: str, is_marked: bool, rests_on_reports: bool = True
) -> str:
    """A name that sorts: date, what, language; with a prefix when the content is illustrative, or not for everybody."""
    prefix = "ILLUSTRATIVE_" if is_marked else ""
    prefix += "ALLIANCE_ONLY_" if rests_on_reports and run.audience == "alliance" else ""
    return f"{prefix}{run.today.isoformat()}_{what}_{run.language}.{suffix}"


def notice(text: str) -> None:
    """An empty state: says why nothing is here and what would change that."""
    st.html(f'<p class="pp-empty">{html.escape(text)}</p>')


def fragment(body: str) -> None:
    """A piece of the house's own HTML (see dashboard/pieces.py); all texts in it are escaped already."""
    st.html(body)


def _csv(table: pd.DataFrame, is_marked: bool, source: str) -> bytes:
    out = table.assign(source=source)
    return csv_bytes(out.assign(is_illustrative=True) if is_marked else out)


def _figure(run: Run, draw: Draw, data: pd.DataFrame, options: dict[str, Any]) -> Drawn:
    key = (
        draw.__module__,
        run.language,
        run.style.name,
        _digest(data),
        tuple(sorted(options.items())),
    )
    figure = _FIGURES.get(key)
    if figure is None:
        figure = Drawn(draw(data, run.words, run.style, **options))
        if len(_FIGURES) >= _FIGURES_KEPT:
            _FIGURES.clear()
        _FIGURES[key] = figure
    return figure


def _digest(data: pd.DataFrame) -> bytes:
    """A digest of a table's content; of the very same table it is worked out once."""
    known = _DIGESTS.get(id(data))
    if known and known[0]() is data:
        return known[1]
    content = pickle.dumps(data, protocol=5)
    digest = hashlib.blake2b(content, digest_size=16).digest()
    if len(_DIGESTS) >= _FIGURES_KEPT:
        _DIGESTS.clear()
    _DIGESTS[id(data)] = (weakref.ref(data), digest)
    return digest


def day(value: Any) -> datetime.date | None:
    """A date from a table's cell, None where there is none."""
    return None if pd.isna(value) else pd.Timestamp(value).date()
