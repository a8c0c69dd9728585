"""Which of several timetables a problem's tiers prefer, slack included."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from solver.problem import Problem, TierName
from solver.tiers.slack import cost, worst_allowed

T = TypeVar("T")


def preferred(problem: Problem, options: Sequence[T], values: Callable[[T], Mapping[TierName, int]]) -> list[T]:
    """Tier by tier those within the slack of the best, then of these the best; at least one, in the given order."""
    left = list(options)
    for tier in problem.objective:
        best = min((values(option)[tier.tier] for option in left), key=lambda value: cost(tier.tier, value))
        limit = cost(tier.tier, worst_allowed(tier, best))
        left = [option for option in left if cost(tier.tier, values(option)[tier.tier]) <= limit]
    ranks = [[cost(tier.tier, values(option)[tier.tier]) for tier in problem.objective] for option in left]
    return [option for option, rank in zip(left, ranks, strict=True) if rank == min(ranks)]
