"""The optimality gap: a proven limit on how much better than a plan any other plan can be."""

from __future__ import annotations

import math

from matchmaker.messages import Message
from matchmaker.messages.texts.plan_figures import AT_MOST_BETTER, MAY_BE_WORTH, NOT_KNOWN, NOT_WORTH_MORE

_NOISE = 1e-6
"""Bounds are floating-point numbers: smaller differences are rounding errors."""


def optimality_gap(value: int, bound: float | None, *, minimised: bool = False) -> float | None:
    """The distance from `value` to its proven `bound`, as a share of the value; None if either is missing or zero.

    Rounded up to a hundredth of a per cent, so that the claim stays true: 0.243 % becomes 0.25 %. An upper bound
    unless `minimised`.
    """
    if not value or bound is None:
        return None
    possible = value - bound if minimised else bound - value
    return max(0.0, math.ceil(possible / value * 10_000 - _NOISE) / 10_000)


def possible_improvement(value: int, bound: float | None) -> Message:
    """What the upper bound of a plan's score proves, as a phrase, like `at most 0.25 % better is possible`."""
    if bound is None:
        return NOT_KNOWN()
    if bound <= value:
        return NOT_WORTH_MORE()
    gap = optimality_gap(value, bound)
    return MAY_BE_WORTH(count=round(bound)) if gap is None else AT_MOST_BETTER(gap=gap)
