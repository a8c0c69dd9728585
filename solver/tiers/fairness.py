"""The tier fairness: pairs chosen for the worst-off, placed, then re-solved slot by slot."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from solver.arrays import Bools, Ints
from solver.cpsat.fairness_levels import raise_worst
from solver.cpsat.solve_model import Effort, hint, keeping
from solver.fairness.limits import fairest, fewest_missing, floor_limit, required, share_limit, share_weights
from solver.instance.grid import Grid
from solver.selection.integer_program import SelectionObjective
from solver.selection.relaxation import Relaxed
from solver.selection.selector import Selector
from solver.tiers.minimums_and_score import grow
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import assign_slots, shuffle
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import HEAVY, PRICES, FairnessWeights

SWEEPS: Final = 12
SHARE_SWEEPS: Final = 4  # of them where only shares are left to raise
PATIENCE: Final = 3  # sweeps that change neither a number of meetings nor the lowest share
SHUFFLES: Final = 8  # chains tried for each meeting between two sweeps
PRESSURES: Final = 24  # powers of two tried for the weight of the score
WORK: Final = 1.0  # deterministic units for the proof of each level
MORE: Final = 5  # of them where a timetable lost too much of the score


def improve_fairness(state: SolveState) -> None:
    """Raise the worst-off as far as the earlier tiers allow."""
    state.bound("fairness", floor_limit(state.instance))
    if state.kept.keys() & {"gaps", "moves"}:
        grow(state)
        return
    search = _Search(state)
    search.choose()
    search.sweep()
    _bound_by_score(state)


def _bound_by_score(state: SolveState) -> None:
    """A floor is out of reach where the best score with it is less than what is kept."""
    kept = state.kept.get("score")
    for floor in range(state.best.values["fairness"] + 1, state.bounds["fairness"] + 1):
        least = np.minimum(floor, state.instance.ideal.meetings)
        if kept is None or state.clock.over():
            return
        if Selector(replace(state.instance, min_meetings=least)).score_bound(0) < kept:
            state.bound("fairness", floor - 1)
            return


def prove_fairness(state: SolveState, effort: Effort) -> None:
    """Let the clause model raise level after level."""
    model = keeping(state.instance, "fairness", state.kept, state.kept_profile)
    hint(model, state.best.meetings)
    raised = raise_worst(model, replace(effort, work=WORK), state.clock)
    if raised.answer is not None:
        state.offer(raised.answer.meetings, raised.answer.tables)
    if raised.floor is not None:
        state.bound("fairness", raised.floor)
    state.fairest = raised.proven


class _Search:
    """`pressure` is the weight of the score beside the shares: as little as keeps what an earlier tier achieved."""

    def __init__(self, state: SolveState) -> None:
        self.state, self.instance = state, state.instance
        state.report("choosing pairs")
        price = share_limit(state.instance, state.clock).price
        price = np.maximum(1, PRICES * price // max(1, int(price.max(initial=0))))
        self.weight: Ints = share_weights(state.instance, price)
        self.unit = HEAVY * max(1, int(self.weight.max(initial=0)))
        self.pressure = 0
        self.least = fewest_missing(state.instance)

    def choose(self) -> None:
        """Choose and place; with more pressure where an earlier tier would be broken."""
        for pressure in self._pressures():
            self.pressure = pressure
            chosen = self._select()
            self.state.report("finding slots")
            grid = Grid(self.instance)
            grid.load((e, t) for e, t in self.state.best.meetings if self.instance.required[e])
            assign_slots(grid, np.flatnonzero(chosen & ~self.instance.required).tolist(), self.state.clock)
            if self.state.offer(grid.meetings()) or self.state.clock.over():
                return

    def sweep(self) -> None:
        """Slot by slot, until several sweeps find nothing fairer."""
        run, idle, spare = self.state, 0, SHARE_SWEEPS
        for sweep in range(SWEEPS):
            spare -= self._level()
            if run.clock.over() or idle >= PATIENCE or spare < 0:
                return
            before = self._standing()
            grid = run.grid()
            if sweep:
                shuffle(grid, SHUFFLES * len(run.best.meetings), run.seed + sweep, run.clock)
            solver = SlotMatching(grid, FairnessWeights(grid, self.unit, self.pressure), run.seed * 1000 + sweep)
            for t in shuffled(self.instance.slots, run.seed + sweep):
                if not run.clock.over():
                    solver.slot(t)
            run.offer(grid.meetings())
            idle = 0 if self._standing() != before else idle + 1
            run.report("slot by slot")

    def _level(self) -> bool:
        """Whether every number of meetings is proven: then only shares are left to raise."""
        order = self.state.best.profile
        return order is not None and bool((np.cumsum(order.below) == self.least).all())

    def _standing(self) -> tuple[list[int], int]:
        """What a sweep should change: people below each number of meetings, and the lowest share."""
        order = self.state.best.profile
        return ([], 0) if order is None else (order.below.tolist(), int((order.poorer == 0).sum()))

    def _pressures(self) -> Iterator[int]:
        """0 where no score is kept; else from the least power of two with which the relaxation keeps it."""
        kept = self.state.kept.get("score")
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
        sure = int(self.instance.score[self.instance.required].sum())
        return 0.0 if relaxed is None else sure + float(relaxed.twice @ self.instance.score) / 2

    def _relaxed(self, pressure: int) -> Relaxed | None:
        weight = self.weight + pressure * self.instance.score
        return fairest(self.instance, weight, self.unit, minimums="minimums" in self.state.kept)

    def _select(self) -> Bools:
        """(m) whole pairs that give everybody the number of meetings that the relaxation does."""
        relaxed = self._relaxed(self.pressure)
        if relaxed is None:
            return self.instance.required
        least = required(self.instance) + sum(relaxed.sides) // 2
        weight = self.weight + self.pressure * self.instance.score
        aimed = replace(self.instance, min_meetings=least, score=weight)
        return (
            Selector(aimed)
            .select(SelectionObjective(1, HEAVY * max(1, int(weight.max(initial=0)))), self.state.clock)
            .pairs
        )
