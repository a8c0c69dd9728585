"""The tiers minimums and score: choose the pairs, place them, then re-solve slot by slot."""

import numpy as np

from solver.arrays import Bools
from solver.instance.grid import Grid, bits
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.parameters import ScoreParameters
from solver.problem import TierName
from solver.selection.integer_program import SelectionObjective
from solver.selection.selector import Selector
from solver.tiers.pair_choice import bound_tier, choose_pairs, guarded, objective_of
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import shuffle
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import ScoreWeights


def improve_meetings(state: SolveState, tier: TierName) -> None:
    """Improve the tier. The first such tier chooses the pairs; later ones only add pairs."""
    if state.kept.keys() & {"gaps", "moves"}:
        add_pairs(state)
        return
    if state.kept_profile is not None:  # with all meetings and shares kept, there is almost nothing to search
        bound_tier(state, tier)
        return
    choose_pairs(state, tier)
    if not state.closed(tier):
        add_pairs(state)
    _sweep_slots(state, tier, objective_of(state))


def _sweep_slots(state: SolveState, tier: TierName, objective: SelectionObjective) -> None:
    """Sweep over the slots, cooling down, until the value is proven or all sweeps are done."""
    parameters = state.parameters.score
    if _gap_within(state, tier, parameters.optimal_share):
        return
    grid, mean = state.grid(), _mean_score(state)
    weights = ScoreWeights(grid, objective, guarded(state).min_meetings)
    solver = SlotMatching(
        grid, weights, state.seed, state.parameters.slot_matching, _useful_pairs(state, objective, mean)
    )
    sweeps = _sweeps(state)
    for sweep in range(sweeps):
        if state.clock.over() or _close_enough(state, tier, sweep):
            return
        cooling = 0 < sweep < sweeps - 2
        solver.heat = _heat(parameters, objective.score * mean, sweep / sweeps) if cooling else 0.0
        if sweep:
            chains = min(parameters.max_chains, parameters.chains_per_meeting * (sum(grid.count) // 2))
            shuffle(grid, chains, state.seed + sweep, state.clock, state.parameters.annealing)
        solver.sweep(state.clock, shuffled(state.instance.slots, state.seed + sweep))
        state.offer(grid.meetings())
        state.report("slot by slot")


def _sweeps(state: SolveState) -> int:
    """Number of sweeps: fewer for many people and slots."""
    parameters = state.parameters.score
    size = max(1, state.instance.people * state.instance.slots)
    return max(parameters.min_sweeps, min(parameters.sweeps, parameters.sweep_work // size))


def _heat(parameters: ScoreParameters, score: float, progress: float) -> float:
    """The heat after the share `progress` of all sweeps; `score`: the mean weight of a meeting."""
    heat: float = score * parameters.hot_share * (parameters.cold_share / parameters.hot_share) ** progress
    return heat


def _close_enough(state: SolveState, tier: TierName, sweep: int) -> bool:
    """Whether the value is too close to its bound for further sweeps to pay."""
    parameters = state.parameters.score
    return _gap_within(state, tier, parameters.optimal_share) or (
        sweep >= parameters.close_sweeps and _gap_within(state, tier, parameters.close_share)
    )


def _mean_score(state: SolveState) -> float:
    return state.best.values["score"] / max(1, len(state.best.meetings))


def _useful_pairs(state: SolveState, objective: SelectionObjective, mean: float) -> Bools | None:
    """(m) whether the reduced cost is not far below zero; None if the relaxation overflows. `mean`: mean score."""
    priced = Selector(guarded(state), state.parameters.selection).prices.at(objective.shortfall, objective.score)
    margin = state.parameters.score.useful_share
    return None if priced is None else np.asarray(priced.reduced >= -2 * objective.score * margin * mean, dtype=bool)


def _gap_within(state: SolveState, tier: TierName, share: float) -> bool:
    """Whether the gap between value and bound is at most this share of the bound."""
    if tier not in state.bounds:
        return False
    return abs(state.bounds[tier] - state.best.values[tier]) <= share * abs(state.bounds[tier])


def add_pairs(state: SolveState) -> None:
    """Add pairs one by one, highest score first, where they fit within the limit on gaps."""
    grid = state.grid()
    spare_gaps = state.kept["gaps"] - state.best.values["gaps"] if "gaps" in state.kept else None
    order = np.lexsort((np.arange(state.instance.pairs), -state.instance.score))
    for e in order[_insertable(grid)[order]].tolist():
        if state.clock.over():
            break
        spare_gaps = _add_pair(grid, e, spare_gaps)
    state.offer(grid.meetings())


def _insertable(grid: Grid) -> Bools:
    """(m) unscheduled pairs whose people may both have another meeting and share a free slot."""
    instance = grid.instance
    below_limit = np.array(grid.count, dtype=np.int64) < instance.max_meetings
    free = np.array(grid.at, dtype=np.int64).reshape(instance.people, instance.slots) == NO_PAIR
    candidates = np.flatnonzero(
        (np.array(grid.when) == UNSCHEDULED) & below_limit[instance.a] & below_limit[instance.b]
    )
    a, b = instance.a[candidates], instance.b[candidates]
    insertable = np.zeros(instance.pairs, dtype=bool)
    insertable[candidates] = (instance.allowed[candidates] & free[a] & free[b]).any(axis=1)
    return insertable


def _add_pair(grid: Grid, e: int, spare_gaps: int | None) -> int | None:
    """Place pair e in the slot that adds the fewest gaps, if they can be spared; returns the gaps still to spare."""
    a, b = grid.a[e], grid.b[e]
    best: tuple[int, int] | None = None
    for t in bits(grid.options(e)):
        added = grid.gaps_added(a, t) + grid.gaps_added(b, t)
        if best is None or added < best[0]:
            best = (added, t)
    if best is None or (spare_gaps is not None and best[0] > spare_gaps):
        return spare_gaps
    grid.place(e, best[1])
    return None if spare_gaps is None else spare_gaps - best[0]
