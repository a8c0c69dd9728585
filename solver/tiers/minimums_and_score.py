"""The tiers minimums and score: choose the pairs, place them, then re-solve slot by slot."""

from typing import Final

import numpy as np

from solver.arrays import Bools
from solver.instance.grid import Grid, bits
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.problem import TierName
from solver.selection.integer_program import SelectionObjective
from solver.selection.selector import Selector
from solver.tiers.pair_choice import aim_of, bound_tier, choose_pairs, guarded
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import shuffle
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import ScoreWeights

SWEEPS: Final = 36  # over all slots, the first as it is, then cooling, the last two cold
WORK: Final = 400_000  # people times slots in all sweeps, where there are many
FEWEST: Final = 8
CLOSE: Final = 1e-3  # of the bound: nearer to it than this
ENOUGH: Final = 12  # sweeps are enough
NEAR: Final = 2e-5  # of the bound: there is next to nothing left to gain
HOT: Final = 0.012  # of the mean score of a meeting
COLD: Final = 0.001
SHUFFLES: Final = 20  # chains tried for each meeting between two sweeps
MOST_SHUFFLES: Final = 160_000
USEFUL: Final = 0.08  # of the mean score: a pair so far below its people's prices takes no part


def improve_meetings(state: SolveState, tier: TierName) -> None:
    """More of the tier. The first such tier chooses the pairs; later ones only add to what is there."""
    if state.kept.keys() & {"gaps", "moves"}:
        grow(state)
        return
    if state.kept_profile is not None:  # with everybody's meetings and shares kept there is next to nothing to search
        bound_tier(state, tier)
        return
    choose_pairs(state, tier)
    if not state.closed(tier):
        grow(state)
    _rematch(state, tier, aim_of(state))


def _rematch(state: SolveState, tier: TierName, aim: SelectionObjective) -> None:
    """Sweeps over the slots, cooling down, until the value is proven or the work is done."""
    if _within(state, tier, NEAR):
        return
    grid, mean = state.grid(), _mean_score(state)
    solver = SlotMatching(
        grid, ScoreWeights(grid, aim, guarded(state).min_meetings), state.seed, _useful(state, aim, mean)
    )
    sweeps = max(FEWEST, min(SWEEPS, WORK // max(1, state.instance.people * state.instance.slots)))
    for sweep in range(sweeps):
        if state.clock.over() or _within(state, tier, NEAR) or (sweep >= ENOUGH and _within(state, tier, CLOSE)):
            return
        cooling = 0 < sweep < sweeps - 2
        solver.heat = aim.score * mean * HOT * (COLD / HOT) ** (sweep / sweeps) if cooling else 0.0
        if sweep:
            tries = min(MOST_SHUFFLES, SHUFFLES * (sum(grid.count) // 2))
            shuffle(grid, tries, state.seed + sweep, state.clock)
        solver.sweep(state.clock, shuffled(state.instance.slots, state.seed + sweep))
        state.offer(grid.meetings())
        state.report("slot by slot")


def _mean_score(state: SolveState) -> float:
    return state.best.values["score"] / max(1, len(state.best.meetings))


def _useful(state: SolveState, aim: SelectionObjective, mean: float) -> Bools | None:
    """(m) pairs that are nearly worth what their people's time costs; None where that is not known."""
    priced = Selector(guarded(state)).prices.at(aim.shortfall, aim.score)
    return None if priced is None else np.asarray(priced.reduced >= -2 * aim.score * USEFUL * mean, dtype=bool)


def _within(state: SolveState, tier: TierName, share: float) -> bool:
    """Whether the value is so near to its bound, as a share of that."""
    if tier not in state.bounds:
        return False
    return abs(state.bounds[tier] - state.best.values[tier]) <= share * abs(state.bounds[tier])


def grow(state: SolveState) -> None:
    """Add pairs one by one where they fit, the worthiest first, without passing the limit on gaps."""
    grid = state.grid()
    spare = state.kept["gaps"] - state.best.values["gaps"] if "gaps" in state.kept else None
    order = np.lexsort((np.arange(state.instance.pairs), -state.instance.score))
    for e in order[_may_fit(grid)[order]].tolist():
        if state.clock.over():
            break
        spare = _add(grid, e, spare)
    state.offer(grid.meetings())


def _may_fit(grid: Grid) -> Bools:
    """(m) pairs that do not meet, whose people may both have a further meeting and have a slot in common."""
    instance = grid.instance
    spare = np.array(grid.count, dtype=np.int64) < instance.max_meetings
    free = np.array(grid.at, dtype=np.int64).reshape(instance.people, instance.slots) == NO_PAIR
    candidates = np.flatnonzero((np.array(grid.when) == UNSCHEDULED) & spare[instance.a] & spare[instance.b])
    a, b = instance.a[candidates], instance.b[candidates]
    may = np.zeros(instance.pairs, dtype=bool)
    may[candidates] = (instance.allowed[candidates] & free[a] & free[b]).any(axis=1)
    return may


def _add(grid: Grid, e: int, spare: int | None) -> int | None:
    """Place pair e in the slot that costs the fewest gaps; gives the gaps still to spare."""
    a, b = grid.a[e], grid.b[e]
    best: tuple[int, int] | None = None
    for t in bits(grid.options(e)):
        more = sum(grid.gaps(grid.busy[p] | 1 << t) - grid.gaps(grid.busy[p]) for p in (a, b))
        if best is None or more < best[0]:
            best = (more, t)
    if best is None or (spare is not None and best[0] > spare):
        return spare
    grid.place(e, best[1])
    return None if spare is None else spare - best[0]
