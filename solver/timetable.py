"""When: list edge colouring. Slots are the colours; a person's meetings and closed slots restrict them.

Greedy by least freedom into the emptiest slot; a meeting that finds no slot frees one by a Kempe chain.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np

from solver.grid import FREE, Grid, bits
from solver.instance import Instance, Ints
from solver.kempe import chain, swap, swap_fits
from solver.limits import Clock

LONGEST_CHAIN: Final = 400
TRIES: Final = 60  # slot pairs tried for one meeting


def timetable(grid: Grid, pairs: Iterable[int], clock: Clock) -> list[int]:
    """Place the pairs where they fit; gives those that found no slot (the rest, once time is over)."""
    order = by_freedom(grid.instance, np.fromiter(pairs, dtype=np.int64))
    left = [e for e in order if not _fits(grid, e)]
    return [e for e in left if clock.over() or not insert(grid, e)]


def by_freedom(instance: Instance, pairs: Ints) -> list[int]:
    """Required pairs first, then those whose people or slots leave the least choice."""
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    degree = np.bincount(ends, minlength=instance.people)
    spare = instance.free.sum(axis=1) - degree
    tight = np.minimum(spare[instance.a[pairs]], spare[instance.b[pairs]])
    choice = np.minimum(instance.allowed[pairs].sum(axis=1), tight)
    order = np.lexsort((-instance.score[pairs], choice, ~instance.must[pairs]))
    return [int(e) for e in pairs[order]]


def _fits(grid: Grid, e: int) -> bool:
    """Place pair e in the slot with the most tables left, the earliest of those: even slots waste no table."""
    options = grid.options(e)
    if not options:
        return False
    left = grid.left[-1]
    grid.place(e, max(bits(options), key=lambda t: (left[t], -t)))
    return True


def insert(grid: Grid, e: int) -> bool:
    """Place pair e, if need be after swapping one Kempe chain out of its way."""
    if _fits(grid, e):
        return True
    a, b = grid.a[e], grid.b[e]
    if grid.count[a] >= grid.most[a] or grid.count[b] >= grid.most[b]:
        return False
    for near, far in ((a, b), (b, a)):
        wanted = grid.allowed[e] & ~grid.busy[near] & grid.busy[far]
        spare = ~grid.busy[far] & ((1 << grid.instance.slots) - 1)
        tries = [(t, u) for t in bits(wanted) for u in bits(spare)][:TRIES]
        if any(_make_way(grid, e, far, t, u) for t, u in tries):
            return True
    return False


def _make_way(grid: Grid, e: int, far: int, t: int, u: int) -> bool:
    """Free person `far` in slot t by a swap with slot u, then place e at t."""
    blocking = grid.at[far][t]
    found = chain(grid, blocking, t, u, LONGEST_CHAIN)
    if found is None:
        return False
    pairs, ends = found
    if not ends or not swap_fits(grid, pairs, ends, t, u):
        return False
    swap(grid, pairs, t, u)
    if grid.options(e) >> t & 1:
        grid.place(e, t)
        return True
    swap(grid, pairs, u, t)
    return False


def place_again(grid: Grid, meetings: Iterable[tuple[int, int]]) -> None:
    """Make the grid hold exactly these (pair, slot) entries."""
    for e, t in list(grid.meetings()):
        if t != FREE:
            grid.remove(e)
    grid.load(meetings)
