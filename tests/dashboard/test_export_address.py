"""The address of a picture, from the address of its view."""

from __future__ import annotations

import pytest

from dashboard.export_address import address_of
from tests.dashboard.exports.charts import view


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        (
            "https://example.org/country?country=KEN,CIV&lang=fr",
            "https://example.org/export/country.png?country=KEN,CIV&lang=fr&chart=due&form=slide",
        ),
        (
            "https://example.org/base/overview",
            "https://example.org/base/export/overview.png?chart=due&form=slide",
        ),
        ("/map?show=stage", "/export/map.png?show=stage&chart=due&form=slide"),
    ],
)
def test_address_keeps_place_page_and_choices(stands: str, expected: str) -> None:
    assert address_of(view(address=stands), "due", "png", "slide") == expected
