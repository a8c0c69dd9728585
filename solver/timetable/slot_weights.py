"""Weights of the pairs that could meet in a slot, for the slot matching."""

import numpy as np

from solver.arrays import Ints
from solver.fairness.limits import gain, share_weights
from solver.fairness.order import WHOLE, shares, totals
from solver.instance.grid import Grid
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import FairnessParameters
from solver.selection.integer_program import SelectionObjective


class ScoreWeights:
    """Weights of candidates for a slot that is empty now: score, and minimums filled (those of `least` if given)."""

    def __init__(self, grid: Grid, aim: SelectionObjective, least: Ints | None = None) -> None:
        self.grid, self.aim = grid, aim
        self.instance = grid.instance
        self.least = self.instance.min_meetings if least is None else least

    def __call__(self, pairs: Ints, _slot: int) -> Ints:
        """(len(pairs)) whole numbers; candidates of weight 0 or less should not meet."""
        a, b = self.instance.a[pairs], self.instance.b[pairs]
        score = self.aim.score * self.instance.score[pairs]
        if self.aim.shortfall:
            short = (np.array(self.grid.count) < self.least).astype(np.int64)
            score = score + self.aim.shortfall * (short[a] + short[b])
        return np.asarray(score, dtype=np.int64)


class FairnessWeights:
    """Weights of candidates for a slot that is empty now: most for people with few meetings, then for small shares."""

    def __init__(self, grid: Grid, unit: int, pressure: int, parameters: FairnessParameters) -> None:
        self.parameters = parameters
        self.grid, self.unit, self.pressure = grid, unit, pressure
        self.instance = grid.instance

    def __call__(self, pairs: Ints, _slot: int) -> Ints:
        """(len(pairs)) whole numbers; `pressure` is the weight of the score."""
        held = np.flatnonzero(np.array(self.grid.when) != UNSCHEDULED)
        count, got = totals(self.instance, held)
        share = shares(self.instance.ideal, got)
        decay = self.parameters.share_steepness * (share.min(initial=WHOLE) - share) / WHOLE
        price = self.parameters.max_share_price * np.exp(decay)
        weight = share_weights(self.instance, np.maximum(1, price.astype(np.int64)))
        gains = self._gains(count)
        fair = weight + gains[self.instance.a] + gains[self.instance.b] + self.pressure * self.instance.score
        return np.asarray(fair[pairs], dtype=np.int64)

    def _gains(self, count: Ints) -> Ints:
        """(n) gain of one more meeting: one unit for those with the most meetings who could have more, more for others.

        Smaller numbers than the whole gain: pairs far from the best then stay out of the exact matching.
        """
        hungry = count[count < self.instance.ideal.meetings]
        surplus = self.unit * max(0, self.instance.slots - 1 - int(hungry.max(initial=0)))
        return np.maximum(self.unit, gain(self.instance, count, self.unit) - surplus)
