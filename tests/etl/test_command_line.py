"""The command line: every command's help shows an example, every refusal says what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from etl import warehouse
from etl.__main__ import main
from etl.build import BUILD_STEPS
from etl.reference import DATA_FOLDER, Reference
from etl.report import Words, read_workbook
from tests.conftest import ROOT, edit_csv
from tests.etl.test_sources import UNSD, write_csv

COMMANDS = ("build", "status", "rollback", "refresh", "template", "check")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "WAREHOUSE", "STORE", "SIGN_IN"):
        monkeypatch.delenv(f"PATHFINDER_{name}", raising=False)


def run(data_folder: Path, *arguments: object) -> int:
    return main(["--data", str(data_folder), *map(str, arguments)])


def refused(capsys: pytest.CaptureFixture[str], data_folder: Path, *arguments: object) -> str:
    capsys.readouterr()
    assert run(data_folder, *arguments) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"example: python -m etl {command}" in capsys.readouterr().out


def test_runs_as_a_module() -> None:
    environment = {
        key: text for key, text in os.environ.items() if not key.startswith("PATHFINDER")
    }
    done = subprocess.run(
        [sys.executable, "-m", "etl", "--help"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    for command in COMMANDS:
        assert command in done.stdout


def test_build_status_and_rollback(small_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small_data, "status") == 0
    assert "python -m etl build" in capsys.readouterr().out
    assert run(small_data, "build", "--reports", "none") == 0
    said = capsys.readouterr().out
    assert "VC_VAW_PHYPYV" in said
    assert "24" in said
    assert "Published several times with different values" in said
    edit_csv(small_data / "sdg" / "VC_VAW_PHYPYV.csv", 2, value="77.7")
    assert run(small_data, "build", "--reports", "none") == 0
    assert "+1 −1" in capsys.readouterr().out
    assert run(small_data, "build", "--reports", "none") == 0
    assert "Nothing changed since" in capsys.readouterr().out
    assert run(small_data, "rollback") == 0
    assert "Current build: " in capsys.readouterr().out
    assert run(small_data, "status") == 0
    said = capsys.readouterr().out
    assert said.count("│ current │") == 1
    assert "UNODC_GLOTIP_2025-04-14" in said
    assert "2025-04-14" in said


def test_environment_names_the_folders(
    small_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATHFINDER_DATA", str(small_data))
    monkeypatch.setenv("PATHFINDER_WAREHOUSE", str(tmp_path / "store"))
    assert main(["build", "--reports", "none"]) == 0
    assert (tmp_path / "store" / "CURRENT").is_file()
    assert not (small_data / "warehouse").exists()


def test_refusals(small_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*arguments: object) -> str:
        return refused(capsys, small_data, *arguments)

    assert "Make one with: python -m etl build" in said("rollback")
    assert "See them with: python -m etl status" in said("rollback", "2020")
    assert "Found no report (.xlsx, .ods, .zip)" in said("build", "--reports", "received")
    missing = said("refresh", "unicef_dw", "nowhere.csv", "--vintage", "2025-03")
    assert "Found no file nowhere.csv" in missing
    assert "Found no file nowhere.xlsx" in said("check", "nowhere.xlsx")
    unknown = said("template", "--country", "Kenia", "--year", "2026")
    assert "Found country 'Kenia'" in unknown
    assert "Kenya (KEN)" in unknown
    assert "Traceback" not in unknown


def test_refusal_of_a_missing_data_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, tmp_path / "nowhere", "build")
    assert ".csv is missing. Restore it from the repository." in said


def test_failed_build_names_the_cell(small_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_csv(small_data / "sdg" / "VC_VAW_PHYPYV.csv", 3, sex="girls")
    said = refused(capsys, small_data, "build", "--reports", "none")
    assert "row 3, column sex: unknown_sex: found 'girls'; accepted: _T, F, M" in said


def test_refresh_lists_changes_and_problems(
    small_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(small_data.parent / "api.csv", [UNSD | {"dimensions.Age": "3-9"}])
    said = refused(capsys, small_data, "refresh", "unsd_sdg_api", path, "--vintage", "2026-01-20")
    assert "row 2, column dimensions.Age" in said
    assert "Unknown age band: found '3-9'; accepted: published_codes.csv (unsd)" in said
    write_csv(path, [UNSD])
    arguments = ("refresh", "unsd_sdg_api", path, "--vintage", "2026-01-20", "--accept-removals")
    assert run(small_data, *arguments) == 0
    said = capsys.readouterr().out
    assert "Written to data/ as UNSD_SDG_2026-01-20" in said
    assert "python -m etl build" in said


def test_template_is_written_and_its_gaps_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "first.xlsx"
    arguments = ("--country", "Côte d’Ivoire", "--year", 2027, "--language", "fr")
    assert run(DATA_FOLDER, "template", *arguments, "--output", path) == 0
    book = openpyxl.load_workbook(path)
    assert [book["Rapport"][cell].value for cell in ("B4", "B5")] == ["Côte d’Ivoire", 2027]
    # A first roadmap starts from an empty one.
    assert [book[title]["A4"].value for title in ("Feuille de route", "Avancement")] == [None, None]
    capsys.readouterr()
    assert run(DATA_FOLDER, "check", path) == 1
    captured = capsys.readouterr()
    assert "error" in captured.out
    assert "correct the errors" in captured.err


def test_check_of_a_good_report(capsys: pytest.CaptureFixture[str]) -> None:
    path = next((DATA_FOLDER / "illustrative").glob("*_KEN_2025.xlsx"))
    assert run(DATA_FOLDER, "check", path, "--language", "fr") == 0
    assert "0 error(s)" in capsys.readouterr().out


def test_check_as_json_for_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "kenya.xlsx"
    book = openpyxl.load_workbook(
        next((DATA_FOLDER / "illustrative").glob("ILLUSTRATIVE_KEN_2025.xlsx"))
    )
    book["Report"]["B6"] = "31/08/2025"
    book.save(path)

    def check(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "etl", "check", *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    done = check(path, "--json", "--language", "fr")
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert said["file"] == str(path)
    assert (said["country_code"], said["reporting_year"]) == ("KEN", 2025)
    assert said["language"] == "fr"
    (error,) = [problem for problem in said["problems"] if problem["severity"] == "error"]
    message = error.pop("message")
    assert error == {
        "rule": "not_a_date",
        "severity": "error",
        "sheet": "Report",
        "cell": "B6",
        "found": "31/08/2025",
        "accepted": "2026-03-31",
    }
    assert message.startswith("Feuille «\u00a0Report\u00a0», cellule B6")
    assert said["counts"] == {"errors": 1, "warnings": len(said["problems"]) - 1}

    done = check(DATA_FOLDER / "illustrative" / "ILLUSTRATIVE_KEN_2025.xlsx", "--json")
    assert (done.returncode, json.loads(done.stdout)["counts"]["errors"]) == (0, 0)

    # What is no workbook has a document too; a file that is not there has none.
    path.write_bytes(b"call back")
    done = check(path, "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["country_code"], said["reporting_year"]) == (1, None, None)
    assert [problem["rule"] for problem in said["problems"]] == ["other_kind"]
    done = check(tmp_path / "nowhere.xlsx", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Found no file" in done.stderr


def test_next_years_template_from_last_years_report(tmp_path: Path) -> None:
    last = shutil.copy(next((DATA_FOLDER / "illustrative").glob("*_KEN_2025.xlsx")), tmp_path)
    path = tmp_path / "next.xlsx"
    arguments = ("template", "--country", "KEN", "--year", 2026, "--previous", last)
    assert run(DATA_FOLDER, *arguments, "--output", path) == 0
    book = openpyxl.load_workbook(path)
    carried = [row[0].value for row in openpyxl.load_workbook(last)["Roadmap"]["A4:A20"]]
    assert carried[0] is not None
    assert [row[0].value for row in book["Roadmap"]["A4:A20"]] == carried


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        ((), "--country, --year"),
        (("--country", "KEN"), "--year"),
        (("--year", "2027"), "--country"),
    ],
)
def test_template_asks_for_country_and_year(
    arguments: tuple[str, ...], missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["template", *arguments])
    assert stop.value.code == 2
    assert f"the following arguments are required: {missing}" in capsys.readouterr().err


def test_template_is_named_after_country_year_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = DATA_FOLDER.resolve()
    monkeypatch.chdir(tmp_path)
    assert run(folder, "template", "--country", "KEN", "--year", 2027, "--language", "fr") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report-KEN-2027-fr.xlsx"]
    assert "Written: report-KEN-2027-fr.xlsx" in capsys.readouterr().out


def test_template_never_replaces_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kenya.xlsx"
    path.write_bytes(b"filled in")
    arguments = ("template", "--country", "KEN", "--year", 2026, "--output", path)
    said = refused(capsys, DATA_FOLDER, *arguments)
    assert "There is a file" in said
    assert "--output" in said
    assert path.read_bytes() == b"filled in"


def test_what_the_last_report_holds_unreadably_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = tmp_path / "last.xlsx"
    book = openpyxl.load_workbook(
        next((DATA_FOLDER / "illustrative").glob("ILLUSTRATIVE_KEN_2025.xlsx"))
    )
    titles = [cell.value for cell in book["Progress"][1]]
    book["Progress"].cell(4, titles.index("spent") + 1, "about half")
    book.save(last)
    arguments = ("template", "--country", "KEN", "--year", 2026, "--previous", last)
    assert run(DATA_FOLDER, *arguments, "--output", tmp_path / "next.xlsx") == 0
    assert "about half" in capsys.readouterr().err


def test_build_says_its_steps_and_end_as_json_lines(
    small_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small_data, "build", "--reports", "none", "--json") == 0
    *steps, end = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    # Without reports none are read.
    assert [step["step"] for step in steps] == [
        step for step in BUILD_STEPS if step != "Read and check reports"
    ]
    assert end["published"] == warehouse.current_build(small_data / "warehouse")
    assert end["refused_files"] == {}


def test_build_if_changed_builds_once(small_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    builds = small_data / "warehouse"
    assert run(small_data, "build", "--if-changed") == 0
    assert run(small_data, "build", "--if-changed") == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert len(warehouse.list_builds(builds)) == 1
    path = small_data / "sdg" / "VC_VAW_PHYPYV.csv"
    edit_csv(path, 2, value="12.5")
    assert run(small_data, "build", "--if-changed") == 0
    assert len(warehouse.list_builds(builds)) == 2


def test_template_is_filled_with_the_published_report(
    small_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], reference: Reference
) -> None:
    """In practice with the bundled reports; a real server's template takes nothing from them."""
    bundled = small_data / "illustrative"
    bundled.mkdir()
    for path in (DATA_FOLDER / "illustrative").glob("*KEN*.xlsx"):
        shutil.copy(path, bundled)
    arguments = ("template", "--country", "KEN", "--year", "2027", "--language", "fr", "--output")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATHFINDER_SIGN_IN", "development")
        assert run(small_data, "build") == 0
        assert run(small_data, *arguments, tmp_path / "practice.xlsx") == 0
    assert "Filled with what the report for 2026 said." in capsys.readouterr().out
    assert run(small_data, "build", "--reports", "illustrative") == 0
    assert run(small_data, *arguments, tmp_path / "real.xlsx") == 0
    assert "the roadmap is empty" in capsys.readouterr().out
    words = Words(reference)
    practice, _ = read_workbook(tmp_path / "practice.xlsx", words)
    real, _ = read_workbook(tmp_path / "real.xlsx", words)
    assert practice is not None and real is not None
    assert (practice.is_illustrative, len(practice.rows["roadmap"])) == (True, 16)
    assert (real.is_illustrative, len(real.rows["roadmap"])) == (False, 0)
