"""What progress is judged of: a promise has a number and a year, or neither."""

from __future__ import annotations

import pytest

from etl.series import Target
from tests.etl.judging import NONE, TO_END


def test_a_promise_gives_its_number() -> None:
    assert TO_END.number() == (0.0, 2030)
    with pytest.raises(ValueError, match="never judged"):
        NONE.number()


def test_half_a_target_is_refused() -> None:
    with pytest.raises(ValueError, match="a value and a year, or neither"):
        Target(0.0, None, "indicator_target.end_violence")
