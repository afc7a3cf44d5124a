"""The reporting cycle as a reader goes through it: pages of the development sign-in, and a report to send."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
from streamlit.testing.v1 import AppTest

from dashboard.identity import Person, Role
from tests.dashboard.conftest import APP, View

# What somebody does to a workbook.
Change = Callable[[openpyxl.Workbook], object]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOBODY = Person()
SECRETARIAT = Person("practice|secretariat", "Secretariat", (Role("viewer"), Role("secretariat")))
CSG = Person("practice|csg", "Core Support Group (CSG)", (Role("viewer"), Role("csg")))
VIEWER = Person("practice|viewer", "Viewer", (Role("viewer"),))


def focal_point(country: str) -> Person:
    """The focal point of a country, as the page's own choice of a role makes it."""
    role = Role("focal_point", country)
    name = {"KEN": "Kenya", "UGA": "Uganda"}[country]
    return Person(f"practice|focal_point{country}", f"Focal point · {name}", (Role("viewer"), role))


def open_as(person: Person, page: str, **address: str) -> View:
    """Open a page as somebody; it must not fail."""
    test = AppTest.from_file(str(APP), default_timeout=90)
    test.session_state["practising_as"] = person
    test.switch_page(f"../pages/{page}.py")
    for parameter, value in address.items():
        test.query_params[parameter] = value
    return ran(test)


def ran(test: AppTest) -> View:
    """The page after its next run."""
    test.run()
    assert not test.exception, [error.message for error in test.exception]
    return View(test)


def press(view: View, label: str) -> View:
    """Press the button of a label."""
    (button,) = [one for one in view.test.button if one.label == label]
    button.click()
    return ran(view.test)


def buttons(view: View) -> set[str]:
    """The labels of the page's buttons."""
    return {one.label for one in view.test.button}


def upload(view: View, file_name: str, content: bytes) -> View:
    """Choose a file on the submit page."""
    view.test.file_uploader[0].set_value((file_name, content, XLSX))
    return ran(view.test)


def edited(content: bytes, change: Change) -> bytes:
    """A workbook changed as a person would change it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: int, row: int, column: str, value: object) -> Change:
    """A change: a value into the column of a key (named in the hidden first row) of one sheet."""

    def change(book: openpyxl.Workbook) -> None:
        cells = book.worksheets[sheet]
        (place,) = [cell.column for cell in cells[1] if cell.value == column]
        cells.cell(row, place).value = value  # type: ignore[assignment]

    return change


def put_on_form(key: str, value: object) -> Change:
    """A change: a value beside a key of the form."""

    def change(book: openpyxl.Workbook) -> None:
        for line in book.worksheets[1].iter_rows(min_row=1, max_row=20):
            if line[2].value == key:
                line[1].value = value  # type: ignore[assignment]

    return change


def both(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(book: openpyxl.Workbook) -> None:
        for one in changes:
            one(book)

    return change


def events_of(view: View) -> list[str]:
    """The events that the page lists."""
    return re.findall(r"<li>(.*?)(?:<blockquote>|</li>)", " ".join(
        body for body in view.bodies if 'class="pp-events"' in body
    ))  # fmt: skip
