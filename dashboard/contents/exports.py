"""What the page of exports shows: the choices of a pack and how far it is, briefs, addresses of pictures."""

from __future__ import annotations

import html
import shlex
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import streamlit as st

import locales
from dashboard import downloads, filters, identity, pack_jobs, packs, queries, shell, show
from dashboard.exports import engine
from dashboard.exports.briefs import Edition, file_name
from dashboard.pack_jobs import Job
from dashboard.packs import Plan
from dashboard.shell import Run
from dashboard.words import Words, words_of

_FORMS = ("slide", "screen", "print", "square")
_MEGABYTE = 1e6
_WATCH_SECONDS = 1.0
# What is made where nothing else is chosen, and the view that the examples of addresses show.
_USUAL_FORMATS = ("pdf", "pptx", "png")
_EXAMPLE = ("accountability", {"part": "promised"}, "promised_region")
# Figures in the views of one part, and tables without a figure, of which no picture is made: counted on the bundled
# data, enough to say how long a pack may take.
_FIGURES = {
    "overview": 8, "map": 4, "indicators": 3, "accountability": 5, "gaps": 3, "roadmap": 5,
    "progress": 5, "peers": 4,
}  # fmt: skip
_TABLES = {"overview": 1, "accountability": 2, "gaps": 2, "roadmap": 5, "progress": 2}


def choose(run: Run) -> Plan | None:
    """Show the choices of a pack, all of which live in the address; the plan they make, None where one is missing."""
    words = run.words
    show.section(words("exports.pack.title"), words("exports.pack.note"))
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        scope = filters.switch(
            "scope", packs.SCOPES, packs.SCOPES[0], words, words("exports.scope"),
            lambda name: words(f"exports.scopes.{name}"), hide_label=False,
        )  # fmt: skip
    with right:
        region, countries = _subjects(run, scope)
    views, formats, languages, form = _contents(run, scope)
    if scope == "countries" and not countries:
        show.notice(words("exports.choose"))
        return None
    return Plan(
        scope, region, countries, views, formats, languages, form,
        site=run.site, build=run.build, today=run.today, audience=run.audience,
    )  # fmt: skip


def _subjects(run: Run, scope: str) -> tuple[str, tuple[str, ...]]:
    """The region and the countries that are chosen."""
    words = run.words
    if scope == "countries":
        names = queries.alliance.names(run.language)
        chosen = filters.select_many(
            "countries", list(names), words, words("exports.countries"), names.__getitem__
        )
        return packs.WHOLE, tuple(chosen)
    region = packs.WHOLE
    left, right = st.columns(2, vertical_alignment="bottom")
    if scope == "region":
        known = packs.regions(run.language)
        with left:
            region = filters.select(
                "region",
                list(known),
                next(iter(known)),
                words,
                words("exports.region"),
                known.__getitem__,
            )
    with right:
        has_countries = filters.toggle("all", words, words("exports.each_country"))
    return region, tuple(packs.countries_of(region, run.language)) if has_countries else ()


