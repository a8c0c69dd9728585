"""Fewer gaps with the same meetings: annealing over Kempe chains (Morgenstern and Shapiro's moves for colouring).

A move takes a meeting to another slot and swaps whatever hangs on to it. Only the chain's two ends change when they
are busy, so a try costs a few steps. The amount of work is fixed by the size, not by the clock.
"""

import math
import random
from typing import Final

from solver.grid import Grid
from solver.kempe import chain, swap, swap_fits
from solver.limits import Clock

LONGEST_CHAIN: Final = 24
HOT: Final = 0.5  # a worsening by one is accepted one time in seven
COLD: Final = 0.15
CHECK: Final = 512  # tries between two looks at the clock


def anneal(grid: Grid, tries: int, seed: int, clock: Clock, share: float = 1.0) -> int:
    """Move meetings about for at most `tries` tries, and that share of the time left.

    Leaves the best timetable seen and gives its gaps. Where time is short, the cooling keeps pace with it.
    """
    search = _Search(grid, seed)
    begin, seconds = clock.elapsed(), max(1e-9, share * clock.left())
    for step in range(tries):
        if step % CHECK == 0:
            done = max(step / tries, (clock.elapsed() - begin) / seconds)
            if done >= 1 or clock.over():
                break
            search.heat = HOT * (COLD / HOT) ** done
        search.move()
        if not search.best:
            break
    search.back_to_best()
    return search.best


class _Search:
    """The walk: current gaps, the best seen, and the swaps made since then."""

    def __init__(self, grid: Grid, seed: int) -> None:
        self.grid = grid
        self.random = random.Random(seed).random  # noqa: S311  (a search, not a secret)
        self.heat = HOT
        self.movable = [e for e, _ in grid.meetings() if grid.allowed[e].bit_count() > 1]
        self.now = self.best = sum(grid.gaps(busy) for busy in grid.busy)
        self.since: list[tuple[int, int, int]] = []  # swaps since the best: a pair, its slot before, and after

    def move(self) -> None:
        """Propose one chain and decide."""
        if not self.movable:
            return
        grid = self.grid
        e = self.movable[int(self.random() * len(self.movable))]
        t = grid.when[e]
        u = int(self.random() * len(grid.at[0]))
        if u == t:
            return
        found = chain(grid, e, t, u, LONGEST_CHAIN)
        if found is None or not found[1]:
            return
        pairs, ends = found
        change = self._change(ends, (1 << t) | (1 << u))
        if change > 0 and self.random() >= math.exp(-change / self.heat):
            return
        if swap_fits(grid, pairs, ends, t, u):
            swap(grid, pairs, t, u)
            self._record(e, t, u, change)

    def _change(self, ends: list[tuple[int, int]], both: int) -> int:
        """Gaps gained; somebody at both ends changes nothing (the chain would be a ring)."""
        gaps, busy = self.grid.gaps, self.grid.busy
        return sum(gaps(busy[p] ^ both) - gaps(busy[p]) for p, _ in ends)

    def _record(self, e: int, t: int, u: int, change: int) -> None:
        self.now += change
        if self.now < self.best:
            self.best = self.now
            self.since.clear()
        else:
            self.since.append((e, t, u))

    def back_to_best(self) -> None:
        """Undo the swaps made since the best, last first."""
        for e, t, u in reversed(self.since):
            found = chain(self.grid, e, u, t, len(self.movable) + self.grid.instance.pairs)
            if found is None:
                raise RuntimeError("a Kempe swap could not be undone")
            swap(self.grid, found[0], u, t)
        self.since.clear()
