"""Chooses the pairs for the tiers minimums and score, and chooses again if they have no timetable."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from solver.cpsat.solve_model import Effort, search
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.instance.sentinels import UNSCHEDULED
from solver.problem import TierName
from solver.selection.integer_program import SelectionObjective
from solver.selection.odd_set_cuts import odd_sets
from solver.selection.selector import Selection, Selector, shortfall_bound
from solver.selection.shared_capacity import SharedCapacity
from solver.tiers.solve_state import SolveState
from solver.timetable.edge_coloring import assign_slots


def choose_pairs(state: SolveState, tier: TierName) -> None:
    """Bound the tier, choose pairs and assign slots; capacities that the choice exceeds are cuts of the next round."""
    cuts: tuple[SharedCapacity, ...] = ()
    for _ in range(state.parameters.pair_choice.rounds):
        selector = Selector(guarded(state), state.parameters.selection, cuts)
        bound_tier(state, tier, selector)
        if state.closed(tier) or (cuts and state.clock.over()):
            return
        cuts_found = _choose(state, tier, selector)
        if not cuts_found:
            return
        cuts = (*cuts, *cuts_found)


def guarded(state: SolveState) -> Instance:
    """The instance with minimums that preserve the floor reached by an earlier tier fairness."""
    floor = state.kept.get("fairness")
    if floor is None:
        return state.instance
    least = np.minimum(floor, state.instance.ideal.meetings)
    if state.tier == "minimums" or "minimums" in state.kept:
        least = np.maximum(least, state.instance.min_meetings)
    return replace(state.instance, min_meetings=least)


def objective_of(state: SolveState) -> SelectionObjective:
    """Weights that rank the earlier of the two tiers first, and keep the shortfall within that of earlier tiers."""
    order = [t.tier for t in state.instance.problem.objective]
    dominating = 2 * int(state.instance.score.max(initial=0)) + 1
    if "fairness" in state.kept and state.tier == "score":
        return SelectionObjective(score=1, shortfall=dominating * 4, allowed_shortfall=state.kept.get("minimums", 0))
    if "minimums" not in order:
        return SelectionObjective(score=1, shortfall=0)
    if "score" not in order:
        return SelectionObjective(score=0, shortfall=1)
    if order.index("minimums") < order.index("score"):
        return SelectionObjective(score=1, shortfall=dominating * 4, allowed_shortfall=state.kept.get("minimums"))
    return SelectionObjective(score=4 * state.instance.slots + 1, shortfall=1)


def _choose(state: SolveState, tier: TierName, selector: Selector) -> Sequence[SharedCapacity]:
    """Choose pairs, assign slots and offer the result; returns the capacities that the choice exceeds."""
    objective = objective_of(state)
    state.report("choosing pairs")
    selection = selector.select(objective, state.clock)
    _record_bound(state, tier, objective, selection)
    state.report("finding slots")
    grid = _kept_grid(state, selection)
    chosen = np.flatnonzero(selection.pairs).tolist()
    unplaced = assign_slots(grid, [e for e in chosen if grid.when[e] == UNSCHEDULED], state.clock, state.parameters)
    state.offer(grid.meetings())
    if not unplaced or state.closed(tier) or state.clock.over():
        return ()
    cuts_found = odd_sets(state.instance, selection.pairs, state.parameters.selection.odd_set_people)
    return cuts_found or _decide_by_cp_sat(state, selection)


def _decide_by_cp_sat(state: SolveState, selection: Selection) -> Sequence[SharedCapacity]:
    """If the pairs are few, search with CP-SAT for a timetable of them; if there is none, return a cut.

    Other pairs may meet, too, where that can make a timetable possible: a further meeting may close a gap.
    """
    spread_limited = state.instance.problem.max_gap_spread is not None
    allowed = state.instance.allowed if spread_limited else state.instance.allowed & selection.pairs[:, None]
    if allowed.sum() > state.parameters.pair_choice.max_choices:
        return ()
    instance = replace(state.instance, required=selection.pairs, allowed=allowed)
    effort = Effort(state.seed, state.parameters.pair_choice.proof_work)
    answer = search(instance, None, {}, state.best.meetings, effort, state.clock)
    if answer.feasible:
        state.offer(answer.meetings)
    return () if answer.feasible is not False else (SharedCapacity(selection.pairs, int(selection.pairs.sum()) - 1),)


def _kept_grid(state: SolveState, selection: Selection) -> Grid:
    """A grid of the incumbent's meetings that are chosen again."""
    grid = Grid(state.instance)
    kept = selection.pairs | state.instance.required
    grid.load((e, t) for e, t in state.best.meetings if kept[e])
    return grid


def bound_tier(state: SolveState, tier: TierName, selector: Selector | None = None) -> None:
    """Record the bound of the relaxation."""
    selector = Selector(guarded(state), state.parameters.selection) if selector is None else selector
    if tier == "minimums":
        state.bound(tier, shortfall_bound(state.instance))
    else:
        state.bound(tier, selector.score_bound(objective_of(state).allowed_shortfall))


def _record_bound(state: SolveState, tier: TierName, objective: SelectionObjective, selection: Selection) -> None:
    """Record the bound that the integer program proved for its objective as a bound of the score."""
    if tier == "score" and selection.bound is not None:
        free_shortfall = (
            0
            if objective.allowed_shortfall is not None
            else objective.shortfall * int(state.instance.min_meetings.sum())
        )
        state.bound(tier, (selection.bound + free_shortfall) // objective.score)
