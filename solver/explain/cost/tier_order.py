"""Which of several timetables a problem's tiers prefer, slack included."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import TypeVar

from solver.problem import MAXIMISED, Problem, TierName

T = TypeVar("T")


def preferred(problem: Problem, options: Sequence[T], values: Callable[[T], Mapping[TierName, int]]) -> list[T]:
    """Tier by tier those within the slack of the best, then of these the best; at least one, in the given order."""
    left = list(options)
    for tier in problem.objective:
        costs = [_cost(tier.tier, values(option)) for option in left]
        worst = min(costs) + floor(Fraction(str(tier.slack)) * abs(min(costs)))
        left = [option for option, cost in zip(left, costs, strict=True) if cost <= worst]
    order = [tier.tier for tier in problem.objective]
    ranks = [[_cost(name, values(option)) for name in order] for option in left]
    return [option for option, rank in zip(left, ranks, strict=True) if rank == min(ranks)]


def _cost(tier: TierName, values: Mapping[TierName, int]) -> int:
    return -values[tier] if tier in MAXIMISED else values[tier]
