"""Small problems: CP-SAT with the changes counted, which proves what is best within the budget."""

from collections import defaultdict
from typing import Any

import numpy as np

from solver.cpsat.fairness_levels import find_fairest
from solver.cpsat.model import Lit, Model
from solver.cpsat.moves import add_seats
from solver.cpsat.solve_model import Answer, Effort, hint, model_of_tier, run_model, search
from solver.cpsat.tiers import cost
from solver.instance.sentinels import NO_TABLE_BOUND, UNSCHEDULED
from solver.problem import TierName
from solver.repair.repair_state import RepairState
from solver.wrappers.cp_sat import cp_model


def prove(state: RepairState, tier: TierName) -> None:
    """Improve the tier within the budget by CP-SAT, and bound it with and without the budget."""
    if tier == "fairness":
        _improve_fairness(state)
        return
    answer = _best_within_budget(state, tier)
    if answer.feasible:
        state.offer(answer.meetings, answer.tables)
    if answer.bound is not None:
        state.limit(tier, answer.bound)
    if state.restricted and not state.closed(tier):
        free = search(
            state.instance, tier, state.kept, state.best.meetings, _effort(state), state.clock, state.kept_profile
        )
        if free.bound is not None:
            state.bound(tier, free.bound)


def fewest_changes(state: RepairState) -> Answer:
    """A timetable that keeps the rules, and what the tiers reached, with as few changes as possible; `bound`: the
    least number of changes."""
    model = model_of_tier(state.instance, "minimums", state.kept, state.kept_profile)
    model.cp.minimize(count_changes(state, model))
    hint(model, state.incumbent.meetings if state.incumbent is not None else ())
    return run_model(model, "minimums", _effort(state), state.clock)


def count_changes(state: RepairState, model: Model) -> cp_model.LinearExprT:
    """Kept meetings that are not where they were, or people who have any: at least what `RepairState.count` counts."""
    stays = _stays(state, model)
    if not state.by_people:
        return sum(~lit for lit in stays.values())
    people: dict[int, Lit] = {}
    for e, lit in stays.items():
        for p in (int(state.instance.a[e]), int(state.instance.b[e])):
            if p not in people:
                people[p] = model.cp.new_bool_var("")
            model.cp.add_implication(~lit, people[p])
    return sum(people.values())


def _stays(state: RepairState, model: Model) -> dict[int, Lit]:
    """A literal for each kept meeting that may hold only where it has its slot and its table."""
    kept = state.kept_meetings
    stays: dict[int, Lit] = {int(e): model.cp.new_bool_var("") for e in np.flatnonzero(kept.slot != UNSCHEDULED)}
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for e, lit in stays.items():
        t, k = int(kept.slot[e]), int(kept.table[e])
        model.cp.add_implication(lit, model.meets[e][t])
        if state.instance.bound_table[e] == NO_TABLE_BOUND:
            at[t, k].append(e)
    contested = False
    for (t, k), floating in at.items():
        bound = [int(f) for f in np.flatnonzero((state.instance.bound_table == k) & state.instance.allowed[:, t])]
        capacity = int(state.instance.capacity[k, t])
        if len(floating) + len(bound) > capacity:
            contested = True
            model.cp.add(sum(stays[e] for e in floating) + sum(model.meets[f][t] for f in bound) <= capacity)
    _seat(state, model, stays, contested)
    return stays


def _seat(state: RepairState, model: Model, stays: dict[int, Lit], contested: bool) -> None:
    """Add tables to the model where several meetings had the same one and not all can keep it."""
    if contested and not model.seats:
        add_seats(model)
    if model.seats:
        for e, lit in stays.items():
            model.cp.add_implication(
                lit, model.seats[e][int(state.kept_meetings.slot[e]), int(state.kept_meetings.table[e])]
            )


def _model_within_budget(state: RepairState, tier: TierName) -> tuple[Model, Any]:
    model = model_of_tier(state.instance, tier, state.kept, state.kept_profile)
    changes = count_changes(state, model)
    if state.budget is not None:
        model.cp.add(changes <= state.budget)
    hint(model, state.best.meetings)
    return model, changes


def _best_within_budget(state: RepairState, tier: TierName) -> Answer:
    model, changes = _model_within_budget(state, tier)
    objective: Any = cost(model, tier)  # a plain number where nothing counts, which the types cannot add
    model.cp.minimize(objective + state.price * changes)
    return run_model(model, tier, _effort(state), state.clock)


def _improve_fairness(state: RepairState) -> None:
    model, _ = _model_within_budget(state, "fairness")
    fairest = find_fairest(model, Effort(state.seed, state.parameters.repair.proof_work), state.clock)
    if fairest.answer is not None:
        state.offer(fairest.answer.meetings, fairest.answer.tables)
    if fairest.floor is not None:
        state.limit("fairness", fairest.floor)
    if not state.restricted:
        state.profile_proven = fairest.proven


def _effort(state: RepairState) -> Effort:
    return Effort(state.seed, state.parameters.repair.proof_work)
