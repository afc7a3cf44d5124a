"""The reference data all else is checked against: countries, series, calendar, currencies."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd
import yaml
from babel import Locale
from babel.numbers import get_territory_currencies, list_currencies
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import locales
from etl import vocabulary

DATA_FOLDER = Path(__file__).parent.parent / "data"

Direction = Literal["lower_is_better", "higher_is_better", "undefined"]
Unit = Literal["percent", "number", "per_100000"]
Publisher = Literal["unsd", "unodc", "unicef"]
Sex = Literal["_T", "F", "M", "_O", "_U", "_Z"]

assert get_args(Direction) == vocabulary.DIRECTIONS
assert get_args(Unit) == vocabulary.UNITS
assert get_args(Sex) == vocabulary.SEXES


class ReferenceDataError(ValueError):
    """Reference data cannot be used; the message says where, what was found and accepted."""


class Indicator(BaseModel):
    """One series: what it measures, how it may be compared, and its target with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    series_code: str
    position: int
    sdg_code: str = Field(pattern=r"^\d{1,2}\.[0-9a-z]{1,2}\.\d{1,2}$")
    title_key: str
    unit: Unit
    direction: Direction
    custodian: str
    publisher: Publisher
    comparable_sexes: tuple[Sex, ...] = Field(min_length=1)
    comparable_ages: tuple[str, ...] = Field(min_length=1)
    is_headline: bool
    target_value: float | None
    target_year: int | None
    target_reason_key: str
    metadata_url: str | None

    @model_validator(mode="after")
    def _target_is_whole(self) -> Indicator:
        if (self.target_value is None) != (self.target_year is None):
            raise ValueError("target_value and target_year stand together or not at all")
        if self.direction == "undefined" and self.target_value is not None:
            raise ValueError("a series of undefined direction has no target_value")
        return self


@dataclass(frozen=True)
class ReportingYear:
    """One reporting year of the Alliance, its period and the date its reports are due."""

    reporting_year: int
    period_start: date
    period_end: date
    due_date: date
    is_illustrative: bool


@dataclass(frozen=True)
class PcgMeeting:
    """One meeting of the Pathfinding Coordination Group, and where its date is from."""

    meeting_date: date
    is_illustrative: bool
    source_note: str


@dataclass(frozen=True)
class Reference:
    """All reference data, loaded and checked.

    ``countries``: one row per country, columns of the warehouse's ``country`` (without the point).
    ``country_names``: one row per country and language. ``country_groups``: one row per scheme,
    group, country. ``areas``: one row per aggregate and per area without an ISO code.
    ``published_codes``: one row per publisher, dimension and code as published, with ours.
    ``text_repairs``: found -> repaired.
    """

    countries: pd.DataFrame
    country_names: pd.DataFrame
    country_groups: pd.DataFrame
    areas: pd.DataFrame
    published_codes: pd.DataFrame
    indicators: dict[str, Indicator]
    calendar: dict[int, ReportingYear]
    meetings: tuple[PcgMeeting, ...]
    currencies: frozenset[str]
    text_repairs: dict[str, str]
    _codes: Mapping[str, str]
    _spellings: Mapping[str, str]
    _names: Mapping[tuple[str, str], str]

    @property
    def pathfinders(self) -> tuple[str, ...]:
        """ISO3 codes of the pathfinding countries, in alphabetical order."""
        return tuple(self.countries.loc[self.countries["is_pathfinder"], "country_code"])

    @cached_property
    def country_of_area(self) -> dict[str, str]:
        """ISO3 codes of the countries by their M49 code."""
        countries = self.countries
        return dict(zip(countries["area_code"], countries["country_code"], strict=True))

    @cached_property
    def area_types(self) -> dict[str, str]:
        """Of every area that figures may be of, by M49 code: ``country``, ``aggregate`` or ``other_area``."""
        areas = dict(zip(self.areas["area_code"], self.areas["area_type"], strict=True))
        return areas | dict.fromkeys(self.country_of_area, "country")

    def codes(self, dimension: str, publisher: str) -> dict[str, str]:
        """Codes as a publisher writes them -> ours, of one dimension (sex, age, unit, ...)."""
        table = self.published_codes
        chosen = table[(table["dimension"] == dimension) & (table["publisher"] == publisher)]
        return dict(zip(chosen["published"], chosen["code"], strict=True))

    def known_codes(self, dimension: str) -> frozenset[str]:
        """Our codes of one dimension, whoever publishes them."""
        table = self.published_codes
        return frozenset(table.loc[table["dimension"] == dimension, "code"])

    def country_name(self, country_code: str, language: str) -> str:
        """The UN's name of a country in a language; KeyError for an unknown code or language."""
        return self._names[country_code, language]

    def resolve_country(self, text: str) -> str | None:
        """ISO3 code of what a text names, or None: it never guesses.

        Accepted are ISO3, ISO2 and M49 codes, the UN's names, the CLDR names of every interface
        language and the spellings of ``country_spellings.csv``, whatever their case, accents,
        apostrophes and spaces.
        """
        return self._codes.get(text.strip().upper()) or self._spellings.get(fold(text))

    def nearest_countries(self, text: str, limit: int = 3) -> list[str]:
        """ISO3 codes of the countries whose accepted spelling is nearest to a text, nearest first.

        For the wording of a message only, never to replace what was found. Empty when none is near.
        """
        near = difflib.get_close_matches(fold(text), self._spellings, n=4 * limit, cutoff=0.6)
        return list(dict.fromkeys(self._spellings[spelling] for spelling in near))[:limit]


