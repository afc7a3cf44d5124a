"""Series by hand and at random, and how they are judged: shared by the tests of progress, paces and regression."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from etl.pace import Pace
from etl.progress import Assessment, assess
from etl.series import Point, Target

TO_END = Target(0.0, 2030, "indicator_target.end_violence")
FOR_ALL = Target(100.0, 2030, "indicator_target.identity_for_all")
NONE = Target(None, None, "indicator_target.significantly_reduce")

# Whatever the figures may be.
PROPERTIES = settings(max_examples=200, deadline=None)
VALUES = st.integers(0, 1000).map(lambda tenths: tenths / 10)
SERIES = st.dictionaries(st.integers(2010, 2026), VALUES, min_size=1, max_size=8)
TARGETS = {
    "lower_is_better": st.sampled_from([0.0, 5.0, 42.5]),
    "higher_is_better": st.sampled_from([100.0, 80.0]),
}
PROMISES = st.sampled_from(sorted(TARGETS)).flatmap(
    lambda direction: st.tuples(
        st.just(direction), TARGETS[direction].map(lambda value: Target(value, 2030, "reason"))
    )
)


def points(values: dict[int, float], **facts: str) -> list[Point]:
    return [Point(year, value, **facts) for year, value in values.items()]


def judge(
    values: dict[int, float],
    direction: str = "lower_is_better",
    target: Target = TO_END,
    reference_year: int = 2026,
    **facts: str,
) -> Assessment:
    return assess(points(values, **facts), direction, "percent", target, reference_year)


def by_method(assessment: Assessment) -> dict[str, Pace]:
    return {pace.method: pace for pace in assessment.paces}
