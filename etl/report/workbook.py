"""The declaration of the report workbook, from which template, reader, checks and tables work."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Literal

from etl import vocabulary
from etl.reference import Reference, fold
from locales import languages, texts

FORMAT_VERSION = 1
MARKER_SHEET = "_pathfinder"
FIRST_LIST = (
    3  # place of the first word list on the marker sheet; the codes stand right of the words
)
READ_ME_SHEET = "read_me"
PROBLEMS_SHEET = "problems"  # the list of a marked workbook (etl/report/marked.py)
IGNORED_SHEETS = (READ_ME_SHEET, PROBLEMS_SHEET)
# Keys and titles stand in the first rows of a sheet; a column of text further down is never taken
# for one.
HEADER_ROWS = 8
ILLUSTRATIVE_PREFIX = "ILLUSTRATIVE_"

# Dates outside these years are slips of the keyboard: the Alliance's oldest member joined in 2016,
# and no roadmap reaches beyond the 2030 Agenda by a decade.
EARLIEST_DATE = date(2000, 1, 1)
LATEST_DATE = date(2040, 12, 31)

# Each type's number format in Excel; money is shown in whole units, whatever its decimals.
FORMATS = {
    "text": "General",
    "identifier": "@",
    "country": "General",
    "integer": "0",
    "number": "General",
    "money": "#,##0",
    "percent": 'General" %"',  # 45 is shown as 45 %
    "date": "yyyy-mm-dd",
    "link": "General",
    "word": "General",
    "words": "General",
    "flag": "General",
}
NUMERIC_TYPES = ("integer", "number", "money", "percent")
ColumnType = Literal[
    "text",
    "identifier",
    "country",
    "integer",
    "number",
    "money",
    "percent",
    "date",
    "link",
    "word",
    "words",
    "flag",
]
Need = Literal["required", "expected", "optional"]


@dataclass(frozen=True)
class Column:
    """One column of a sheet (one line of the form): its key is the warehouse's column name.

    ``need``: a missing ``required`` cell is an error, a missing ``expected`` one a gap that is
    warned of. ``is_past``: the date tells of something that has happened, so it cannot lie after
    the submission. ``not_before``: key of the date in the same row that this date may not precede.
    """

    key: str
    type: ColumnType = "text"
    need: Need = "optional"
    width: int = 16
    vocabulary: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    is_past: bool = False
    not_before: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook and the warehouse table it fills.

    ``identity``: the columns that together may stand only once. ``listed_by``: rows are written
    beforehand with this column filled, and a row with nothing else is one that was left open.
    """

    key: str
    table: str
    columns: tuple[Column, ...]
    is_form: bool = False
    identity: tuple[str, ...] = ()
    listed_by: str | None = None

    def column(self, key: str) -> Column:
        """The column of a key; KeyError when the sheet has none of that key."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


STRATEGIES = Column(
    "inspire_strategies", "words", "required", width=32, vocabulary="inspire_strategy"
)
EVIDENCE = Column("evidence_url", "link", width=34)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "report",
        table="report",
        is_form=True,
        columns=(
            Column("country_code", "country", "required", vocabulary="country"),
            Column("reporting_year", "integer", "required", vocabulary="reporting_year"),
            Column("period_start", "date", "required"),
            Column("period_end", "date", "required", not_before="period_start"),
            Column("submitting_office", "text", "required"),
            Column("submitted_date", "date", "required", not_before="period_start"),
            Column("language", "word", "required", vocabulary="language"),
            Column("visibility", "word", "required", vocabulary="visibility"),
            Column("is_illustrative", "flag", "required", vocabulary="yes_no"),
        ),
    ),
    Sheet(
        "milestones",
        table="milestone",
        identity=("step",),
        listed_by="step",
        columns=(
            Column("step", "word", "required", width=34, vocabulary="step"),
            Column("milestone_date", "date", "required", is_past=True),
            EVIDENCE,
            Column("verified_by", width=30),
            Column("last_checked_date", "date", is_past=True),
        ),
    ),
    Sheet(
        "roadmap",
        table="roadmap_action",
        identity=("action_id",),
        columns=(
            Column("action_id", "identifier", "required", width=10),
            Column("priority", "text", "required", width=26),
            STRATEGIES,
            Column("action", "text", "required", width=46),
            Column("output", width=34),
            Column("lead_body", "text", "expected", width=28),
            Column("partners", width=28),
            Column("start_date", "date"),
            Column("due_date", "date", "expected", not_before="start_date"),
            Column("indicator", "text", "expected", width=32),
            Column("baseline", "number", width=11),
            Column("target", "number", width=11),
            Column("unit", width=14),
            Column("budget", "money", "expected", width=16, minimum=0),
            Column("budget_currency", "word", width=11, vocabulary="currency"),
            Column("funding_source", width=24),
        ),
    ),
    Sheet(
        "progress",
        table="action_progress",
        identity=("action_id",),
        listed_by="action_id",
        columns=(
            Column("action_id", "identifier", "required", width=10),
            Column("status", "word", "required", vocabulary="action_status"),
            Column("percent_complete", "percent", width=12, minimum=0, maximum=100),
            Column("spent", "money", width=16, minimum=0),
            Column("revised_due_date", "date"),
            Column("completed_date", "date", is_past=True),
            Column("done_text", width=46),
            EVIDENCE,
            Column("barriers", width=34),
            Column("support_needed", width=34),
        ),
    ),
    Sheet(
        "national_data",
        table="national_observation",
        identity=("series_code", "year", "sex", "age"),
        columns=(
            Column("series_code", "word", "required", width=46, vocabulary="series"),
            Column("year", "integer", "required", width=9, minimum=EARLIEST_DATE.year),
            Column("value", "number", "required", width=11, minimum=0),
            Column("sex", "word", "required", vocabulary="sex"),
            Column("age", "word", "required", width=22, vocabulary="age"),
            Column("source_text", "text", "required", width=44),
            Column("url", "link", width=34),
        ),
    ),
    Sheet(
        "good_practices",
        table="good_practice",
        identity=("practice_id",),
        columns=(
            Column("practice_id", "identifier", "required", width=10),
            Column("title", "text", "required", width=36),
            STRATEGIES,
            Column("description", "text", "required", width=60),
            EVIDENCE,
        ),
    ),
    Sheet(
        "support",
        table="support_item",
        identity=("item_id",),
        columns=(
            Column("item_id", "identifier", "required", width=10),
            Column("kind", "word", "required", vocabulary="support_kind"),
            STRATEGIES,
            Column("description", "text", "required", width=60),
        ),
    ),
)
SHEET_BY_KEY = {sheet.key: sheet for sheet in SHEETS}


def sheet_title(sheet_key: str, language: str) -> str:
    """The name of a sheet's tab in a language."""
    return texts(language)[f"workbook.sheet.{sheet_key}"]


