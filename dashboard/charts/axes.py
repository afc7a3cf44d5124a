"""A value axis from zero with few, round ticks in the reader's number format, and what stands along it."""

from __future__ import annotations

import math
from typing import Any, Literal

from dashboard.words import Words


def anchor_at(share: float) -> Literal["left", "center", "right"]:
    """How a label stands at a ``share`` of the axis so that it has room: away from the nearer end."""
    return "left" if share < 0.15 else "right" if share > 0.85 else "center"


def better_side(direction: str, words: Words) -> str:
    """The axis' own title: where better figures lie; none where no direction is better."""
    return "" if direction == "undefined" else words(f"peer_choice.better.{direction}")


def value_axis(highest: float, unit: str, words: Words, room: float = 0.1) -> dict[str, Any]:
    """Axis settings for values up to ``highest`` of a unit; ``room`` is what is left free beyond it, as a share.

    Percentages get a tick beyond the highest value, so that it lies between two, but none above 100.
    """
    top = highest if highest > 0 else 1.0
    rough = top / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough)
    end = top * (1 + room)
    if unit == "percent":
        end = max(end, min(math.ceil(top / step) * step, 100))
    ticks = [step * count for count in range(int(end / step) + 1)]
    if unit == "percent":
        ticks = [tick for tick in ticks if tick <= 100]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if step / power == 2.5 else 0)
    say = words.percent if unit == "percent" else words.number
    return {
        "range": [-0.03 * top, end],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [say(tick, decimals if step < 10 else 0) for tick in ticks],
    }


def stretched(value: float) -> float:
    """Where a count stands on the logarithmic axis of `count_axis`: log10(1 + count), so that 0 has a place."""
    return math.log10(1 + value)


def count_axis(highest: float, words: Words) -> dict[str, Any]:
    """Logarithmic axis settings for counts from 0 up to ``highest``; points stand at their ``stretched`` value."""
    top = stretched(highest if highest > 0 else 1.0)
    ticks = [0, *(10**power for power in range(math.floor(top + 0.15) + 1))]
    return {
        "range": [-0.03 * top, top * 1.08],
        "tickmode": "array",
        "tickvals": [stretched(tick) for tick in ticks],
        "ticktext": [words.number(tick) for tick in ticks],
    }
