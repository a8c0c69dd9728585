"""A first plan: every required meeting placed, nothing else. It is never given away for a worse one."""

from dataclasses import replace
from typing import Final

import numpy as np

from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.smallest_conflict import explain, retell
from solver.instance.grid import Grid
from solver.sat.fewest_gaps import any_timetable
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import assign_slots

CONFLICTS: Final = 5_000_000  # work for the search for any timetable


def find_first_candidate(state: SolveState) -> tuple[str, ...]:
    """Give the run its first plan. Returns the conflict if there is none; neither where time ran out."""
    state.report("required meetings")
    found = contradictions(state.instance)
    if found:
        return retell(state.instance.problem, found, state.clock)
    grid = Grid(state.instance)
    left = assign_slots(grid, np.flatnonzero(state.instance.required).tolist(), state.clock)
    if not left and state.offer(grid.meetings()):
        return ()
    return _by_search(state)


def _by_search(state: SolveState) -> tuple[str, ...]:
    """Clauses decide; other pairs take part only where they could help to even out the gaps."""
    instance = state.instance
    if instance.problem.max_gap_spread is None:
        instance = replace(instance, allowed=instance.allowed & instance.required[:, None])
    possible, meetings = any_timetable(instance, CONFLICTS, state.clock)
    if possible is False:
        state.report("conflict")
        return explain(state.instance.problem, state.clock)
    if possible:
        state.offer(meetings)
    return ()