def column_title(sheet: Sheet, column: Column, language: str) -> str:
    """The title of a column in a language; ``*`` marks those that must be filled in."""
    title = texts(language)[f"workbook.column.{sheet.key}.{column.key}"]
    return f"{title} *" if column.need == "required" else title


@cache
def sheet_keys() -> dict[str, str]:
    """Folded sheet name, in any language, -> sheet key."""
    keys = (*IGNORED_SHEETS, *SHEET_BY_KEY)
    return _lookup(
        (name, key)
        for key in keys
        for name in (key, *(sheet_title(key, one) for one in languages()))
    )


@cache
def column_keys(sheet: Sheet) -> dict[str, str]:
    """Folded column title, in any language, or column key -> column key."""
    return _lookup(
        (name, column.key)
        for column in sheet.columns
        for name in (column.key, *(column_title(sheet, column, one) for one in languages()))
    )


def _lookup(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> key; a name that would mean two things is a fault of the texts."""
    found: dict[str, str] = {}
    for name, key in pairs:
        known = found.setdefault(fold(name), key)
        if known != key:
            raise ValueError(
                f"The text {name!r} means both {known} and {key}; give one another text."
            )
    return found


# -------------------------------------------------------------------------------------------- words

SERIES_SEPARATOR = " · "


def _worded(section: str) -> Callable[[str, str, Reference], str]:
    return lambda code, language, reference: texts(language)[f"{section}.{code}"]


def _series_word(code: str, language: str, reference: Reference) -> str:
    return f"{code}{SERIES_SEPARATOR}{texts(language)[f'indicator.{code}.short']}"


def _age_codes(reference: Reference) -> tuple[str, ...]:
    return tuple(key.removeprefix("age.") for key in texts("en") if key.startswith("age."))


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of codes and the word each has in every language."""

    codes: Callable[[Reference], Iterable[str]]
    word: Callable[[str, str, Reference], str]


VOCABULARIES: dict[str, Vocabulary] = {
    "country": Vocabulary(
        lambda reference: reference.pathfinders,
        lambda code, language, reference: reference.country_name(code, language),
    ),
    "reporting_year": Vocabulary(
        lambda reference: map(str, reference.calendar), lambda code, language, reference: code
    ),
    "language": Vocabulary(lambda reference: languages(), _worded("language")),
    "visibility": Vocabulary(lambda reference: vocabulary.VISIBILITIES, _worded("visibility")),
    "yes_no": Vocabulary(lambda reference: ("no", "yes"), _worded("workbook.word.yes_no")),
    "step": Vocabulary(lambda reference: vocabulary.STEPS, _worded("step")),
    "inspire_strategy": Vocabulary(
        lambda reference: vocabulary.INSPIRE_STRATEGIES, _worded("inspire")
    ),
    "action_status": Vocabulary(
        lambda reference: vocabulary.ACTION_STATUSES, _worded("action_status")
    ),
    "support_kind": Vocabulary(lambda reference: vocabulary.SUPPORT_KINDS, _worded("support")),
    "currency": Vocabulary(
        lambda reference: sorted(reference.currencies), lambda code, language, reference: code
    ),
    "series": Vocabulary(lambda reference: reference.indicators, _series_word),
    "sex": Vocabulary(lambda reference: vocabulary.SEXES, _worded("sex")),
    "age": Vocabulary(_age_codes, _worded("age")),
}


class Words:
    """The words of all vocabularies for one set of reference data, in every language."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._codes = {name: tuple(each.codes(reference)) for name, each in VOCABULARIES.items()}
        self._lookups = {
            name: _lookup(
                (name_of_code, code)
                for code in self._codes[name]
                for name_of_code in (
                    code,
                    *(each.word(code, one, reference) for one in languages()),
                )
            )
            for name, each in VOCABULARIES.items()
        }

    def codes(self, name: str) -> tuple[str, ...]:
        """All codes of a vocabulary, in its order."""
        return self._codes[name]

    def word(self, name: str, code: str, language: str) -> str:
        """The word of a code in a language."""
        return VOCABULARIES[name].word(code, language, self.reference)

    def listed(self, name: str, language: str) -> dict[str, str]:
        """Code -> word of a vocabulary in a language: countries by name, others in their order."""
        words = {code: self.word(name, code, language) for code in self._codes[name]}
        if name != "country":
            return words
        return dict(sorted(words.items(), key=lambda pair: fold(pair[1])))

    def code(self, name: str, text: str) -> str | None:
        """The code of a word in any language, or of the code itself; None when it is neither."""
        if name == "country":
            return self.reference.resolve_country(text)
        # A series is known by its code, so that a reworded title leaves older workbooks readable.
        word = text.split(SERIES_SEPARATOR, maxsplit=1)[0] if name == "series" else text
        return self._lookups[name].get(fold(word))

    def accepted(self, name: str, text: str, language: str, limit: int = 12) -> str:
        """What would be accepted in place of a text, nearest first; a long list is shortened."""
        listed = self.listed(name, language)
        words = list(listed.values())
        if name == "country":
            near = [
                code for code in self.reference.nearest_countries(text) if code in self.codes(name)
            ]
            nearest = [self.word(name, code, language) for code in near]
        else:
            by_fold = {fold(one): word for code, word in listed.items() for one in (code, word)}
            near = difflib.get_close_matches(fold(text), by_fold, n=3, cutoff=0.5)
            nearest = list(dict.fromkeys(by_fold[one] for one in near))
        if len(words) <= limit:
            return ", ".join([*nearest, *(word for word in words if word not in nearest)])
        return ", ".join(nearest) if nearest else f"{', '.join(words[:3])} … {words[-1]}"


# ---------------------------------------------------------------------------------- a parsed report

Value = str | int | float | bool | date | tuple[str, ...] | None


@dataclass
class Row:
    """One row of a sheet (or the form): column key -> value in codes, and the cell each stands in.

    An empty cell has the value None; a cell that could not be read has no value at all.
    """

    values: dict[str, Value] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)

    def is_empty(self, key: str) -> bool:
        """Whether the cell of a column was left empty (and not merely unreadable)."""
        return key in self.values and self.values[key] is None

    def text(self, key: str) -> str | None:
        """The text or code of a column, None when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def number(self, key: str) -> float | None:
        """The number of a column, None when there is none."""
        value = self.values.get(key)
        return float(value) if isinstance(value, int | float) else None

    def date(self, key: str) -> date | None:
        """The date of a column, None when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None


@dataclass
class Report:
    """What one workbook says, in codes: the form's row and the rows of every other sheet.

    ``language`` is the one the workbook was made in; the report's own language is in the form.
    """

    form: Row
    rows: dict[str, list[Row]]
    language: str
    sheet_titles: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def country_code(self) -> str | None:
        """ISO 3166-1 alpha-3 code of the country, None when the cell could not be read."""
        return self.form.text("country_code")

    @property
    def reporting_year(self) -> int | None:
        """The reporting year, None when the cell could not be read."""
        year = self.form.number("reporting_year")
        return None if year is None else int(year)

    @property
    def is_illustrative(self) -> bool:
        """Whether the report says of itself that it is generated, not a country's."""
        return self.form.values.get("is_illustrative") is True
