"""Kempe chains: the meetings of two slots that hang together through shared people may swap their slots."""

import random
from collections.abc import Sequence
from typing import Final

from solver.grid import FREE, Grid
from solver.limits import Clock

LONGEST: Final = 100  # meetings of a chain that a shuffle swaps


def chain(grid: Grid, e: int, t: int, u: int, longest: int) -> tuple[list[int], list[tuple[int, int]]] | None:
    """What moving pair e from slot t to slot u drags along.

    Gives the pairs (in slots t and u), and for each open end the person and the slot it then gains.
    None where some pair may not be in its new slot, or the chain is longer than `longest`.
    """
    at, a, b, allowed = grid.at, grid.a, grid.b, grid.allowed
    if not allowed[e] >> u & 1:
        return None
    pairs = [e]
    ends: list[tuple[int, int]] = []
    for person in (a[e], b[e]):
        here, there, p = t, u, person
        while True:
            f = at[p][there]
            if f == FREE:
                ends.append((p, there))
                break
            if f == e:  # the chain closed into a ring
                return pairs, []
            if not allowed[f] >> here & 1 or len(pairs) >= longest:
                return None
            pairs.append(f)
            p = a[f] + b[f] - p
            here, there = there, here
    return pairs, ends


def swap_fits(grid: Grid, pairs: Sequence[int], ends: Sequence[tuple[int, int]], t: int, u: int) -> bool:
    """Whether places at tables, runs and `before` allow the chain to swap slots t and u."""
    if not _places(grid, pairs, t, u):  # a ring, too, may take more of a table out of one slot than into it
        return False
    both = (1 << t) | (1 << u)
    for p, _ in ends:
        if grid.limited[p] and not grid.person_ok(p, grid.busy[p] ^ both):
            return False
    return grid.ordered.isdisjoint(pairs) or _in_order(grid, pairs, t, u)


def _places(grid: Grid, pairs: Sequence[int], t: int, u: int) -> bool:
    more: dict[int, int] = {}  # resource -> meetings that slot u gains
    when, needs = grid.when, grid.needs
    for e in pairs:
        step = 1 if when[e] == t else -1
        for r in needs[e]:
            more[r] = more.get(r, 0) + step
    return all(grid.left[r][u] >= n and grid.left[r][t] >= -n for r, n in more.items())


def _in_order(grid: Grid, pairs: Sequence[int], t: int, u: int) -> bool:
    after = {e: u if grid.when[e] == t else t for e in pairs}
    for e, slot in after.items():
        for j in grid.after.get(e, ()):
            then = after.get(j, grid.when[j])
            if then != FREE and slot >= then:
                return False
        for i in grid.before.get(e, ()):
            if after.get(i, grid.when[i]) >= slot:  # FREE is before every slot
                return False
    return True


def swap(grid: Grid, pairs: Sequence[int], t: int, u: int) -> None:
    """Let the chain swap its slots."""
    old = [grid.remove(e) for e in pairs]
    for e, was in zip(pairs, old, strict=True):
        grid.place(e, u if was == t else t)


def shuffle(grid: Grid, tries: int, seed: int, clock: Clock) -> None:
    """Swap random chains: the same meetings in other slots, from which a search finds other ways on.

    Where everybody is busy all the time, a chain is half of two slots: such giants only rename the slots.
    """
    draw = random.Random(seed).random  # noqa: S311  (a search, not a secret)
    placed = [e for e, _ in grid.meetings()]
    slots = grid.instance.slots
    for _ in range(tries if placed else 0):
        if clock.over():
            break
        e, u = placed[int(draw() * len(placed))], int(draw() * slots)
        t = grid.when[e]
        found = chain(grid, e, t, u, LONGEST) if t != u else None
        if found is not None and swap_fits(grid, *found, t, u):
            swap(grid, found[0], t, u)
