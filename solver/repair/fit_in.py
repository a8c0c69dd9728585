"""Fits people in who have too few meetings, such as newcomers: one meeting gives way to one or two of theirs.

Where everybody else is at their limit, a person p finds a place only if a meeting of x and y is cancelled. Then p can
meet x in its place, and y too in another slot, so that one change makes two meetings and nobody ends up with fewer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.instance.grid import Grid, bits
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.repair.repair_state import RepairState

MOST_PEOPLE = 50
MOST_PARTNERS = 60


@dataclass(frozen=True)
class Exchange:
    """Cancel a pair, or none, and place others at (pair, slot). Better: `missing` and then `lost` are smaller.

    `missing`: by how much the sum of what people have too few changes; `lost`: points.
    """

    cancelled: int
    placed: tuple[tuple[int, int], ...]
    missing: int
    lost: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.missing, self.lost


def fit_in(state: RepairState, wanted: Ints) -> None:
    """Offer exchanges, the best first, to people with fewer meetings than `wanted` (n), as far as the budget allows."""
    grid = state.grid()
    partners = _partners(state)
    short = np.flatnonzero(np.array(grid.count) < wanted).tolist()
    for person in sorted(short, key=lambda p: grid.count[p] - int(wanted[p]))[:MOST_PEOPLE]:
        while grid.count[person] < wanted[person] and not state.clock.over():
            best = min(_exchanges(state, grid, wanted, person, partners[person]), key=lambda e: e.rank, default=None)
            if best is None or best.missing >= 0:
                break
            _apply(grid, best)
            if not state.offer(grid.meetings()):
                return


def _partners(state: RepairState) -> dict[int, list[int]]:
    """person -> their pairs, best first, at most MOST_PARTNERS."""
    found: dict[int, list[int]] = {}
    for e in np.argsort(-state.instance.score, kind="stable").tolist():
        for p in (int(state.instance.a[e]), int(state.instance.b[e])):
            pairs = found.setdefault(p, [])
            if len(pairs) < MOST_PARTNERS:
                pairs.append(e)
    return found


def _exchanges(state: RepairState, grid: Grid, wanted: Ints, person: int, pairs: list[int]) -> Iterator[Exchange]:
    """The exchanges that give the person a meeting with one of their partners."""
    by_partner = {_other(grid, e, person): e for e in pairs if grid.when[e] == UNSCHEDULED}
    for x, e in by_partner.items():
        for held in {f for f in grid.at[x] if f != NO_PAIR}:
            if state.instance.required[held]:
                continue
            yield from _instead_of(state, grid, wanted, (person, e, held), by_partner.get(_other(grid, held, x)))


def _instead_of(
    state: RepairState, grid: Grid, wanted: Ints, who: tuple[int, int, int], second: int | None
) -> Iterator[Exchange]:
    """Cancel the pair held, and place the pair e in any slot, and with it the second pair, if there is one."""
    _, e, held = who
    score = state.instance.score
    before = _missing(grid, wanted, (e, held) if second is None else (e, held, second))
    slot = grid.remove(held)
    for t in bits(grid.options(e)):
        grid.place(e, t)
        placed = [(e, t)]
        later = 0 if second is None else grid.options(second)
        if later and second is not None:
            t2 = next(bits(later))
            grid.place(second, t2)
            placed.append((second, t2))
        after = _missing(grid, wanted, (e, held) if second is None else (e, held, second))
        lost = int(score[held]) - sum(int(score[f]) for f, _ in placed)
        for f, _ in placed:
            grid.remove(f)
        yield Exchange(held, tuple(placed), after - before, lost)
    grid.place(held, slot)


def _missing(grid: Grid, wanted: Ints, pairs: tuple[int, ...]) -> int:
    """What the people of these pairs have too few."""
    people = {p for e in pairs for p in (grid.a[e], grid.b[e])}
    return sum(max(0, int(wanted[p]) - grid.count[p]) for p in people)


def _other(grid: Grid, e: int, person: int) -> int:
    return grid.b[e] if grid.a[e] == person else grid.a[e]


def _apply(grid: Grid, exchange: Exchange) -> None:
    grid.remove(exchange.cancelled)
    for e, t in exchange.placed:
        grid.place(e, t)
