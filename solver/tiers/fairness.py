"""The tier fairness: pairs chosen for the worst-off, placed, then re-solved slot by slot."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from solver.arrays import Bools, Ints
from solver.cpsat.fairness_levels import raise_worst
from solver.cpsat.solve_model import Effort, hint, keeping
from solver.fairness.limits import fairest, fewest_missing, floor_limit, required, share_limit, worth
from solver.instance.grid import Grid
from solver.selection.integer_program import Aim
from solver.selection.relaxation import Relaxed
from solver.selection.selector import Selector
from solver.tiers.minimums_and_score import grow
from solver.tiers.solve_state import Run
from solver.timetable.edge_coloring import shuffle, timetable
from solver.timetable.slot_matching import Rematch, shuffled
from solver.timetable.slot_weights import HEAVY, PRICES, FairWorth

SWEEPS: Final = 12
SHARE_SWEEPS: Final = 4  # of them where only shares are left to raise
PATIENCE: Final = 3  # sweeps that change neither a number of meetings nor the lowest share
SHUFFLES: Final = 8  # chains tried for each meeting between two sweeps
PRESSURES: Final = 24  # powers of two tried for the weight of the score
WORK: Final = 1.0  # deterministic units for the proof of each level
MORE: Final = 5  # of them where a timetable lost too much of the score


def improve_fairness(run: Run) -> None:
    """Raise the worst-off as far as the earlier tiers allow."""
    run.bound("fairness", floor_limit(run.instance))
    if run.kept.keys() & {"gaps", "moves"}:
        grow(run)
        return
    search = _Search(run)
    search.choose()
    search.sweep()
    _bound_by_score(run)


def _bound_by_score(run: Run) -> None:
    """A floor is out of reach where the best score with it is less than what is kept."""
    kept = run.kept.get("score")
    for floor in range(run.best.values["fairness"] + 1, run.bounds["fairness"] + 1):
        least = np.minimum(floor, run.instance.ideal.meetings)
        if kept is None or run.clock.over():
            return
        if Selector(replace(run.instance, least=least)).score_bound(0) < kept:
            run.bound("fairness", floor - 1)
            return


def prove_fairness(run: Run, effort: Effort) -> None:
    """Let the clause model raise level after level."""
    model = keeping(run.instance, "fairness", run.kept, run.kept_order)
    hint(model, run.best.meetings)
    raised = raise_worst(model, replace(effort, work=WORK), run.clock)
    if raised.answer is not None:
        run.offer(raised.answer.meetings, raised.answer.tables)
    if raised.floor is not None:
        run.bound("fairness", raised.floor)
    run.fairest = raised.proven


class _Search:
    """`pressure` is the weight of the score beside the shares: as little as keeps what an earlier tier achieved."""

    def __init__(self, run: Run) -> None:
        self.run, self.instance = run, run.instance
        run.report("choosing pairs")
        price = share_limit(run.instance, run.clock).price
        price = np.maximum(1, PRICES * price // max(1, int(price.max(initial=0))))
        self.weight: Ints = worth(run.instance, price)
        self.unit = HEAVY * max(1, int(self.weight.max(initial=0)))
        self.pressure = 0
        self.least = fewest_missing(run.instance)

    def choose(self) -> None:
        """Choose and place; with more pressure where an earlier tier would be broken."""
        for pressure in self._pressures():
            self.pressure = pressure
            chosen = self._select()
            self.run.report("finding slots")
            grid = Grid(self.instance)
            grid.load((e, t) for e, t in self.run.best.meetings if self.instance.must[e])
            timetable(grid, np.flatnonzero(chosen & ~self.instance.must).tolist(), self.run.clock)
            if self.run.offer(grid.meetings()) or self.run.clock.over():
                return

    def sweep(self) -> None:
        """Slot by slot, until several sweeps find nothing fairer."""
        run, idle, spare = self.run, 0, SHARE_SWEEPS
        for sweep in range(SWEEPS):
            spare -= self._level()
            if run.clock.over() or idle >= PATIENCE or spare < 0:
                return
            before = self._standing()
            grid = run.grid()
            if sweep:
                shuffle(grid, SHUFFLES * len(run.best.meetings), run.seed + sweep, run.clock)
            solver = Rematch(grid, FairWorth(grid, self.unit, self.pressure), run.seed * 1000 + sweep)
            for t in shuffled(self.instance.slots, run.seed + sweep):
                if not run.clock.over():
                    solver.slot(t)
            run.offer(grid.meetings())
            idle = 0 if self._standing() != before else idle + 1
            run.report("slot by slot")

    def _level(self) -> bool:
        """Whether every number of meetings is proven: then only shares are left to raise."""
        order = self.run.best.order
        return order is not None and bool((np.cumsum(order.below) == self.least).all())

    def _standing(self) -> tuple[list[int], int]:
        """What a sweep should change: people below each number of meetings, and the lowest share."""
        order = self.run.best.order
        return ([], 0) if order is None else (order.below.tolist(), int((order.poorer == 0).sum()))

    def _pressures(self) -> Iterator[int]:
        """0 where no score is kept; else from the least power of two with which the relaxation keeps it."""
        kept = self.run.kept.get("score")
        if kept is None:
            yield 0
            return
        low, high = 0, PRESSURES
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._score(1 << middle) >= kept else (middle + 1, high)
        yield from (1 << k for k in range(low, min(PRESSURES, low + MORE) + 1))

    def _score(self, pressure: int) -> float:
        relaxed = self._relaxed(pressure)
        sure = int(self.instance.score[self.instance.must].sum())
        return 0.0 if relaxed is None else sure + float(relaxed.twice @ self.instance.score) / 2

    def _relaxed(self, pressure: int) -> Relaxed | None:
        weight = self.weight + pressure * self.instance.score
        return fairest(self.instance, weight, self.unit, minimums="minimums" in self.run.kept)

    def _select(self) -> Bools:
        """(m) whole pairs that give everybody the number of meetings that the relaxation does."""
        relaxed = self._relaxed(self.pressure)
        if relaxed is None:
            return self.instance.must
        least = required(self.instance) + sum(relaxed.sides) // 2
        weight = self.weight + self.pressure * self.instance.score
        aimed = replace(self.instance, least=least, score=weight)
        return Selector(aimed).select(Aim(1, HEAVY * max(1, int(weight.max(initial=0)))), self.run.clock).pairs
