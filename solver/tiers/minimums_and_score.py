"""The tiers minimums and score: choose the pairs, place them, then re-solve slot by slot."""

import numpy as np

from solver.arrays import Bools
from solver.instance.grid import Grid, bits
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.parameters import ScoreParameters
from solver.problem import TierName
from solver.selection.integer_program import SelectionObjective
from solver.selection.selector import Selector
from solver.tiers.pair_choice import aim_of, bound_tier, choose_pairs, guarded
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import shuffle
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import ScoreWeights


def improve_meetings(state: SolveState, tier: TierName) -> None:
    """Improve the tier. The first such tier chooses the pairs; later ones only add pairs."""
    if state.kept.keys() & {"gaps", "moves"}:
        grow(state)
        return
    if state.kept_profile is not None:  # with everyone's meetings and shares kept, almost nothing is left to search
        bound_tier(state, tier)
        return
    choose_pairs(state, tier)
    if not state.closed(tier):
        grow(state)
    _rematch(state, tier, aim_of(state))


def _rematch(state: SolveState, tier: TierName, aim: SelectionObjective) -> None:
    """Sweep over the slots, cooling down, until the value is proven or all sweeps are done."""
    parameters = state.parameters.score
    if _within(state, tier, parameters.optimal_share):
        return
    grid, mean = state.grid(), _mean_score(state)
    weights = ScoreWeights(grid, aim, guarded(state).min_meetings)
    solver = SlotMatching(grid, weights, state.seed, state.parameters.slot_matching, _useful(state, aim, mean))
    sweeps = _sweeps(state)
    for sweep in range(sweeps):
        if state.clock.over() or _enough(state, tier, sweep):
            return
        cooling = 0 < sweep < sweeps - 2
        solver.heat = _heat(parameters, aim.score * mean, sweep / sweeps) if cooling else 0.0
        if sweep:
            chains = min(parameters.max_chains, parameters.chains_per_meeting * (sum(grid.count) // 2))
            shuffle(grid, chains, state.seed + sweep, state.clock, state.parameters.annealing)
        solver.sweep(state.clock, shuffled(state.instance.slots, state.seed + sweep))
        state.offer(grid.meetings())
        state.report("slot by slot")


def _sweeps(state: SolveState) -> int:
    """How many sweeps: fewer where there are many people and slots."""
    parameters = state.parameters.score
    size = max(1, state.instance.people * state.instance.slots)
    return max(parameters.min_sweeps, min(parameters.sweeps, parameters.sweep_work // size))


def _heat(parameters: ScoreParameters, score: float, progress: float) -> float:
    """The heat after this share of all sweeps; `score`: the mean weight of a meeting."""
    heat: float = score * parameters.hot_share * (parameters.cold_share / parameters.hot_share) ** progress
    return heat


def _enough(state: SolveState, tier: TierName, sweep: int) -> bool:
    """Whether the value is so near to its bound that no further sweep is worth its time."""
    parameters = state.parameters.score
    return _within(state, tier, parameters.optimal_share) or (
        sweep >= parameters.close_sweeps and _within(state, tier, parameters.close_share)
    )


def _mean_score(state: SolveState) -> float:
    return state.best.values["score"] / max(1, len(state.best.meetings))


def _useful(state: SolveState, aim: SelectionObjective, mean: float) -> Bools | None:
    """(m) pairs whose reduced cost is not far below zero; None if the relaxation gives no prices."""
    priced = Selector(guarded(state), state.parameters.selection).prices.at(aim.shortfall, aim.score)
    margin = state.parameters.score.useful_share
    return None if priced is None else np.asarray(priced.reduced >= -2 * aim.score * margin * mean, dtype=bool)


def _within(state: SolveState, tier: TierName, share: float) -> bool:
    """Whether the gap between value and bound is at most this share of the bound."""
    if tier not in state.bounds:
        return False
    return abs(state.bounds[tier] - state.best.values[tier]) <= share * abs(state.bounds[tier])


def grow(state: SolveState) -> None:
    """Add pairs one by one where they fit, in order of score, within the limit on gaps."""
    grid = state.grid()
    spare = state.kept["gaps"] - state.best.values["gaps"] if "gaps" in state.kept else None
    order = np.lexsort((np.arange(state.instance.pairs), -state.instance.score))
    for e in order[_may_fit(grid)[order]].tolist():
        if state.clock.over():
            break
        spare = _add(grid, e, spare)
    state.offer(grid.meetings())


def _may_fit(grid: Grid) -> Bools:
    """(m) unscheduled pairs whose people may both have one more meeting and share a free slot."""
    instance = grid.instance
    spare = np.array(grid.count, dtype=np.int64) < instance.max_meetings
    free = np.array(grid.at, dtype=np.int64).reshape(instance.people, instance.slots) == NO_PAIR
    candidates = np.flatnonzero((np.array(grid.when) == UNSCHEDULED) & spare[instance.a] & spare[instance.b])
    a, b = instance.a[candidates], instance.b[candidates]
    may = np.zeros(instance.pairs, dtype=bool)
    may[candidates] = (instance.allowed[candidates] & free[a] & free[b]).any(axis=1)
    return may


def _add(grid: Grid, e: int, spare: int | None) -> int | None:
    """Place pair e in the slot that adds the fewest gaps; returns the gaps still to spare."""
    a, b = grid.a[e], grid.b[e]
    best: tuple[int, int] | None = None
    for t in bits(grid.options(e)):
        more = grid.gaps_added(a, t) + grid.gaps_added(b, t)
        if best is None or more < best[0]:
            best = (more, t)
    if best is None or (spare is not None and best[0] > spare):
        return spare
    grid.place(e, best[1])
    return None if spare is None else spare - best[0]
