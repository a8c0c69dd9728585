"""The first incumbent: all required meetings and no others."""

from dataclasses import replace

import numpy as np

from solver.conflict import Conflict
from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.smallest_conflict import explain_contradictions, explain_infeasibility
from solver.instance.grid import Grid
from solver.sat.fewest_gaps import any_timetable
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import assign_slots


def find_first_candidate(state: SolveState) -> Conflict | None:
    """Set the first incumbent. Returns the conflict if none is possible; without either, the time ran out."""
    state.report("required meetings")
    found = contradictions(state.instance)
    if found:
        return explain_contradictions(state.instance.problem, found, state.clock, state.parameters.infeasibility)
    grid = Grid(state.instance)
    unplaced = assign_slots(grid, np.flatnonzero(state.instance.required).tolist(), state.clock, state.parameters)
    if not unplaced and state.offer(grid.meetings()):
        return None
    return _search_by_sat(state)


def _search_by_sat(state: SolveState) -> Conflict | None:
    """Search by SAT. Optional pairs are included only if a limit on the spread of gaps could require them."""
    instance = state.instance
    if instance.problem.max_gap_spread is None:
        instance = replace(instance, allowed=instance.allowed & instance.required[:, None])
    possible, meetings = any_timetable(instance, state.parameters.first_candidate.conflicts, state.clock)
    if possible is False:
        state.report("conflict")
        return explain_infeasibility(state.instance.problem, state.clock, state.parameters.infeasibility)
    if possible:
        state.offer(meetings)
    return None
