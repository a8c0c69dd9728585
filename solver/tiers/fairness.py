"""The tier fairness: chooses pairs for the worst-off, assigns slots, then re-solves slot by slot."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.cpsat.fairness_levels import find_fairest
from solver.cpsat.solve_model import Effort, hint, model_of_tier
from solver.fairness.limits import fairest_relaxation, fewest_missing, floor_limit, share_limit, share_weights
from solver.instance.grid import Grid
from solver.selection.integer_program import SelectionObjective
from solver.selection.relaxation import Relaxed
from solver.selection.selector import Selector
from solver.tiers.minimums_and_score import add_pairs
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import assign_slots, shuffle
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import FairnessWeights


def improve_fairness(state: SolveState) -> None:
    """Improve the worst-off as far as the earlier tiers allow."""
    state.bound("fairness", floor_limit(state.instance))
    if state.kept.keys() & {"gaps", "moves"}:
        add_pairs(state)
        return
    search = _Search(state, _clock_of(state))
    search.choose()
    search.sweep()
    _bound_by_score(state)


def _only_floor(state: SolveState) -> bool:
    """Whether later tiers keep only the floor, so that nothing else of the order need be raised."""
    return any(tier.tier == "fairness" and tier.slack > 0 for tier in state.instance.problem.objective)


def _clock_of(state: SolveState) -> Clock:
    """The time for the search: not all of it where other tiers follow that may choose other meetings."""
    return state.clock.part(state.parameters.fairness.time_share) if _only_floor(state) else state.clock


def _bound_by_score(state: SolveState) -> None:
    """Lower the bound by floors whose best score falls below the score to keep."""
    kept = state.kept.get("score")
    for floor in range(state.best.values["fairness"] + 1, state.bounds["fairness"] + 1):
        minimums = np.minimum(floor, state.instance.ideal.meetings)
        if kept is None or state.clock.over():
            return
        if Selector(replace(state.instance, min_meetings=minimums), state.parameters.selection).score_bound(0) < kept:
            state.bound("fairness", floor - 1)
            return


def prove_fairness(state: SolveState, effort: Effort) -> None:
    """Optimise level after level with CP-SAT."""
    model = model_of_tier(state.instance, "fairness", state.kept, state.kept_profile)
    hint(model, state.best.meetings)
    raised = find_fairest(model, replace(effort, work=state.parameters.fairness.proof_work), state.clock)
    if raised.answer is not None:
        state.offer(raised.answer.meetings, raised.answer.tables)
    if raised.floor is not None:
        state.bound("fairness", raised.floor)
    state.profile_proven = raised.proven


class _Search:
    """`pressure`: the weight of the score relative to the shares, the smallest that keeps the earlier tiers."""

    def __init__(self, state: SolveState, clock: Clock) -> None:
        self.state, self.instance, self.clock = state, state.instance, clock
        self.parameters = state.parameters.fairness
        state.report("choosing pairs")
        price = share_limit(state.instance, clock, self.parameters).price
        price = np.maximum(1, self.parameters.max_share_price * price // max(1, int(price.max(initial=0))))
        self.weight: Ints = share_weights(state.instance, price)
        self.unit = self.parameters.level_weight * max(1, int(self.weight.max(initial=0)))
        self.pressure = 0
        self.fewest_missing = fewest_missing(state.instance)

    def choose(self) -> None:
        """Choose pairs and assign slots, with rising pressure until the earlier tiers are kept."""
        for pressure in self._pressures():
            self.pressure = pressure
            chosen = self._select()
            self.state.report("finding slots")
            grid = Grid(self.instance)
            grid.load((e, t) for e, t in self.state.best.meetings if self.instance.required[e])
            optional = np.flatnonzero(chosen & ~self.instance.required).tolist()
            assign_slots(grid, optional, self.clock, self.state.parameters)
            if self.state.offer(grid.meetings()) or self.clock.over():
                return

    def sweep(self) -> None:
        """Re-solve slot by slot until several sweeps find nothing fairer."""
        state, idle, share_sweeps = self.state, 0, self.parameters.share_sweeps
        for sweep in range(self.parameters.sweeps):
            share_sweeps -= self._counts_proven()
            if self.clock.over() or idle >= self.parameters.patience or share_sweeps < 0 or self._floor_suffices():
                return
            before = self._progress()
            grid = state.grid()
            if sweep:
                chains = self.parameters.chains_per_meeting * len(state.best.meetings)
                shuffle(grid, chains, state.seed + sweep, self.clock, state.parameters.annealing)
            weights = FairnessWeights(grid, self.unit, self.pressure, self.parameters)
            solver = SlotMatching(grid, weights, state.seed * 1000 + sweep, state.parameters.slot_matching)
            for t in shuffled(self.instance.slots, state.seed + sweep):
                if not self.clock.over():
                    solver.resolve_slot(t)
            state.offer(grid.meetings())
            idle = 0 if self._progress() != before else idle + 1
            state.report("slot by slot")

    def _counts_proven(self) -> bool:
        """Whether all numbers of meetings are proven optimal, so that only shares can be improved."""
        profile = self.state.best.profile
        return profile is not None and bool((np.cumsum(profile.below) == self.fewest_missing).all())

    def _floor_suffices(self) -> bool:
        """Whether only the floor counts, and it is proven to be the highest."""
        return _only_floor(self.state) and self.state.best.values["fairness"] == self.state.bounds.get("fairness")

    def _progress(self) -> tuple[list[int], int]:
        """The measure of progress of a sweep: people below each number of meetings, and the lowest share."""
        profile = self.state.best.profile
        return ([], 0) if profile is None else (profile.below.tolist(), int((profile.below_share == 0).sum()))

    def _pressures(self) -> Iterator[int]:
        """0 if no score must be kept; otherwise powers of two, from the lowest with which the relaxation keeps it."""
        kept = self.state.kept.get("score")
        if kept is None:
            yield 0
            return
        low, high = 0, self.parameters.pressures
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._score(1 << middle) >= kept else (middle + 1, high)
        last = min(self.parameters.pressures, low + self.parameters.extra_pressures)
        yield from (1 << k for k in range(low, last + 1))

    def _score(self, pressure: int) -> float:
        relaxed = self._relaxed(pressure)
        required_score = int(self.instance.score[self.instance.required].sum())
        return 0.0 if relaxed is None else required_score + float(relaxed.halves @ self.instance.score) / 2

    def _relaxed(self, pressure: int) -> Relaxed | None:
        weight = self.weight + pressure * self.instance.score
        return fairest_relaxation(self.instance, weight, self.unit, minimums="minimums" in self.state.kept)

    def _select(self) -> Bools:
        """(m) an integral selection with the numbers of meetings of the relaxation."""
        relaxed = self._relaxed(self.pressure)
        if relaxed is None:
            return self.instance.required
        minimums = self.instance.required_meetings + sum(relaxed.sides) // 2
        weight = self.weight + self.pressure * self.instance.score
        instance = replace(self.instance, min_meetings=minimums, score=weight)
        aim = SelectionObjective(1, self.parameters.level_weight * max(1, int(weight.max(initial=0))))
        return Selector(instance, self.state.parameters.selection).select(aim, self.state.clock).pairs
