"""What progress is judged of: the comparable points of one series, and what was promised of it."""

from __future__ import annotations

from dataclasses import dataclass

# SDMX CL_NATURE: country data, and country data adjusted by the publisher.
NATIONAL_NATURES = frozenset({"C", "CA"})
# SDMX CL_NATURE: estimated, modelled, and figures of global monitoring.
MODELLED_NATURES = frozenset({"E", "M", "G"})
MODELLED_STATUSES = frozenset({"estimated", "modelled"})


@dataclass(frozen=True)
class Point:
    """One comparable figure: its year, its value in the indicator's unit, and where it comes from.

    ``value_status`` is the warehouse's (reported, estimated, ...), ``nature`` SDMX CL_NATURE as
    published, ``source_text`` the survey or register as published; the last two may be unknown.
    """

    year: int
    value: float
    value_status: str = "reported"
    nature: str | None = None
    source_text: str | None = None
    source_id: str = ""

    @property
    def is_modelled(self) -> bool:
        """Whether the publisher says that the figure was estimated or modelled."""
        return self.value_status in MODELLED_STATUSES or self.nature in MODELLED_NATURES

    @property
    def is_national(self) -> bool:
        """Whether the publisher says that the figure is the country's own."""
        return not self.is_modelled and self.nature in NATIONAL_NATURES


@dataclass(frozen=True)
class Target:
    """What was promised: a value in the indicator's unit, the year, and the text key of the reason.

    Where the promise names no number ("significantly reduce") value and year are None, and the
    reason says so. Without a number there is no required pace; one of our own would put words into
    the promise. Such a series is never judged: its word is ``no_target``.
    """

    value: float | None
    year: int | None
    reason_key: str

    def __post_init__(self) -> None:
        if (self.value is None) != (self.year is None):
            raise ValueError(
                f"A target has a value and a year, or neither; found {self.value} and {self.year}."
            )

    def number(self) -> tuple[float, int]:
        """The value and its year. Raises ValueError where the promise names none."""
        if self.value is None or self.year is None:
            raise ValueError("A pace needs a target; a series without one is never judged.")
        return self.value, self.year
