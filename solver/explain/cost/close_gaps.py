"""Fewer gaps for some people by the same meetings in other slots: each of their Kempe chains that gains is swapped."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from solver.clock import Clock
from solver.instance.grid import Grid
from solver.instance.sentinels import NO_PAIR
from solver.timetable.annealing.close_gaps import close_gaps
from solver.timetable.annealing.state import make_state
from solver.timetable.edge_coloring import replace_meetings

LONGEST: Final = 24
ROUNDS: Final = 3
PORTION: Final = 500  # meetings between two looks at the clock


def tighten(grid: Grid, people: Iterable[int], clock: Clock) -> None:
    """Descend for a few rounds; nothing gets worse."""
    mine = np.array(sorted({e for p in people for e in grid.at[p] if e != NO_PAIR}), dtype=np.int64)
    state, moved = make_state(grid, longest=LONGEST), 1
    portions = [mine[begin : begin + PORTION] for begin in range(0, len(mine), PORTION)]
    for _ in range(ROUNDS):
        if moved:
            moved = sum(close_gaps(state, portion) for portion in portions if not clock.over())
    replace_meetings(grid, state.meetings())
