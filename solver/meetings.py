"""The tiers minimums and score: choose the pairs, place them, then re-solve slot by slot."""

from typing import Final

import numpy as np

from solver.choosing import aim_of, bound_tier, choose_pairs, guarded
from solver.grid import Grid, bits
from solver.improve import Rematch, shuffled
from solver.kempe import shuffle
from solver.problem import TierName
from solver.run import Run
from solver.selection.mip import Aim
from solver.worth import Worth

SWEEPS: Final = 60
PATIENCE: Final = 6  # sweeps that together have to gain WORTHWHILE
WORTHWHILE: Final = 1e-4  # of the value
NEAR: Final = 2e-5  # of the bound
SHUFFLES: Final = 6  # chains tried for each meeting between two sweeps
MOST_SHUFFLES: Final = 40_000


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
    """Sweeps over the slots until the value is proven or several sweeps together gain next to nothing."""
    values = [run.best.values[tier]]
    for sweep in range(SWEEPS):
        if run.clock.over() or _near(run, tier) or _idle(values):
            return
        _one_sweep(run, sweep, aim)
        values.append(run.best.values[tier])
        run.report("slot by slot")


def _near(run: Run, tier: TierName) -> bool:
    """Whether the value is proven, or so close to its bound that another sweep does not pay."""
    if tier not in run.bounds:
        return False
    return abs(run.bounds[tier] - run.best.values[tier]) <= NEAR * abs(run.bounds[tier])


def _idle(values: list[int]) -> bool:
    if len(values) <= PATIENCE:
        return False
    return abs(values[-1] - values[-1 - PATIENCE]) <= WORTHWHILE * abs(values[-1])


def _one_sweep(run: Run, sweep: int, aim: Aim) -> None:
    grid = run.grid()
    if sweep:
        shuffle(grid, min(MOST_SHUFFLES, SHUFFLES * len(run.best.meetings)), run.seed + sweep, run.clock)
    solver = Rematch(grid, Worth(grid, aim, guarded(run).least), run.seed * 1000 + sweep)
    solver.sweep(run.clock, shuffled(run.instance.slots, run.seed + sweep))
    run.offer(grid.meetings())


def grow(run: Run) -> None:
    """Add pairs one by one where they fit, the worthiest first, without passing the limit on gaps."""
    grid = run.grid()
    spare = run.kept["gaps"] - run.best.values["gaps"] if "gaps" in run.kept else None
    order = np.lexsort((np.arange(run.instance.pairs), -run.instance.score))
    for e in order.tolist():
        if grid.when[e] >= 0:
            continue
        if run.clock.over():
            break
        spare = _add(grid, e, spare)
    run.offer(grid.meetings())


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
