"""The house's rules, held by reading the code: who may import whom, and that nothing is declared by half."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import locales
from dashboard.navigation import PAGES
from etl import vocabulary
from etl.build import BUILD_STEPS
from etl.progress import RULES

ROOT = Path(__file__).parent.parent
LANGUAGES = locales.languages()
CODE = sorted(
    path
    for folder in ("dashboard", "etl", "pages", "locales")
    for path in (ROOT / folder).rglob("*.py")
)
REFERENCES = tuple(sorted({key for rule in RULES for key in rule.reference_keys} | {"unescap"}))
CHARTS = sorted(
    path.stem
    for path in (ROOT / "dashboard/charts").glob("*.py")
    if "def draw(" in path.read_text()
)
SQL = re.compile(
    r"^\s*(SELECT\b.*\bFROM\b|WITH\s+\w+\s+AS\s*\(|INSERT\s+INTO\b|CREATE\s+TABLE\b)", re.S
)


def modules_of(path: Path) -> set[str]:
    """Names of all modules a file imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tops_of(path: Path) -> set[str]:
    """The first parts of the modules a file imports."""
    return {name.split(".")[0] for name in modules_of(path)}


def texts_in(path: Path) -> Iterator[str]:
    """Every string of a file that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


def files(folder: str) -> list[Path]:
    """All Python files below a folder."""
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", files("etl"), ids=str)
def test_etl_knows_nothing_of_the_dashboard(path: Path) -> None:
    assert not tops_of(path) & {"dashboard", "pages", "streamlit", "plotly"}


@pytest.mark.parametrize("path", files("dashboard/charts"), ids=str)
def test_charts_know_neither_streamlit_nor_duckdb(path: Path) -> None:
    assert not tops_of(path) & {"streamlit", "duckdb", "etl"}
    assert not {name for name in modules_of(path) if name.startswith("dashboard.queries")}


@pytest.mark.parametrize("path", files("dashboard/exports"), ids=str)
def test_writers_of_files_take_a_view_and_know_nothing_else(path: Path) -> None:
    # Briefs are contents of their own; the command line calls what makes packs.
    if path.parent.name == "briefs" or path.name == "__main__.py":
        return
    assert not tops_of(path) & {"streamlit", "duckdb", "etl", "pages"}
    ours = {name for name in modules_of(path) if name.startswith("dashboard.")}
    known = ("dashboard.exports", "dashboard.charts", "dashboard.theme", "dashboard.words")
    known += ("dashboard.static", "dashboard.geometry", "dashboard.classes")
    assert not {name for name in ours if not name.startswith(known)}


def test_only_one_file_runs_pages_in_sessions_of_its_own() -> None:
    uses = [path for path in CODE if "streamlit.runtime.scriptrunner" in modules_of(path)]
    assert [path.name for path in uses] == ["unwatched.py"]


def test_only_one_file_offers_files_so_that_each_says_why_it_cannot_be_made() -> None:
    offering = [path for path in CODE if "st.download_button(" in path.read_text()]
    assert [path.name for path in offering] == ["downloads.py"]


@pytest.mark.parametrize("path", [*files("dashboard"), *files("pages")], ids=str)
def test_dashboard_reads_the_warehouse_only(path: Path) -> None:
    # Reports are sent and decided upon on two pages to come; those alone will call the ETL.
    assert "etl" not in tops_of(path) or path.stem in {"submit", "review"}


@pytest.mark.parametrize("path", [*files("dashboard"), *files("pages")], ids=str)
def test_sql_stands_in_queries_alone(path: Path) -> None:
    if path.parent.name == "queries":
        return
    assert not [text for text in texts_in(path) if SQL.match(text)]
    assert not re.search(r"\bfetch\(", path.read_text()) or path.name == "warehouse.py"


def test_the_sql_pattern_sees_sql() -> None:
    assert SQL.match("SELECT a FROM b")
    assert SQL.match("\n  WITH due AS (SELECT 1)")
    assert not SQL.match("With whom it is shared, from the start")


@pytest.mark.parametrize("path", files("pages"), ids=str)
def test_pages_are_thin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not re.search(r"cache|remembered|lru", text), "a page caches"
    assert len(text.splitlines()) <= 70
    prose = [said for said in texts_in(path) if re.search(r"\w\s+\w", said)]
    assert not prose, "a page's words stand in locales/"


def test_every_page_is_listed_and_every_listed_page_is_there() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == {entry.name for entry in PAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_words(language: str) -> None:
    texts = locales.texts(language)
    for entry in PAGES:
        assert texts[f"{entry.name}.menu"]
        assert texts[f"{entry.name}.title"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key_with_the_same_blanks(language: str) -> None:
    ours, theirs = locales.texts(language), locales.texts(locales.DEFAULT)
    assert set(ours) == set(theirs)

    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    differing = {key for key in ours if blanks(ours[key]) != blanks(theirs[key])}
    # One form of a plural may leave the number out ("the only one").
    assert not {key for key in differing if not key.endswith((".one", ".other"))}
    assert not {key for key, text in ours.items() if not text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice_in_a_file(language: str) -> None:
    class Strict(yaml.SafeLoader):
        pass

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict:
        keys = [loader.construct_object(key) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        assert not twice, f"{twice} near line {node.start_mark.line + 1}"
        return loader.construct_mapping(node, deep=True)

    Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    text = (locales.FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    assert yaml.load(text, Loader=Strict)


def test_french_is_set_as_french_is() -> None:
    wrong = {
        key: text
        for key, text in locales.texts("fr").items()
        if re.search(r" [;:!?»]|« |\w'\w", text) and not re.search(r"https?://|A1|\d:\d", text)
    }
    assert not wrong, "no-break spaces and typographic apostrophes, please"


def test_every_text_key_in_the_code_exists() -> None:
    known = set(locales.texts(locales.DEFAULT))
    stems = {key.rsplit(".", 1)[0] for key in known if key.endswith((".one", ".other"))}
    used, prefixes = set(), set()
    for path in CODE:
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"words\(\s*\"([a-z_]+(?:\.[\w-]+)+)\"", source))
        prefixes |= set(re.findall(r"words\(\s*f[\"']([a-z_]+\.(?:[a-z_]+\.)*)\{", source))
    assert used and prefixes
    assert not used - known - stems
    assert not {prefix for prefix in prefixes if not any(key.startswith(prefix) for key in known)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("step", vocabulary.STEPS),
        ("stage", (*vocabulary.STEPS, "none", "no_report")),
        ("action_status", (*vocabulary.ACTION_STATUSES, "no_report")),
        ("inspire", vocabulary.INSPIRE_STRATEGIES),
        ("visibility", vocabulary.VISIBILITIES),
        ("support", vocabulary.SUPPORT_KINDS),
        ("sex", vocabulary.SEXES),
        ("legal_status", (*vocabulary.LEGAL_STATUSES, "no_data")),
        ("unit", vocabulary.UNITS),
        ("assessment.word", (*vocabulary.UNJUDGED_WORDS, *vocabulary.JUDGED_WORDS)),
        ("assessment.explanation", (*vocabulary.UNJUDGED_WORDS, *vocabulary.JUDGED_WORDS)),
        ("assessment.chart_word", vocabulary.PROGRESS_CHART_WORDS),
        ("assessment.method", vocabulary.PACE_METHODS),
        ("assessment.formula", vocabulary.PACE_METHODS),
        ("assessment.method_note", vocabulary.PACE_NOTES),
        ("assessment.evidence", vocabulary.EVIDENCE_STRENGTHS),
        ("assessment.projection_note", vocabulary.PROJECTION_NOTES),
        ("assessment.missing", vocabulary.MISSING_REASONS),
        ("assessment.caution", vocabulary.CAUTIONS),
        ("assessment.rule", tuple(rule.name for rule in RULES)),
        ("assessment.reference", REFERENCES),
    ],
)
def test_every_word_with_a_fixed_meaning_has_its_text(
    language: str, section: str, codes: tuple[str, ...]
) -> None:
    keys = {
        key.removeprefix(f"{section}.")
        for key in locales.texts(language)
        if re.fullmatch(rf"{section}\.\w+", key)
    }
    assert keys == set(codes)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "etl/marts").glob("*.sql")), ids=lambda path: path.stem
)
def test_every_mart_says_its_grain_and_is_tested(path: Path) -> None:
    assert path.stem.startswith("mart_")
    assert path.read_text(encoding="utf-8").startswith("-- one row per ")
    assert (ROOT / "tests" / "marts" / f"test_{path.stem}.py").is_file()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "etl/checks").glob("*.sql")), ids=lambda path: path.stem
)
def test_every_check_says_what_must_hold(path: Path) -> None:
    assert re.match(r"-- \w.{10,}", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_tested_with_no_row_and_with_one(chart: str) -> None:
    tests = (ROOT / "tests/dashboard/charts" / f"test_{chart}.py").read_text(encoding="utf-8")
    assert re.search(r"def test_\w*empty\w*\(", tests)
    assert re.search(r"def test_\w*one_row\w*\(", tests)


def test_the_server_settings_can_be_read() -> None:
    # Streamlit only prints an error and goes on with its own defaults: statistics on, another look.
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["browser"]["serverAddress"], "left out, the server asks another host for it"
    assert settings["client"]["disableDataExport"] is True


def test_nothing_names_a_machine() -> None:
    names = re.compile(r"/(?:work|farm|root|home/\w+)/")
    for path in [*CODE, *files("tests"), *files("bench"), *(ROOT / "docs").rglob("*.md")]:
        if path.name == Path(__file__).name:
            continue
        assert not names.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_build_step_has_its_words(language: str) -> None:
    texts = locales.texts(language)
    for step in BUILD_STEPS:
        assert texts[f"build_step.{step.lower().replace(' ', '_')}"]
