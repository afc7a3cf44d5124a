"""What holds of every mart and check: grain, order, one SELECT, and that it runs elsewhere too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import expressions

from etl.build import CHECKS_FOLDER, MARTS_FOLDER, BuildError, ordered_marts

MARTS = sorted(MARTS_FOLDER.glob("*.sql"))
CHECKS = sorted(CHECKS_FOLDER.glob("*.sql"))


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_mart_states_its_grain_and_is_one_select(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stem.startswith("mart_")
    assert re.match(r"-- one row per ", text)
    statements = sqlglot.parse(text, read="duckdb")
    assert len(statements) == 1
    assert isinstance(statements[0], expressions.Query)


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_check_says_what_must_hold(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"-- .+\.", first)


@pytest.mark.parametrize("dialect", ["spark", "trino"])
@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_mart_translates(path: Path, dialect: str) -> None:
    """The way out when one machine is not enough: sqlglot finds nothing it cannot say elsewhere."""
    text = path.read_text(encoding="utf-8")
    (translated,) = sqlglot.transpile(
        text, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    (parsed,) = sqlglot.parse(translated, read=dialect)
    assert isinstance(parsed, expressions.Query)
    original = sqlglot.parse_one(text, read="duckdb")
    assert parsed.named_selects == original.named_selects


def test_every_mart_stands_after_those_it_reads() -> None:
    done: set[str] = set()
    for name, text in ordered_marts():
        named = set(re.findall(r"\bmart_\w+", re.sub(r"--.*", "", text))) - {name}
        assert named <= done, name
        done.add(name)
    assert done == {path.stem for path in MARTS}


def write(folder: Path, **marts: str) -> Path:
    for name, text in marts.items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    return folder


def test_mart_without_grain_is_refused(tmp_path: Path) -> None:
    write(tmp_path, mart_one="SELECT 1 AS one")
    with pytest.raises(BuildError, match=r"mart_one\.sql: the first line must be a comment"):
        ordered_marts(tmp_path)


def test_circle_of_marts_is_named(tmp_path: Path) -> None:
    grain = "-- one row per build\nSELECT * FROM "
    write(tmp_path, mart_one=f"{grain}mart_two", mart_two=f"{grain}mart_one")
    with pytest.raises(BuildError, match="in a circle: mart_"):
        ordered_marts(tmp_path)


def test_unknown_mart_is_named(tmp_path: Path) -> None:
    write(tmp_path, mart_one="-- one row per build\nSELECT * FROM mart_two")
    with pytest.raises(BuildError, match=r"mart_one\.sql: there is no mart mart_two"):
        ordered_marts(tmp_path)