def fold(text: str) -> str:
    """A spelling reduced to letters and digits: no case, accents, punctuation or spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    return "".join(character for character in decomposed if character.isalnum())


def load_reference(data_folder: Path = DATA_FOLDER) -> Reference:
    """All reference data of a data folder.

    Raises ReferenceDataError naming file, entry, what was found and what is accepted.
    """
    folder = data_folder / "reference"
    published_codes = _read_published_codes(folder / "published_codes.csv")
    countries = _read_countries(folder / "countries.csv")
    names = _read_country_names(folder / "country_name_corrections.csv", countries)
    groups = read_text_table(folder / "country_groups.csv")
    _require_known(groups["country_code"], countries["country_code"], folder / "country_groups.csv")
    return Reference(
        countries=countries,
        country_names=names,
        country_groups=groups,
        areas=read_text_table(folder / "areas.csv"),
        published_codes=published_codes,
        indicators=_read_indicators(folder / "indicators.yml", published_codes),
        calendar=_read_calendar(folder / "reporting_calendar.csv"),
        meetings=_read_meetings(folder / "pcg_meetings.csv"),
        # Obsolete currencies stay out: a budget of today is in a currency of today.
        currencies=_current_currencies(),
        text_repairs=_read_text_repairs(folder / "text_repairs.yml"),
        _codes=_country_codes(countries),
        _spellings=_country_spellings(countries, names, folder / "country_spellings.csv"),
        _names={
            (row.country_code, row.language): row.name for row in names.itertuples(index=False)
        },
    )


def read_text_table(path: Path) -> pd.DataFrame:
    """A CSV file with every cell as the text it is: ``NA`` is Namibia, an empty cell is ''."""
    if not path.is_file():
        raise ReferenceDataError(f"{path} is missing. Restore it from the repository.")
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except ValueError as error:
        raise ReferenceDataError(
            f"{path}: {str(error).strip()}; accepted is a CSV file in UTF-8 whose rows have "
            "equally many cells."
        ) from error


def read_numbers(column: pd.Series, path: Path) -> pd.Series:
    """A column of texts as numbers; '' is missing. Raises ReferenceDataError naming other texts."""
    numbers = pd.to_numeric(column.replace("", None), errors="coerce")
    if wrong := sorted(set(column[numbers.isna() & (column != "")])):
        raise ReferenceDataError(
            f"{path}, column {column.name}: found {', '.join(map(repr, wrong))}; accepted are "
            "numbers."
        )
    return numbers


def _read_countries(path: Path) -> pd.DataFrame:
    table = read_text_table(path)
    table["is_pathfinder"] = _booleans(table["is_pathfinder"], path)
    for column in ("population_under18", "population_year"):
        table[column] = read_numbers(table[column], path).astype("Int64")
    for column in ("country_code", "iso2_code", "area_code"):
        if repeated := sorted(table.loc[table[column].duplicated(), column]):
            raise ReferenceDataError(
                f"{path}: {column} {', '.join(repeated)} stands twice; once is accepted."
            )
    return table.sort_values("country_code", ignore_index=True)


def _read_country_names(path: Path, countries: pd.DataFrame) -> pd.DataFrame:
    corrections = read_text_table(path)
    _require_known(corrections["country_code"], countries["country_code"], path)
    corrected = {(row.language, row.country_code): row.name for row in _rows(corrections)}
    rows = []
    for language in locales.languages():
        territories = Locale.parse(language).territories
        for country in _rows(countries):
            name = corrected.get(
                (language, country.country_code), territories.get(country.iso2_code)
            )
            if not name:
                raise ReferenceDataError(
                    f"{path}: no name for {country.country_code} in language {language!r}. Add a "
                    f"line '{language},{country.country_code},<the UN's name>'."
                )
            rows.append((country.country_code, language, name))
    return pd.DataFrame(rows, columns=["country_code", "language", "name"])


def _country_codes(countries: pd.DataFrame) -> dict[str, str]:
    return {
        code: country.country_code
        for country in _rows(countries)
        for code in (
            country.country_code,
            country.iso2_code,
            country.area_code,
            country.area_code.zfill(3),
        )
    }


def _country_spellings(countries: pd.DataFrame, names: pd.DataFrame, path: Path) -> dict[str, str]:
    spellings = read_text_table(path)
    _require_known(spellings["country_code"], countries["country_code"], path)
    accepted = [(row.name, row.country_code) for row in _rows(names)]
    for language in locales.languages():
        territories = Locale.parse(language).territories
        accepted += [
            (territories[country.iso2_code], country.country_code)
            for country in _rows(countries)
            if country.iso2_code in territories
        ]
    accepted += [(row.spelling, row.country_code) for row in _rows(spellings)]

    codes: dict[str, str] = {}
    for spelling, country_code in accepted:
        known = codes.setdefault(fold(spelling), country_code)
        if known != country_code:
            raise ReferenceDataError(
                f"{path}: the spelling {spelling!r} would name both {known} and {country_code}. "
                "Remove it: an ambiguous spelling is not accepted."
            )
    return codes


def _read_published_codes(path: Path) -> pd.DataFrame:
    table = read_text_table(path)
    accepted = {
        "sex": vocabulary.SEXES,
        "unit": vocabulary.UNITS,
        "value_status": vocabulary.VALUE_STATUSES,
    }
    for dimension, codes in accepted.items():
        found = set(table.loc[table["dimension"] == dimension, "code"])
        if unknown := sorted(found - set(codes)):
            raise ReferenceDataError(
                f"{path}, {dimension}: found {', '.join(unknown)}; accepted are {', '.join(codes)}."
            )
    key = ["publisher", "dimension", "published"]
    for row in _rows(table[table.duplicated(key)]):
        raise ReferenceDataError(
            f"{path}: {row.publisher}, {row.dimension}, {row.published!r} stands twice; once is "
            "accepted."
        )
    return table


def _read_indicators(path: Path, published_codes: pd.DataFrame) -> dict[str, Indicator]:
    entries: dict[str, dict[str, Any]] = _read_yaml(path)
    ages = set(published_codes.loc[published_codes["dimension"] == "age", "code"])
    indicators: dict[str, Indicator] = {}
    problems: list[str] = []
    for position, (series_code, entry) in enumerate(entries.items(), start=1):
        try:
            indicators[series_code] = Indicator(series_code=series_code, position=position, **entry)
        except ValidationError as error:
            problems += [_describe(series_code, details) for details in error.errors()]
        else:
            problems += [
                f"{series_code}, comparable_ages: found {age!r}; accepted are the ages of "
                "published_codes.csv."
                for age in indicators[series_code].comparable_ages
                if age not in ages
            ]
    if problems:
        raise ReferenceDataError(f"{path}: " + " ".join(problems))
    return indicators


def _describe(series_code: str, details: Any) -> str:
    field = ".".join(str(part) for part in details["loc"]) or "entry"
    found = (
        ""
        if details["type"] == "missing" or not details["loc"]
        else f" found {details['input']!r}."
    )
    return f"{series_code}, {field}:{found} {details['msg']}."


def _read_calendar(path: Path) -> dict[int, ReportingYear]:
    table = read_text_table(path)
    table["is_illustrative"] = _booleans(table["is_illustrative"], path)
    try:
        return {
            int(row.reporting_year): ReportingYear(
                reporting_year=int(row.reporting_year),
                period_start=date.fromisoformat(row.period_start),
                period_end=date.fromisoformat(row.period_end),
                due_date=date.fromisoformat(row.due_date),
                is_illustrative=bool(row.is_illustrative),
            )
            for row in _rows(table)
        }
    except ValueError as error:
        raise ReferenceDataError(
            f"{path}: {error}. Accepted: whole years and dates as YYYY-MM-DD."
        ) from error


def _read_meetings(path: Path) -> tuple[PcgMeeting, ...]:
    table = read_text_table(path)
    if missing := sorted({"meeting_date", "is_illustrative", "source_note"} - set(table.columns)):
        raise ReferenceDataError(
            f"{path}: found no column {', '.join(missing)}; accepted are meeting_date, "
            "is_illustrative and source_note."
        )
    table["is_illustrative"] = _booleans(table["is_illustrative"], path)
    if repeated := sorted(table.loc[table["meeting_date"].duplicated(), "meeting_date"]):
        raise ReferenceDataError(
            f"{path}: meeting_date {', '.join(repeated)} stands twice; once is accepted."
        )
    for row in _rows(table):
        if not row.source_note:
            raise ReferenceDataError(
                f"{path}: the meeting of {row.meeting_date} has no source_note; say where its date "
                "is from."
            )
    try:
        return tuple(
            PcgMeeting(
                date.fromisoformat(row.meeting_date), bool(row.is_illustrative), row.source_note
            )
            for row in _rows(table)
        )
    except ValueError as error:
        raise ReferenceDataError(f"{path}: {error}. Accepted: dates as YYYY-MM-DD.") from error


def _read_yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReferenceDataError(f"{path} is missing. Restore it from the repository.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{path}: {error}; accepted is YAML in UTF-8.") from error


def _read_text_repairs(path: Path) -> dict[str, str]:
    entries = _read_yaml(path)
    try:
        return {entry["found"]: entry["repaired"] for entry in entries}
    except (KeyError, TypeError) as error:
        raise ReferenceDataError(
            f"{path}: found {error!r}; accepted is a list of entries with 'found' and 'repaired'."
        ) from error


def _current_currencies() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    territories = [code for code in codes if len(code) == 2 and code.isalpha()]
    in_use = {currency for code in territories for currency in get_territory_currencies(code)}
    return frozenset(in_use & list_currencies())


def _booleans(column: pd.Series, path: Path) -> pd.Series:
    if unknown := sorted(set(column) - {"true", "false"}):
        raise ReferenceDataError(
            f"{path}, column {column.name}: found {', '.join(map(repr, unknown))}; accepted are "
            "true and false."
        )
    return column == "true"


def _require_known(found: pd.Series, known: pd.Series, path: Path) -> None:
    if unknown := sorted(set(found) - set(known)):
        raise ReferenceDataError(
            f"{path}: unknown country_code {', '.join(unknown)}; accepted are the codes of "
            "countries.csv."
        )


def _rows(table: pd.DataFrame) -> Any:
    return table.itertuples(index=False)
