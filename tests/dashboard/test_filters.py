"""Choices in the address: read, checked, shown, written back."""

from __future__ import annotations

import contextvars
import datetime

import pytest

from dashboard import filters
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage


def test_choices_of_the_address_are_shown(open_page: OpenPage) -> None:
    view = open_page(
        "compare", country="UGA", indicator="VC_VAW_SXVLN", sex="M", peers="KEN,SLE", lang="en"
    )
    assert view.warnings == []
    assert [box.value for box in view.test.selectbox] == ["UGA", "VC_VAW_SXVLN", "M", "picked"]
    assert view.test.multiselect[0].value == ["KEN", "SLE"]
    assert view.lead.startswith("Uganda:")


def test_nothing_in_the_address_writes_nothing_into_it(open_page: OpenPage) -> None:
    # A default written back would put a second entry into the browser's history.
    view = open_page("country")
    assert view.address == {}
    assert view.test.selectbox[0].value == "AGO"  # the first by name


@pytest.mark.parametrize("unknown", ["XXX", "ken", "KEN ", "FRA2", "*", "' OR 1=1 --"])
def test_unknown_country_gives_a_notice_and_the_default(open_page: OpenPage, unknown: str) -> None:
    view = open_page("country", country=unknown, lang="en")
    (notice,) = view.warnings
    assert notice.startswith(f"The link's country “`{unknown.strip()}`” is not known here")
    assert "AGO" in notice
    assert view.test.selectbox[0].value == "AGO"


def test_notice_speaks_the_readers_language(open_page: OpenPage) -> None:
    (notice,) = open_page("country", country="KEN", section="nowhere", lang="fr").warnings
    expected = words_of("fr")(
        "filter.unknown_value", name="section", value="`nowhere`", accepted=""
    )
    assert notice.startswith(expected)


@pytest.mark.parametrize(
    "hostile",
    ["![x](https://example.org/x.png)", "[a](https://example.org)", "`x` https://example.org"],
)
def test_notice_puts_nothing_of_the_address_on_the_page_but_plain_text(
    open_page: OpenPage, hostile: str
) -> None:
    (notice,) = open_page("country", country=hostile, lang="en").warnings
    before, code, after = notice.split("`")
    assert "example.org" in code
    assert "example.org" not in before + after


def test_unknown_language_is_said_and_replaced(open_page: OpenPage) -> None:
    view = open_page("country", country="KEN", lang="xx")
    (notice,) = view.warnings
    assert "“`xx`”" in notice
    assert view.lead.startswith("Stage:")


def test_unknown_peers_are_named_and_left_out(open_page: OpenPage) -> None:
    view = open_page("compare", country="UGA", peers="KEN,XXX,,USA", lang="en")
    assert ["“`XXX`”" in view.warnings[0], "“`USA`”" in view.warnings[1]] == [True, True]
    assert len(view.warnings) == 2
    assert view.test.multiselect[0].value == ["KEN"]