def _contents(
    run: Run, scope: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    """The views, formats, languages and form of pictures; where none is chosen, the usual ones, which are named."""
    words = run.words
    offered = [view for view in packs.VIEWS if scope != "countries" or view not in packs.OF_GROUP]

    def many(name: str, said: Mapping[str, str], usual: Sequence[str]) -> tuple[str, ...]:
        listed = (
            words("filter.all")
            if len(usual) == len(said)
            else ", ".join(said[one] for one in usual)
        )
        label = words(f"exports.{name}")
        chosen = filters.select_many(name, list(said), words, label, said.__getitem__, listed)
        return tuple(chosen or usual)

    left, middle, right, far = st.columns([2, 2, 1, 1])
    with left:
        views = many("views", {view: words(f"pack.view.{view}") for view in offered}, offered)
    with middle:
        kinds = {kind: words(f"pack.format.{kind}") for kind in packs.FORMATS}
        formats = many("formats", kinds, _USUAL_FORMATS)
    with right:
        spoken = {code: words_of(code)("app.language_name") for code in locales.languages()}
        languages = many("languages", spoken, (run.language,))
    with far:
        form = filters.select(
            "form", _FORMS, _FORMS[0], words, words("exports.form"),
            lambda name: words(f"export.format.{name}"),
        )  # fmt: skip
    return views, formats, languages, form


def show_pack(run: Run, plan: Plan | None) -> None:
    """Show the button that makes the pack, or how far it is, or where it can be fetched."""
    if plan is None:
        return
    words = run.words
    job = pack_jobs.find(plan)
    if job is not None and not job.is_over:
        _watch(job, run)
        return
    st.html(f'<p class="pp-note">{html.escape(words("exports.about", n=_about(plan)))}</p>')
    if any(kind in packs.PICTURES for kind in plan.formats) and not engine.is_available():
        st.warning(words("exports.browser.missing"), icon=":material/image_not_supported:")
    if st.session_state.pop("too_many_packs", False):
        st.warning(words("exports.too_many"), icon=":material/hourglass_empty:")
    if job is not None:
        _tell(job, run)
    st.button(
        words("exports.again" if job and job.has_gaps else "exports.make"),
        icon=":material/folder_zip:",
        type="primary" if job is None or job.state != "done" else "secondary",
        on_click=_ask,
        args=(plan,),
    )


def _ask(plan: Plan) -> None:
    # Roles may have changed since the page was drawn.
    if plan.audience != "public" and identity.current().audience != plan.audience:
        return
    try:
        pack_jobs.ask(plan)
    except pack_jobs.TooMany:
        st.session_state["too_many_packs"] = True


def _about(plan: Plan) -> int:
    """About how many files a plan has."""
    of_countries = [view for view in plan.views if view in packs.OF_COUNTRY]
    of_group = [] if plan.scope == "countries" else [v for v in plan.views if v in packs.OF_GROUP]
    views = [*of_group, *(of_countries * len(plan.countries))]
    figures, tables = (
        sum(counted.get(view, 0) for view in views) for counted in (_FIGURES, _TABLES)
    )
    parts = len(plan.countries) + (plan.scope != "countries")
    pictures = len([kind for kind in plan.formats if kind in packs.PICTURES])
    kinds = len([kind for kind in plan.formats if kind != "pptx"])
    decks = parts if "pptx" in plan.formats else 0
    briefs = parts if "brief" in plan.views and "pdf" in plan.formats else 0
    files = figures * kinds + tables * (kinds - pictures)
    return (files + decks + briefs) * len(plan.languages)


@st.fragment(run_every=_WATCH_SECONDS)
def _watch(job: Job, run: Run) -> None:
    """Show how far a pack is, again and again, until it is over; whoever goes away finds it when they come back."""
    if job.is_over:
        st.rerun()
    progress = job.progress
    share = progress.done / progress.total if progress.total else 0.0
    st.progress(min(share, 1.0), _stage(job, run.words))
    st.button(run.words("exports.cancel"), icon=":material/cancel:", on_click=job.cancel)


def _stage(job: Job, words: Words) -> str:
    progress = job.progress
    if job.state == "waiting":
        return words("exports.waiting")
    counts = {"done": words.number(progress.done), "total": words.number(progress.total)}
    if not progress.total:
        return words("exports.looking", part=progress.current)
    if progress.done == progress.total:
        return words("exports.bundling", **counts)
    return words("exports.making", title=progress.current, **counts)


def _tell(job: Job, run: Run) -> None:
    """Say how a pack ended, and what could not be made."""
    words, progress = run.words, job.progress
    counts = {"done": words.number(progress.done), "total": words.number(progress.total)}
    if job.state == "cancelled":
        st.info(words("exports.cancelled", **counts), icon=":material/cancel:")
    elif job.state == "failed":
        st.error(words("exports.stopped", reason=job.error), icon=":material/error:")
    elif job.file is not None and job.file.is_file():
        made = progress.total - len(progress.failures)
        size = words.number(job.file.stat().st_size / _MEGABYTE, 1)
        st.success(words("exports.done", n=made, size=size), icon=":material/task_alt:")
        address = f"{run.site}/export/packs/{job.token}/{quote(job.file.name)}"
        st.html(
            f'<p><a class="pp-download" href="{html.escape(address)}" download>'
            f"{html.escape(words('exports.download'))}</a> "
            f'<span class="pp-note">{html.escape(job.file.name)}</span></p>'
        )
    if job.has_gaps:
        st.warning(words("exports.failed", n=len(progress.failures)), icon=":material/error:")
        said = "".join(
            f"<li><b>{html.escape(one.item.title)}</b> ({html.escape(one.item.path)})<br>{html.escape(one.reason)}</li>"
            for one in progress.failures
        )
        show.fragment(f"<ul class='pp-list'>{said}</ul>")


def show_briefs(run: Run) -> None:
    """Show the briefs one by one: of the Alliance, a region or a country."""
    words = run.words
    show.section(words("exports.briefs.title"), words("exports.briefs.note"))
    subjects = {
        "alliance": words("pack.alliance"),
        **packs.regions(run.language),
        **queries.alliance.names(run.language),
    }
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        subject = filters.select(
            "brief",
            list(subjects),
            "alliance",
            words,
            words("exports.briefs.subject"),
            subjects.__getitem__,
        )
    edition = Edition(run.language, run.today, run.audience, run.site, run.build)
    with right:
        downloads.button(
            words,
            "download_brief",
            words("exports.briefs.download"),
            packs.brief_of(subject, edition),
            file_name(edition, subjects[subject]),
            "application/pdf",
            icon=":material/picture_as_pdf:",
        )


def show_browser(run: Run) -> None:
    """Say which files need a browser on the server, and whether there is one."""
    key = "there" if engine.is_available() else "missing"
    show.section(run.words("exports.browser.title"), run.words(f"exports.browser.{key}"))


def show_addresses(run: Run, plan: Plan | None) -> None:
    """Show how a picture is embedded and fetched by its address, and the command that makes the chosen pack."""
    words = run.words
    show.section(words("exports.address.title"), words("exports.address.note"))
    page, choices, chart = _EXAMPLE
    asked = {**choices, "chart": chart, "form": "slide"}
    picture = shell.address_at(f"{run.site}/export", f"{page}.png", asked, run.language)
    alt = html.escape(words("exports.address.alt"))
    examples = {
        "embed": (f'<img src="{html.escape(picture)}" alt="{alt}" width="960">', "html"),
        "fetch": (f"curl --fail --remote-name --remote-header-name {shlex.quote(picture)}", "bash"),
    }
    if plan is not None:
        examples["pack"] = (packs.command(plan), "bash")
    for key, (code, language) in examples.items():
        st.html(f'<p class="pp-note">{html.escape(words(f"exports.address.{key}"))}</p>')
        st.code(code, language=language, wrap_lines=True)
