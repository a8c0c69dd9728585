"""The first candidate of a repair: every meeting that can stay, and every required one."""

from dataclasses import replace

import numpy as np

from solver.conflict import Conflict
from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.smallest_conflict import explain_contradictions, explain_infeasibility
from solver.instance.grid import Grid
from solver.instance.sentinels import UNSCHEDULED
from solver.repair.budget_error import BudgetError
from solver.repair.improve import annealing_input, budget_of
from solver.repair.proof import fewest_changes
from solver.repair.repair_state import RepairState
from solver.tiers.first_candidate import find_first_candidate
from solver.tiers.proof import provable
from solver.timetable.annealing.annealer import Annealer, CoolingSchedule, CostLimits, CostWeights
from solver.timetable.edge_coloring import most_constrained_first


def first_candidate(state: RepairState) -> Conflict | None:
    """Keep what is still possible of the previous schedule and place required meetings; return the conflict if any.

    Raises BudgetError if the rules are proven to need more changes than the budget allows.
    """
    conflict = _first_candidate(state)
    if state.repair.only_as_needed and state.incumbent is not None:
        _take_fewest_changes(state)
        state.allow_no_more_changes()
    return conflict


def _take_fewest_changes(state: RepairState) -> None:
    """On problems small enough for the exact model: replace the incumbent by one with the fewest changes."""
    if state.count(state.best) and provable(state, "score"):
        state.report("fewest changes")
        answer = fewest_changes(state)
        if answer.feasible:
            state.incumbent = None
            state.offer(answer.meetings, answer.tables)


def _first_candidate(state: RepairState) -> Conflict | None:
    state.report("kept meetings")
    found = contradictions(state.instance)
    if found:
        return explain_contradictions(state.instance.problem, found, state.clock, state.parameters.infeasibility)
    # the limit on gaps is tested at the end: later meetings may close earlier gaps
    without_gap_spread = replace(state.instance, problem=replace(state.instance.problem, max_gap_spread=None))
    grid = _with_kept_meetings(state, Grid(without_gap_spread))
    if (
        _offer(state, grid)
        or _offer(state, _with_kept_meetings(state, Grid(state.instance)))
        or _offer(state, _with_required_meetings(state, grid))
    ):
        return None
    if provable(state, "score"):
        return _with_fewest_changes(state)
    return find_first_candidate(state)


def _with_kept_meetings(state: RepairState, grid: Grid) -> Grid:
    """The grid with all kept meetings that can stay in their slots."""
    kept_slot = state.kept_meetings.slot
    for e in most_constrained_first(state.instance, np.flatnonzero(kept_slot != UNSCHEDULED)):
        if grid.options(e) >> int(kept_slot[e]) & 1:
            grid.place(e, int(kept_slot[e]))
    return grid


def _offer(state: RepairState, grid: Grid) -> bool:
    """Whether the grid gives a candidate within the budget."""
    missing = state.instance.required & (np.array(grid.when, dtype=np.int64) == UNSCHEDULED)
    return not missing.any() and state.offer(grid.meetings())


def _with_fewest_changes(state: RepairState) -> Conflict | None:
    """Find the candidate with the fewest changes, or return why there is none. Raises BudgetError."""
    state.report("fewest changes")
    answer = fewest_changes(state)
    if answer.feasible is False:
        return explain_infeasibility(state.instance.problem, state.clock, state.parameters.infeasibility)
    if answer.feasible:
        state.offer(answer.meetings, answer.tables)
    if state.incumbent is not None or state.budget is None or answer.bound is None or answer.bound <= state.budget:
        return None
    raise BudgetError(least=answer.bound, budget=state.budget, by_people=state.by_people)


def _with_required_meetings(state: RepairState, grid: Grid) -> Grid:
    """Anneal until the required meetings have slots."""
    state.report("required meetings")
    parameters, best = state.parameters.repair, int(state.instance.score.max(initial=0)) + 1
    weight = state.instance.score + parameters.required_weight * best * state.instance.required
    annealer = Annealer(grid, annealing_input(state, weight), state.parameters.annealing)
    cooling = CoolingSchedule(parameters.min_steps, best, best / 100, parameters.exchange_share)
    annealer.anneal(cooling, CostWeights(score=1, changes=best / 10), CostLimits(changes=budget_of(state)), state.clock)
    found = Grid(state.instance)
    found.load(annealer.meetings())
    return found
