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
        self.kept: list[int] | None = None  # every pair's slot at the best; None while we stand there

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
            self._note(change)
            swap(grid, pairs, t, u)

    def _change(self, ends: list[tuple[int, int]], both: int) -> int:
        """Gaps gained; somebody at both ends changes nothing (the chain would be a ring)."""
        gaps, busy = self.grid.gaps, self.grid.busy
        return sum(gaps(busy[p] ^ both) - gaps(busy[p]) for p, _ in ends)

    def _note(self, change: int) -> None:
        """Count the change that is about to be made; whoever leaves the best remembers it."""
        self.now += change
        if self.now < self.best:
            self.best = self.now
            self.kept = None
        elif self.kept is None:
            self.kept = self.grid.when.copy()

    def back_to_best(self) -> None:
        """Leave the timetable as it was at the best."""
        if self.kept is None:
            return
        moved = [e for e in self.movable if self.grid.when[e] != self.kept[e]]
        for e in moved:
            self.grid.remove(e)
        self.grid.load((e, self.kept[e]) for e in moved)
        self.now, self.kept = self.best, None
