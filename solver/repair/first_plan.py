"""The first plan of a repair: every meeting that can stay, and every required one."""

from dataclasses import replace
from typing import Final

import numpy as np

from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.smallest_conflict import explain, retell
from solver.instance.grid import FREE, Grid
from solver.repair.improve import EXCHANGES, LEAST, budget_of, weighing_of
from solver.repair.kept_meetings import NONE
from solver.repair.proof import fewest_changes
from solver.repair.repair_state import RepairRun
from solver.tiers.first_plan import construct
from solver.tiers.proof import provable
from solver.timetable.annealing.annealer import Cooling, Keep, Prices, Walk
from solver.timetable.edge_coloring import by_freedom

MISSING: Final = 1_000  # times the best pair: a required meeting that has no slot yet


def first_plan(run: RepairRun) -> tuple[str, ...]:
    """What stands of the previous schedule, and every required meeting. Gives the conflict if there is one."""
    run.report("what stands")
    found = contradictions(run.instance)
    if found:
        return retell(run.instance.problem, found, run.clock)
    # gaps are counted once all are there: on the way there are some that the next meeting closes
    anyhow = replace(run.instance, problem=replace(run.instance.problem, max_gap_spread=None))
    grid = _standing(run, Grid(anyhow))
    if _offer(run, grid) or _offer(run, _standing(run, Grid(run.instance))) or _offer(run, _with_required(run, grid)):
        return ()
    if provable(run, "score"):
        return _by_clauses(run)
    return construct(run)


def _standing(run: RepairRun, grid: Grid) -> Grid:
    """The grid with all kept meetings that it lets be where they were."""
    home = run.home.slot
    for e in by_freedom(run.instance, np.flatnonzero(home != NONE)):
        if grid.options(e) >> int(home[e]) & 1:
            grid.place(e, int(home[e]))
    return grid


def _offer(run: RepairRun, grid: Grid) -> bool:
    """Whether that is a plan within the budget."""
    missing = run.instance.must & (np.array(grid.when, dtype=np.int64) == FREE)
    return not missing.any() and run.offer(grid.meetings())


def _by_clauses(run: RepairRun) -> tuple[str, ...]:
    """The plan with the fewest changes, or why there is none within the budget."""
    run.report("fewest changes")
    answer = fewest_changes(run)
    if answer.feasible is False:
        return explain(run.instance.problem, run.clock)
    if answer.feasible:
        run.offer(answer.meetings, answer.tables)
    if run.plan is not None or run.budget is None or answer.bound is None or answer.bound <= run.budget:
        return ()
    whom = "people with changes" if run.by_people else "of the earlier meetings moved or cancelled"
    return (f"the rules need at least {answer.bound} {whom}; the limit is {run.budget}",)


def _with_required(run: RepairRun, grid: Grid) -> Grid:
    """Walk until the required meetings have slots."""
    run.report("required meetings")
    heavy = MISSING * (int(run.instance.score.max(initial=0)) + 1)
    worth = run.instance.score + heavy * run.instance.must
    walk = Walk(grid, weighing_of(run, worth))
    cooling = Cooling(LEAST, heavy / MISSING, heavy / MISSING / 100, EXCHANGES)
    walk.anneal(cooling, Prices(score=1, changes=heavy / MISSING / 10), Keep(changes=budget_of(run)), run.clock)
    found = Grid(run.instance)
    found.load(walk.meetings())
    return found
