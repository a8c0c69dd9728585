"""Closes gaps of some people by hill climbing: swaps each of their Kempe chains that reduces the gaps."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from solver.clock import Clock
from solver.instance.grid import Grid
from solver.instance.sentinels import NO_PAIR
from solver.parameters import SearchParameters
from solver.timetable.annealing.close_gaps import close_gaps
from solver.timetable.annealing.state import make_state
from solver.timetable.edge_coloring import replace_meetings

PORTION: Final = 500  # meetings between two looks at the clock


def close_gaps_of(grid: Grid, people: Iterable[int], clock: Clock, parameters: SearchParameters) -> None:
    """Climb for a few rounds; no swap adds gaps."""
    mine = np.array(sorted({e for p in people for e in grid.at[p] if e != NO_PAIR}), dtype=np.int64)
    chains = replace(parameters.annealing, max_chain_meetings=parameters.explain.max_chain_meetings)
    state, moved = make_state(grid, parameters=chains), 1
    portions = [mine[begin : begin + PORTION] for begin in range(0, len(mine), PORTION)]
    for _ in range(parameters.explain.gap_rounds):
        if moved:
            moved = sum(close_gaps(state, portion) for portion in portions if not clock.over())
    replace_meetings(grid, state.meetings())
