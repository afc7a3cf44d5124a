"""Countries, series, calendar and currencies: what is accepted, and what is said of the rest."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

import locales
from etl.reference import (
    DATA_FOLDER,
    Reference,
    ReferenceDataError,
    fold,
    load_reference,
    read_text_table,
)

# The UN's official French names of the 47, in French typography.
FRENCH_NAMES = {
    "AGO": "Angola",
    "ARE": "Émirats arabes unis",
    "ARM": "Arménie",
    "BFA": "Burkina Faso",
    "BRA": "Brésil",
    "BWA": "Botswana",
    "CAN": "Canada",
    "CHL": "Chili",
    "CIV": "Côte d’Ivoire",
    "COL": "Colombie",
    "ESP": "Espagne",
    "ETH": "Éthiopie",
    "FIN": "Finlande",
    "FRA": "France",
    "GEO": "Géorgie",
    "GIN": "Guinée",
    "HND": "Honduras",
    "IDN": "Indonésie",
    "IRQ": "Iraq",
    "ISL": "Islande",
    "JAM": "Jamaïque",
    "JOR": "Jordanie",
    "JPN": "Japon",
    "KEN": "Kenya",
    "KHM": "Cambodge",
    "LKA": "Sri Lanka",
    "MEX": "Mexique",
    "MNE": "Monténégro",
    "MNG": "Mongolie",
    "NAM": "Namibie",
    "NGA": "Nigéria",
    "PER": "Pérou",
    "PHL": "Philippines",
    "PNG": "Papouasie-Nouvelle-Guinée",
    "PRY": "Paraguay",
    "ROU": "Roumanie",
    "SLE": "Sierra Leone",
    "SLV": "El Salvador",
    "SWE": "Suède",
    "TLS": "Timor-Leste",
    "TUR": "Türkiye",
    "TZA": "République-Unie de Tanzanie",
    "UGA": "Ouganda",
    "UZB": "Ouzbékistan",
    "ZAF": "Afrique du Sud",
    "ZMB": "Zambie",
    "ZWE": "Zimbabwe",
}


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    shutil.copytree(DATA_FOLDER / "reference", tmp_path / "reference")
    return tmp_path


def test_the_47_carry_the_uns_french_names(reference: Reference) -> None:
    names = {code: reference.country_name(code, "fr") for code in reference.pathfinders}
    assert names == FRENCH_NAMES


def test_all_countries_carry_the_uns_english_names(reference: Reference, facts: Path) -> None:
    listed = read_text_table(facts / "countries.csv")
    names = [reference.country_name(code, "en") for code in listed["iso3"]]
    assert names == list(listed["name"])
    assert len(names) == 249


def test_founding_documents_french_list_resolves(reference: Reference, facts: Path) -> None:
    listed = read_text_table(facts / "pathfinders.csv")
    found = [reference.resolve_country(name) for name in listed["name_fr_in_seed"]]
    assert found == list(listed["iso3"])
    assert sorted(found) == list(reference.pathfinders)


@pytest.mark.parametrize(
    ("text", "country_code"),
    [
        ("KEN", "KEN"),
        ("ken", "KEN"),
        ("404", "KEN"),
        ("NA", "NAM"),
        ("4", "AFG"),
        ("004", "AFG"),
        ("Côte d’Ivoire", "CIV"),
        ("COTE  DIVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Tanzania", "TZA"),
        ("Turquie", "TUR"),
        ("Turkey", "TUR"),
        ("Irak", "IRQ"),
        ("Viêt Nam", "VNM"),
        ("Salvador", "SLV"),
        ("Timor oriental", "TLS"),
        ("Congo", "COG"),
        ("RDC", "COD"),
        (" Éthiopie ", "ETH"),
        ("Guinée", "GIN"),
        ("guinee-bissau", "GNB"),
    ],
)
def test_accepted_spellings(reference: Reference, text: str, country_code: str) -> None:
    assert reference.resolve_country(text) == country_code


@pytest.mark.parametrize(
    "text", ["", " ", "Atlantis", "Kenia", "4.0", "1", "Korea", "Africa", "N/A", "XKX", "-"]
)
def test_it_never_guesses(reference: Reference, text: str) -> None:
    assert reference.resolve_country(text) is None


def test_nearest_countries_are_for_messages(reference: Reference) -> None:
    assert reference.nearest_countries("Kenia")[0] == "KEN"
    assert reference.nearest_countries("Etiopie")[0] == "ETH"
    assert reference.nearest_countries("xyzxyz") == []


def test_a_new_language_needs_no_new_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "languages", lambda: ("en", "fr", "es"))
    reference = load_reference()
    assert reference.country_name("ESP", "es") == "España"
    assert reference.resolve_country("Alemania") == "DEU"


def test_groups_hold_each_country_once_per_scheme(reference: Reference) -> None:
    groups = reference.country_groups
    assert not groups.duplicated(["scheme", "country_code"]).any()
    members = groups.groupby(["scheme", "group_code"])["country_code"].apply(set)
    assert members["alliance", "pathfinder"] == set(reference.pathfinders)
    assert "KEN" in members["un_region", "2"]
    assert "KEN" in members["un_subregion", "202"]
    assert "KEN" in members["un_intermediate_region", "14"]
    # The World Bank has left Ethiopia unclassified.
    income = groups[groups["scheme"] == "income_group"]
    assert "ETH" not in set(income["country_code"])
    assert set(income["group_code"]) == {"low", "lower_middle", "upper_middle", "high"}


def test_every_code_has_a_text_in_every_language(reference: Reference) -> None:
    keys = {
        f"indicator.{code}.{part}"
        for code in reference.indicators
        for part in ("title", "short", "about")
    }
    keys |= {indicator.title_key for indicator in reference.indicators.values()}
    keys |= {indicator.target_reason_key for indicator in reference.indicators.values()}
    keys |= {f"age.{code}" for code in reference.known_codes("age")}
    keys |= {f"sex.{code}" for code in reference.known_codes("sex")}
    keys |= {f"unit.{code}" for code in reference.known_codes("unit")}
    keys |= {f"area.{code}" for code in reference.areas["area_code"]}
    keys |= {f"area.{code}" for code in reference.country_groups["group_code"]}
    sources = read_text_table(DATA_FOLDER / "reference" / "sources.csv")
    keys |= set(sources["caveat_key"])
    for language in locales.languages():
        assert keys - set(locales.texts(language)) == set(), language


def test_directions_and_targets(reference: Reference) -> None:
    indicators = reference.indicators
    for code, indicator in indicators.items():
        if "HTF" in code or "GLOTIP" in code:
            assert indicator.direction == "undefined", code
            assert indicator.target_value is None, code
    assert indicators["SG_REG_BRTH"].direction == "higher_is_better"
    assert indicators["SG_REG_BRTH"].target_value == 100
    for code in ("VC_VAW_PHYPYV", "VC_VAW_SXVLN", "SP_DYN_MRBF18", "SH_STA_FGMS", "SL_TLF_CHLDEC"):
        assert indicators[code].direction == "lower_is_better"
        assert (indicators[code].target_value, indicators[code].target_year) == (0, 2030)
    # Target 16.1 names no number.
    assert indicators["VC_IHR_PSRC"].target_value is None
    headlines = {code for code, indicator in indicators.items() if indicator.is_headline}
    assert headlines == {"VC_VAW_PHYPYV", "VC_HTF_DETV", "VC_HTF_DETVR", "VC_VAW_SXVLN"}
    assert indicators["VC_VAW_SXVLN"].comparable_sexes[0] == "F"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("direction", "down", ["direction", "'down'", "lower_is_better", "undefined"]),
        ("unit", "PERCENT", ["unit", "'PERCENT'", "per_100000"]),
        ("comparable_sexes", ["X"], ["comparable_sexes", "'X'", "_T"]),
        ("colour", "red", ["colour", "not permitted"]),
        ("target_value", None, ["target_value and target_year stand together"]),
        ("comparable_ages", ["Y3T9"], ["comparable_ages", "'Y3T9'", "published_codes.csv"]),
    ],
)
def test_wrong_indicator_entry_is_named(
    data_copy: Path, field: str, value: object, said: list[str]
) -> None:
    path = data_copy / "reference" / "indicators.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries["VC_VAW_PHYPYV"][field] = value
    path.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with pytest.raises(ReferenceDataError) as error:
        load_reference(data_copy)
    for text in ["indicators.yml", "VC_VAW_PHYPYV", *said]:
        assert text in str(error.value)


def test_ambiguous_spelling_is_refused(data_copy: Path) -> None:
    path = data_copy / "reference" / "country_spellings.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write("COD,Congo\n")
    with pytest.raises(ReferenceDataError, match="'Congo' would name both COG and COD"):
        load_reference(data_copy)


def test_missing_file_is_named(data_copy: Path) -> None:
    (data_copy / "reference" / "countries.csv").unlink()
    with pytest.raises(ReferenceDataError, match="countries.csv is missing"):
        load_reference(data_copy)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("indicators.yml", "VC: [", "accepted is YAML"),
        ("text_repairs.yml", "- found: x", "accepted is a list of entries with 'found'"),
        ("areas.csv", "a,b\n1,2,3,4\n1\n2,3,4,5,6\n", "equally many cells"),
        ("published_codes.csv", "publisher,dimension,published,code\nunsd,sex,X,X\n", "_T, F, M"),
        (
            "published_codes.csv",
            "publisher,dimension,published,code\nunsd,age,1,Y1T4\nunsd,age,1,Y1T5\n",
            "'1' stands twice",
        ),
        (
            "reporting_calendar.csv",
            "reporting_year,period_start,period_end,due_date,is_illustrative\n"
            "2025,2024-11-08,31/08/2025,2025-10-31,true\n",
            "dates as YYYY-MM-DD",
        ),
        ("pcg_meetings.csv", "meeting_date\n2026-05-20\n", "found no column is_illustrative"),
        (
            "pcg_meetings.csv",
            "meeting_date,is_illustrative,source_note\n20/05/2026,true,Assumed\n",
            "dates as YYYY-MM-DD",
        ),
        (
            "pcg_meetings.csv",
            "meeting_date,is_illustrative,source_note\n2026-05-20,maybe,Assumed\n",
            "found 'maybe'",
        ),
        (
            "pcg_meetings.csv",
            "meeting_date,is_illustrative,source_note\n2026-05-20,false,\n",
            "the meeting of 2026-05-20 has no source_note",
        ),
        (
            "pcg_meetings.csv",
            "meeting_date,is_illustrative,source_note\n2026-05-20,true,A\n2026-05-20,true,B\n",
            "2026-05-20 stands twice",
        ),
        (
            "countries.csv",
            "country_code,iso2_code,area_code,is_pathfinder,population_under18,population_year,"
            "source_id\nKEN,KE,404,yes,1,2022,UNSD\n",
            "found 'yes'; accepted are true and false",
        ),
    ],
)
def test_damaged_file_is_named(data_copy: Path, file: str, text: str, said: str) -> None:
    (data_copy / "reference" / file).write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError) as error:
        load_reference(data_copy)
    assert file in str(error.value)
    assert said in str(error.value)


def test_calendar(reference: Reference) -> None:
    year = reference.calendar[2025]
    assert year.period_start == date(2024, 11, 8)  # the Alliance's launch in Bogotá
    assert year.due_date == date(2025, 10, 31)
    assert reference.calendar[2026].period_start == date(2025, 9, 1)
    assert all(each.is_illustrative for each in reference.calendar.values())


def test_meetings_are_marked_as_assumed(reference: Reference) -> None:
    assert [each.meeting_date for each in reference.meetings] == [
        date(2025, 5, 21),
        date(2025, 11, 19),
        date(2026, 5, 20),
        date(2026, 11, 18),
        date(2027, 5, 19),
    ]
    assert all(each.is_illustrative and each.source_note for each in reference.meetings)


def test_currencies_are_those_in_use(reference: Reference) -> None:
    assert {"USD", "EUR", "KES", "XOF", "UZS"} <= reference.currencies
    assert not {"FRF", "DEM", "XTS"} & reference.currencies


def test_fold_keeps_what_identifies() -> None:
    assert fold("Côte d’Ivoire") == fold("COTE D'IVOIRE") == "cotedivoire"
    assert fold("Trinidad & Tobago") == fold("Trinidad and Tobago")


def test_population_is_the_facts(reference: Reference, facts: Path) -> None:
    listed = read_text_table(facts / "countries.csv").set_index("iso3")["population_under18"]
    ours = reference.countries.set_index("country_code")["population_under18"]
    expected = pd.to_numeric(listed.replace("", None)).reindex(ours.index)
    assert (ours.astype("Float64").fillna(-1) == expected.astype("Float64").fillna(-1)).all()
