"""What a meeting is worth in one slot, for the choice among all that could take place in it."""

import numpy as np

from solver.grid import Grid
from solver.instance import Ints
from solver.selection.mip import Aim


class Worth:
    """Weights of candidates for a slot that is empty now: score, and minimums filled."""

    def __init__(self, grid: Grid, aim: Aim) -> None:
        self.grid, self.aim = grid, aim
        self.instance = grid.instance

    def __call__(self, pairs: Ints, _slot: int) -> Ints:
        """(len(pairs)) whole numbers; candidates worth nothing or less had better not meet."""
        a, b = self.instance.a[pairs], self.instance.b[pairs]
        worth = self.aim.score * self.instance.score[pairs]
        if self.aim.shortfall:
            short = (np.array(self.grid.count) < self.instance.least).astype(np.int64)
            worth = worth + self.aim.shortfall * (short[a] + short[b])
        return np.asarray(worth, dtype=np.int64)
