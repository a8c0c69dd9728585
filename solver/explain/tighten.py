"""Fewer gaps for some people by the same meetings in other slots: each of their Kempe chains that gains is swapped."""

from collections.abc import Iterable
from typing import Final

from solver.grid import Grid
from solver.kempe import chain, swap, swap_fits
from solver.limits import Clock

LONGEST: Final = 24
ROUNDS: Final = 3


def tighten(grid: Grid, people: Iterable[int], clock: Clock) -> None:
    """Descend for a few rounds; nothing gets worse."""
    mine = sorted({e for p in people for e in grid.at[p] if e >= 0})
    for _ in range(ROUNDS):
        if not sum(_one(grid, e) for e in mine if not clock.over()):
            return


def _one(grid: Grid, e: int) -> bool:
    """Move pair e to the first slot that saves gaps; says whether there was one."""
    t = grid.when[e]
    for u in range(grid.instance.slots):
        found = chain(grid, e, t, u, LONGEST) if u != t else None
        if found is None or not found[1]:
            continue
        pairs, ends = found
        both = (1 << t) | (1 << u)
        change = sum(grid.gaps(grid.busy[p] ^ both) - grid.gaps(grid.busy[p]) for p, _ in ends)
        if change < 0 and swap_fits(grid, pairs, ends, t, u):
            swap(grid, pairs, t, u)
            return True
    return False
