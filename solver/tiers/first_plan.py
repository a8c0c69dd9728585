"""A first plan: every required meeting placed, nothing else. It is never given away for a worse one."""

from dataclasses import replace
from typing import Final

import numpy as np

from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.smallest_conflict import explain, retell
from solver.instance.grid import Grid
from solver.sat.fewest_gaps import any_timetable
from solver.tiers.solve_state import Run
from solver.timetable.edge_coloring import timetable

CONFLICTS: Final = 5_000_000  # work for the search for any timetable


def construct(run: Run) -> tuple[str, ...]:
    """Give the run its first plan. Returns the conflict if there is none; neither where time ran out."""
    run.report("required meetings")
    found = contradictions(run.instance)
    if found:
        return retell(run.instance.problem, found, run.clock)
    grid = Grid(run.instance)
    left = timetable(grid, np.flatnonzero(run.instance.must).tolist(), run.clock)
    if not left and run.offer(grid.meetings()):
        return ()
    return _by_search(run)


def _by_search(run: Run) -> tuple[str, ...]:
    """Clauses decide; other pairs take part only where they could help to even out the gaps."""
    instance = run.instance
    if instance.problem.max_gap_spread is None:
        instance = replace(instance, allowed=instance.allowed & instance.must[:, None])
    possible, meetings = any_timetable(instance, CONFLICTS, run.clock)
    if possible is False:
        run.report("conflict")
        return explain(run.instance.problem, run.clock)
    if possible:
        run.offer(meetings)
    return ()
