"""The tiers minimums and score: choose the pairs, place them, then re-solve slot by slot."""

from typing import Final

import numpy as np

from solver.arrays import Bools
from solver.instance.grid import FREE, Grid, bits
from solver.problem import TierName
from solver.selection.integer_program import Aim
from solver.selection.selector import Selector
from solver.tiers.pair_choice import aim_of, bound_tier, choose_pairs, guarded
from solver.tiers.solve_state import Run
from solver.timetable.edge_coloring import shuffle
from solver.timetable.slot_matching import Rematch, shuffled
from solver.timetable.slot_weights import Worth

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


def improve_meetings(run: Run, tier: TierName) -> None:
    """More of the tier. The first such tier chooses the pairs; later ones only add to what is there."""
    if run.kept.keys() & {"gaps", "moves"}:
        grow(run)
        return
    if run.kept_order is not None:  # with everybody's meetings and shares kept there is next to nothing to search
        bound_tier(run, tier)
        return
    choose_pairs(run, tier)
    if not run.closed(tier):
        grow(run)
    _rematch(run, tier, aim_of(run))


def _rematch(run: Run, tier: TierName, aim: Aim) -> None:
    """Sweeps over the slots, cooling down, until the value is proven or the work is done."""
    if _within(run, tier, NEAR):
        return
    grid, mean = run.grid(), _mean_score(run)
    solver = Rematch(grid, Worth(grid, aim, guarded(run).least), run.seed, _useful(run, aim, mean))
    sweeps = max(FEWEST, min(SWEEPS, WORK // max(1, run.instance.people * run.instance.slots)))
    for sweep in range(sweeps):
        if run.clock.over() or _within(run, tier, NEAR) or (sweep >= ENOUGH and _within(run, tier, CLOSE)):
            return
        cooling = 0 < sweep < sweeps - 2
        solver.heat = aim.score * mean * HOT * (COLD / HOT) ** (sweep / sweeps) if cooling else 0.0
        if sweep:
            tries = min(MOST_SHUFFLES, SHUFFLES * (sum(grid.count) // 2))
            shuffle(grid, tries, run.seed + sweep, run.clock)
        solver.sweep(run.clock, shuffled(run.instance.slots, run.seed + sweep))
        run.offer(grid.meetings())
        run.report("slot by slot")


def _mean_score(run: Run) -> float:
    return run.best.values["score"] / max(1, len(run.best.meetings))


def _useful(run: Run, aim: Aim, mean: float) -> Bools | None:
    """(m) pairs that are nearly worth what their people's time costs; None where that is not known."""
    priced = Selector(guarded(run)).prices.at(aim.shortfall, aim.score)
    return None if priced is None else np.asarray(priced.reduced >= -2 * aim.score * USEFUL * mean, dtype=bool)


def _within(run: Run, tier: TierName, share: float) -> bool:
    """Whether the value is so near to its bound, as a share of that."""
    if tier not in run.bounds:
        return False
    return abs(run.bounds[tier] - run.best.values[tier]) <= share * abs(run.bounds[tier])


def grow(run: Run) -> None:
    """Add pairs one by one where they fit, the worthiest first, without passing the limit on gaps."""
    grid = run.grid()
    spare = run.kept["gaps"] - run.best.values["gaps"] if "gaps" in run.kept else None
    order = np.lexsort((np.arange(run.instance.pairs), -run.instance.score))
    for e in order[_may_fit(grid)[order]].tolist():
        if run.clock.over():
            break
        spare = _add(grid, e, spare)
    run.offer(grid.meetings())


def _may_fit(grid: Grid) -> Bools:
    """(m) pairs that do not meet, whose people may both have a further meeting and have a slot in common."""
    instance = grid.instance
    spare = np.array(grid.count, dtype=np.int64) < instance.most
    free = np.array(grid.at, dtype=np.int64).reshape(instance.people, instance.slots) == FREE
    candidates = np.flatnonzero((np.array(grid.when) == FREE) & spare[instance.a] & spare[instance.b])
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
