"""Chooses pairs that allow timetables with few gaps: a person with scattered available slots has fewer gaps with fewer
meetings, and the slack of the score limits how many meetings can be dropped.

Person p with c meetings has at least `least_gaps_by_count[p, c]` gaps in any timetable; the sum over all people is a
lower bound for every schedule. Minimising it at a given score is a flow with convex costs: each person's additional
meetings cost the slopes of the lower convex hull. The Lagrangian price of the score is found by bisection.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, isqrt
from typing import Final

import numpy as np

from solver.arrays import Ints
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.parameters import FewGapsParameters
from solver.selection.relaxation import GainStep, Relaxed, relax_in_steps, remaining_meetings

SCALE: Final = 5_040  # units per gap, so that slopes of the hull are nearly integral
IMPOSSIBLE: Final = 1_000  # gaps assigned to an impossible number of meetings


@dataclass(frozen=True)
class KeptValues:
    """Values of earlier tiers to keep: the lowest score, and the largest shortfall of the minimums (None: any)."""

    score: int
    shortfall: int | None = None


@dataclass(frozen=True)
class FewGaps:
    """A relaxed selection with few gaps: no schedule that keeps the values has fewer than `bound` gaps.

    `halves`: (m) 0, 1 or 2 halves of each pair, in a relaxed selection that reaches the score; `reduced`: (m) reduced
    cost of each pair in gaps (0: undecided).
    """

    bound: int
    halves: Ints
    reduced: np.ndarray[tuple[int], np.dtype[np.float64]]


def relax_few_gaps(instance: Instance, kept: KeptValues, clock: Clock, parameters: FewGapsParameters) -> FewGaps | None:
    """The relaxed selection that keeps the values and has the fewest gaps, counted for each person alone.

    None if time runs out first, or no price reaches the score.
    """
    search = _PriceSearch(instance, least_gaps_by_count(instance), kept, parameters)
    bound, sufficient = search.run(clock)
    if bound is None or sufficient is None:
        return None
    return FewGaps(bound, sufficient[1].halves, search.reduced(*sufficient))


def least_total(
    instance: Instance, curves: Ints, kept: KeptValues, clock: Clock, parameters: FewGapsParameters
) -> int | None:
    """A proven lower bound of the sum of `curves[p, meetings of p]` over all people; None if time runs out first.

    `curves`: (n, T + 1) cost of each person by number of meetings.
    """
    return _PriceSearch(instance, curves, kept, parameters).run(clock)[0]


def least_gaps_by_count(instance: Instance) -> Ints:
    """(n, T + 1) the fewest gaps of each person with c meetings, given the slots that the person can use."""
    usable = instance.usable
    n, slots = usable.shape
    empty, inside, after = (np.full((n, slots + 1), IMPOSSIBLE, dtype=np.int64) for _ in range(3))
    # states of a block so far: no meeting; the current slot is busy; free after a meeting
    empty[:, 0] = 0
    for t in range(slots):
        if not instance.adjacent[t]:
            empty = np.minimum(np.minimum(empty, inside), after)
            inside, after = np.full_like(empty, IMPOSSIBLE), np.full_like(empty, IMPOSSIBLE)
        busy = np.full_like(empty, IMPOSSIBLE)
        busy[:, 1:] = np.minimum(np.minimum(empty, inside), after + 1)[:, :-1]
        busy[~usable[:, t]] = IMPOSSIBLE
        inside, after = busy, np.minimum(inside, after)
    return np.asarray(np.minimum(np.minimum(empty, inside), after), dtype=np.int64)


def slopes(curve: Ints) -> Iterator[Fraction]:
    """The slope of each step on the lower convex hull of the points (0, curve[0]), (1, curve[1]), ..."""
    corners: list[int] = []
    heights: list[int] = curve.tolist()
    for c, height in enumerate(heights):
        while len(corners) > 1:
            i, j = corners[-2:]
            if (heights[j] - heights[i]) * (c - i) < (height - heights[i]) * (j - i):
                break
            corners.pop()
        corners.append(c)
    for i, j in pairwise(corners):
        yield from [Fraction(heights[j] - heights[i], j - i)] * (j - i)


class _PriceSearch:
    """Bisection on the price of a point of score, in units of the cost that the curves (n, T + 1) count."""

    def __init__(self, instance: Instance, curves: Ints, kept: KeptValues, parameters: FewGapsParameters) -> None:
        self.parameters = parameters
        self.instance, self.curves, self.kept = instance, curves, kept
        self.scale = SCALE * max(1, int(instance.score.max(initial=0)) // 100)
        self.required_meetings = instance.required_meetings
        self.required_score = int(instance.score[instance.required].sum())
        self.missing = (
            np.maximum(0, instance.min_meetings - self.required_meetings)
            if kept.shortfall is not None
            else 0 * self.required_meetings
        )
        self.remaining = remaining_meetings(instance)
        self.steps, self.required_gaps = self._gain_steps()

    def run(self, clock: Clock) -> tuple[int | None, tuple[int, Relaxed] | None]:
        """The best bound of all prices tried, and the lowest price that reaches the score, with its flow."""
        low, high = 1, 4 * self.scale
        bounds: list[int] = []
        sufficient = None
        max_flows = self.parameters.total_pairs // max(1, self.instance.pairs)
        for _ in range(max(self.parameters.min_flows, min(self.parameters.flows, max_flows))):
            price = isqrt(low * high)
            relaxed = None if clock.over() or low >= high else self.at(price)
            if relaxed is None:
                break
            bounds.append(self.bound(price, relaxed))
            if self.score(relaxed) >= self.kept.score:
                high, sufficient = price, (price, relaxed)
            else:
                low = price + 1
        return max(bounds, default=None), sufficient

    def at(self, price: int) -> Relaxed | None:
        """The flow at this price; None on overflow."""
        return relax_in_steps(self.instance, self.remaining, self.steps, price * self.instance.score)

    def bound(self, price: int, relaxed: Relaxed) -> int:
        """Lower bound of the gaps by weak duality: the flow maximises price x score + filled minimums - gaps."""
        minimum_gain = (
            self.parameters.gaps_per_minimum * self.scale * (int(self.missing.sum()) - (self.kept.shortfall or 0))
        )
        least = price * (self.kept.score - self.required_score) + minimum_gain - Fraction(relaxed.value, 2)
        return ceil(least / self.scale) + self.required_gaps

    def score(self, relaxed: Relaxed) -> int:
        """The score of the relaxed selection, with the required pairs."""
        return int((relaxed.halves * self.instance.score).sum()) // 2 + self.required_score

    def reduced(self, price: int, relaxed: Relaxed) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """(m) reduced cost of each pair, in gaps."""
        prices = relaxed.dual[self.instance.a] + relaxed.dual[self.instance.b]
        return np.asarray((2 * price * self.instance.score - prices) / self.scale, dtype=np.float64)

    def _gain_steps(self) -> tuple[list[GainStep], int]:
        """Steps of rising cost for each person's optional meetings, and the gaps of the required meetings alone."""
        units: dict[int, Ints] = {}
        required_gaps = 0
        minimum_gain = self.parameters.gaps_per_minimum * self.scale
        for p, limit in enumerate(self.remaining.upper.tolist()):
            curve = self.curves[p, self.required_meetings[p] : self.required_meetings[p] + limit + 1]
            required_gaps += int(curve[0])
            for i, slope in enumerate(slopes(curve)):
                gain = (minimum_gain if i < self.missing[p] else 0) - int(self.scale * slope)
                units.setdefault(gain, np.zeros(self.instance.people, dtype=np.int64))[p] += 1
        return [
            GainStep(units[gain], np.full(self.instance.people, gain)) for gain in sorted(units, reverse=True)
        ], required_gaps
