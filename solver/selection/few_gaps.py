"""Choosing pairs so that days can have few gaps: a person with scattered free slots has fewer gaps with fewer
meetings, and the slack of the score limits how many can be dropped.

A person with c meetings has at least `fewest_gaps[p, c]` gaps, in whatever way the slots are given out; their sum is a
bound for every schedule. The choice of pairs that makes it smallest at a given score is a flow in which each person's
meetings cost more and more (the lower convex hull); the Lagrangian price of the score is found by bisection.
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

SCALE: Final = 5_040  # parts of a gap: slopes of the hull stay nearly whole
IMPOSSIBLE: Final = 1_000  # gaps of somebody with more meetings than possible


@dataclass(frozen=True)
class KeptValues:
    """Values to keep: a least score, and a most shortfall of the minimums (None: any)."""

    score: int
    shortfall: int | None = None


@dataclass(frozen=True)
class FewGaps:
    """No schedule that keeps these values has fewer than `bound` gaps.

    `twice` holds halves (0, 1, 2) of the pairs of a choice above it that has hardly more; `reduced[e]` is what pair e
    loses against its people's prices, in gaps (0: undecided).
    """

    bound: int
    twice: Ints
    reduced: np.ndarray[tuple[int], np.dtype[np.float64]]


def relax_few_gaps(instance: Instance, kept: KeptValues, clock: Clock, parameters: FewGapsParameters) -> FewGaps | None:
    """The relaxed choice that keeps these values and has the fewest gaps, counted for each person alone."""
    search = _Search(instance, least_gaps_by_count(instance), kept, parameters)
    bound, above = search.run(clock)
    if bound is None or above is None:
        return None
    return FewGaps(bound, above[1].twice, search.reduced(*above))


def least_total(
    instance: Instance, curves: Ints, kept: KeptValues, clock: Clock, parameters: FewGapsParameters
) -> int | None:
    """A proven limit, from below, of the sum of `curves[p, meetings of p]` (n, T + 1); None where there was no time."""
    return _Search(instance, curves, kept, parameters).run(clock)[0]


def least_gaps_by_count(instance: Instance) -> Ints:
    """(n, T + 1) gaps that a person with c meetings has at least, by the slots that it can use."""
    usable = instance.usable
    n, slots = usable.shape
    none, inside, after = (np.full((n, slots + 1), IMPOSSIBLE, dtype=np.int64) for _ in range(3))
    none[:, 0] = 0  # nothing in this block yet; inside a run; after one
    for t in range(slots):
        if not instance.adjacent[t]:
            none = np.minimum(np.minimum(none, inside), after)
            inside, after = np.full_like(none, IMPOSSIBLE), np.full_like(none, IMPOSSIBLE)
        busy = np.full_like(none, IMPOSSIBLE)
        busy[:, 1:] = np.minimum(np.minimum(none, inside), after + 1)[:, :-1]
        busy[~usable[:, t]] = IMPOSSIBLE
        inside, after = busy, np.minimum(inside, after)
    return np.asarray(np.minimum(np.minimum(none, inside), after), dtype=np.int64)


def slopes(curve: Ints) -> Iterator[Fraction]:
    """What each further step costs on the lower convex hull of the points (0, curve[0]), (1, curve[1]), ..."""
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


class _Search:
    """The flow at one price of a point of score, in parts of a gap, or of whatever the curves (n, T + 1) count."""

    def __init__(self, instance: Instance, curves: Ints, kept: KeptValues, parameters: FewGapsParameters) -> None:
        self.parameters = parameters
        self.instance, self.curves, self.kept = instance, curves, kept
        self.scale = SCALE * max(1, int(instance.score.max(initial=0)) // 100)
        self.taken = instance.required_meetings
        self.sure = int(instance.score[instance.required].sum())
        self.need = np.maximum(0, instance.min_meetings - self.taken) if kept.shortfall is not None else 0 * self.taken
        self.room = remaining_meetings(instance)
        self.steps, self.forced = self._convex()

    def run(self, clock: Clock) -> tuple[int | None, tuple[int, Relaxed] | None]:
        """The best bound of several prices, and the lowest price and flow that reach the score."""
        low, high = 1, 4 * self.scale
        bounds: list[int] = []
        above = None
        affordable = self.parameters.total_pairs // max(1, self.instance.pairs)
        for _ in range(max(self.parameters.min_flows, min(self.parameters.flows, affordable))):
            price = isqrt(low * high)
            relaxed = None if clock.over() or low >= high else self.at(price)
            if relaxed is None:
                break
            bounds.append(self.bound(price, relaxed))
            if self.score(relaxed) >= self.kept.score:
                high, above = price, (price, relaxed)
            else:
                low = price + 1
        return max(bounds, default=None), above

    def at(self, price: int) -> Relaxed | None:
        return relax_in_steps(self.instance, self.room, self.steps, price * self.instance.score)

    def bound(self, price: int, relaxed: Relaxed) -> int:
        """Fewest gaps, by weak duality: the flow is the best of price x score + filled minimums - gaps."""
        filled = self.parameters.gaps_per_minimum * self.scale * (int(self.need.sum()) - (self.kept.shortfall or 0))
        least = price * (self.kept.score - self.sure) + filled - Fraction(relaxed.value, 2)
        return ceil(least / self.scale) + self.forced

    def score(self, relaxed: Relaxed) -> int:
        return int((relaxed.twice * self.instance.score).sum()) // 2 + self.sure

    def reduced(self, price: int, relaxed: Relaxed) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        prices = relaxed.dual[self.instance.a] + relaxed.dual[self.instance.b]
        return np.asarray((2 * price * self.instance.score - prices) / self.scale, dtype=np.float64)

    def _convex(self) -> tuple[list[GainStep], int]:
        """Steps of rising cost for what each person may have beside its required meetings, and the gaps of those."""
        units: dict[int, Ints] = {}
        forced = 0
        filled = self.parameters.gaps_per_minimum * self.scale
        for p, most in enumerate(self.room.upper.tolist()):
            curve = self.curves[p, self.taken[p] : self.taken[p] + most + 1]
            forced += int(curve[0])
            for i, slope in enumerate(slopes(curve)):
                gain = (filled if i < self.need[p] else 0) - int(self.scale * slope)
                units.setdefault(gain, np.zeros(self.instance.people, dtype=np.int64))[p] += 1
        return [
            GainStep(units[gain], np.full(self.instance.people, gain)) for gain in sorted(units, reverse=True)
        ], forced