def test_sex_of_another_series_is_replaced(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", indicator="VC_VAW_SXVLN", sex="_Z", lang="en")
    assert len(view.warnings) == 1
    assert view.test.selectbox[2].value == "F"


def test_another_indicator_frees_the_sex_that_it_may_not_have(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", indicator="VC_VAW_SXVLN", sex="M", lang="en")
    view.test.selectbox[1].set_value("VC_VAW_PHYPYV").run()
    assert view.address == {"country": "KEN", "indicator": "VC_VAW_PHYPYV", "lang": "en"}
    assert view.warnings == []


def test_choice_is_written_to_the_address(open_page: OpenPage) -> None:
    view = open_page("country", country="KEN", lang="en")
    view.test.selectbox[0].select("UGA").run()
    assert view.address["country"] == "UGA"
    assert not view.test.exception
    assert view.lead != open_page("country", country="KEN", lang="en").lead


def test_list_is_written_with_commas_and_taken_out_when_empty(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", by="picked", lang="en")
    view.test.multiselect[0].set_value(["SWE", "UGA"]).run()
    assert view.address["peers"] == "SWE,UGA"
    view.test.multiselect[0].set_value([]).run()
    assert "peers" not in view.address
    assert view.address["by"] == "picked"


def test_list_writes_what_it_means_nothing_without(open_page: OpenPage) -> None:
    # A link from before there were kinds of peers: emptied, its list must not vanish.
    view = open_page("compare", country="KEN", peers="UGA", lang="en")
    view.test.multiselect[0].set_value([]).run()
    assert view.address == {"country": "KEN", "by": "picked", "lang": "en"}
    assert view.test.multiselect[0].value == []


def test_address_changed_from_outside_moves_the_widget(open_page: OpenPage) -> None:
    # As the browser's way back does.
    view = open_page("country", country="KEN", lang="en")
    view.test.query_params["country"] = "SWE"
    view.test.run()
    assert view.test.selectbox[0].value == "SWE"
    del view.test.query_params["country"]
    view.test.run()
    assert view.test.selectbox[0].value == "AGO"


def test_day_of_the_address_is_shown(open_page: OpenPage) -> None:
    view = open_page("accountability", by_date="2026-06-30", since="2025-12-24", lang="en")
    assert view.warnings == []
    assert [box.value.isoformat() for box in view.test.date_input] == ["2026-06-30", "2025-12-24"]
    assert view.test.selectbox[0].value is None  # no meeting was held on Christmas Eve


def test_days_that_are_absent_are_today_and_the_last_meeting(open_page: OpenPage) -> None:
    view = open_page("accountability", lang="en")
    assert view.address == {"lang": "en"}
    assert [box.value.isoformat() for box in view.test.date_input] == ["2026-11-22", "2026-11-18"]
    assert view.test.selectbox[0].value.isoformat() == "2026-11-18"


@pytest.mark.parametrize(
    "unknown",
    [
        "yesterday",
        "2026-02-30",
        "20261122",
        "22/11/2026",
        "2026-11-23",  # tomorrow: nobody knows it yet
        "2024-11-08",  # no day lies between it and the launch
        "9999-99-99",
        "2026-11-22T00:00",
    ],
)
def test_no_day_gives_a_notice_and_the_default(open_page: OpenPage, unknown: str) -> None:
    view = open_page("accountability", by_date=unknown, lang="en")
    (notice,) = view.warnings
    assert notice.startswith(f"The link's by_date “`{unknown}`” is not known here")
    assert "2024-11-09 – 2026-11-22" in notice
    assert view.test.date_input[0].value.isoformat() == "2026-11-22"


def test_since_lies_before_the_day(open_page: OpenPage) -> None:
    view = open_page("accountability", by_date="2026-05-20", since="2026-05-20", lang="fr")
    assert len(view.warnings) == 1
    # The meeting of that day is not one before it.
    assert view.test.date_input[1].value.isoformat() == "2025-11-19"


def test_before_the_first_meeting_it_is_the_launch(open_page: OpenPage) -> None:
    view = open_page("accountability", by_date="2025-01-31", lang="en")
    assert view.warnings == []
    assert view.test.date_input[1].value.isoformat() == "2024-11-08"
    assert view.test.selectbox[0].options == []


def test_chosen_day_and_meeting_are_written_to_the_same_place(open_page: OpenPage) -> None:
    view = open_page("accountability", lang="en")
    view.test.date_input[1].set_value(datetime.date(2026, 1, 15)).run()
    assert view.address == {"since": "2026-01-15", "lang": "en"}
    assert view.test.selectbox[0].value is None
    view.test.selectbox[0].set_value(datetime.date(2026, 5, 20)).run()
    assert view.address == {"since": "2026-05-20", "lang": "en"}
    assert view.test.date_input[1].value == datetime.date(2026, 5, 20)
    assert not view.test.exception


def test_choices_in_force_are_taken_down_with_defaults_and_filters_in_words() -> None:
    in_force = filters.InForce({}, {}, {})
    in_force.note("country", "AGO", "AGO")
    in_force.note("sex", "F", "_Z")
    in_force.note("region", "2,142")
    in_force.note("stage", "")
    assert in_force.choices == {"country": "AGO", "sex": "F", "region": "2,142", "stage": ""}
    assert in_force.chosen == {"sex": "F", "region": "2,142"}


def test_each_run_begins_without_the_choices_of_the_one_before() -> None:
    def two_runs() -> None:
        filters.begin()
        filters.in_force().note("country", "KEN", "AGO")
        filters.begin()
        assert filters.in_force() == ({}, {}, {})

    contextvars.Context().run(two_runs)
