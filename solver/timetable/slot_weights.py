"""Weights of the pairs that could meet in a slot, for the slot matching."""

import numpy as np

from solver.arrays import Ints
from solver.fairness.limits import meeting_gain, share_weights
from solver.fairness.order import WHOLE, shares, totals
from solver.instance.grid import Grid
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import FairnessParameters
from solver.selection.integer_program import SelectionObjective


class ScoreWeights:
    """Weights of candidates for an empty slot: score and filled minimums (of `min_meetings` (n) if given)."""

    def __init__(self, grid: Grid, objective: SelectionObjective, min_meetings: Ints | None = None) -> None:
        self.grid, self.objective = grid, objective
        self.instance = grid.instance
        self.min_meetings = self.instance.min_meetings if min_meetings is None else min_meetings

    def __call__(self, pairs: Ints, _slot: int) -> Ints:
        """(len(pairs)) integers; candidates of weight 0 or less should not meet."""
        a, b = self.instance.a[pairs], self.instance.b[pairs]
        score = self.objective.score * self.instance.score[pairs]
        if self.objective.shortfall:
            short = (np.array(self.grid.count) < self.min_meetings).astype(np.int64)
            score = score + self.objective.shortfall * (short[a] + short[b])
        return np.asarray(score, dtype=np.int64)


class FairnessWeights:
    """Weights of candidates for an empty slot: large for people with few meetings, then for small shares."""

    def __init__(self, grid: Grid, unit: int, pressure: int, parameters: FairnessParameters) -> None:
        self.parameters = parameters
        self.grid, self.unit, self.pressure = grid, unit, pressure
        self.instance = grid.instance

    def __call__(self, pairs: Ints, _slot: int) -> Ints:
        """(len(pairs)) integers; `pressure` is the weight of the score."""
        scheduled = np.flatnonzero(np.array(self.grid.when) != UNSCHEDULED)
        count, score = totals(self.instance, scheduled)
        share = shares(self.instance.ideal, score)
        decay = self.parameters.share_steepness * (share.min(initial=WHOLE) - share) / WHOLE
        price = self.parameters.max_share_price * np.exp(decay)
        weight = share_weights(self.instance, np.maximum(1, price.astype(np.int64)))
        gains = self._gains(count)
        total = weight + gains[self.instance.a] + gains[self.instance.b] + self.pressure * self.instance.score
        return np.asarray(total[pairs], dtype=np.int64)

    def _gains(self, count: Ints) -> Ints:
        """(n) gain of one more meeting: one unit for those with the most meetings who could have more, more for others.

        Reduced by a constant, so that pairs far from the best stay out of the exact matching.
        """
        improvable = count[count < self.instance.ideal.meetings]
        excess = self.unit * max(0, self.instance.slots - 1 - int(improvable.max(initial=0)))
        return np.maximum(self.unit, meeting_gain(self.instance, count, self.unit) - excess)
