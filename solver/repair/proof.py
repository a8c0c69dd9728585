"""Small problems: the clause model with the changes counted in it, so that what is best within the budget is proven."""

from collections import defaultdict
from typing import Any, Final

import numpy as np
from ortools.sat.python import cp_model

from solver.cpsat.fairness_levels import raise_worst
from solver.cpsat.model import Lit, Model
from solver.cpsat.moves import add_seats
from solver.cpsat.solve_model import Answer, Effort, hint, keeping, run_model, search
from solver.cpsat.tiers import cost
from solver.instance.instance import FLOATING
from solver.problem import TierName
from solver.repair.kept_meetings import NONE
from solver.repair.repair_state import RepairRun

WORK: Final = 1.0  # deterministic units for one search


def prove(run: RepairRun, tier: TierName) -> None:
    """Improve the tier within the budget as far as clauses can, and bound it with the budget and without."""
    if tier == "fairness":
        _raise(run)
        return
    answer = _best_within(run, tier)
    if answer.feasible:
        run.offer(answer.meetings, answer.tables)
    if answer.bound is not None:
        run.limit(tier, answer.bound)
    if run.bent and not run.closed(tier):
        free = search(run.instance, tier, run.kept, run.best.meetings, _effort(run), run.clock, run.kept_order)
        if free.bound is not None:
            run.bound(tier, free.bound)


def fewest_changes(run: RepairRun) -> Answer:
    """A timetable that keeps the rules, and what the tiers reached, with as few changes as can be; `bound`: at least
    so many are needed."""
    model = keeping(run.instance, "minimums", run.kept, run.kept_order)
    model.cp.minimize(count_changes(run, model))
    hint(model, run.plan.meetings if run.plan is not None else ())
    return run_model(model, "minimums", _effort(run), run.clock)


def count_changes(run: RepairRun, model: Model) -> cp_model.LinearExprT:
    """Kept meetings that are not where they were, or people who have any: at least what `RepairRun.count` counts."""
    stays = _stays(run, model)
    if not run.by_people:
        return sum(~lit for lit in stays.values())
    people: dict[int, Lit] = {}
    for e, lit in stays.items():
        for p in (int(run.instance.a[e]), int(run.instance.b[e])):
            if p not in people:
                people[p] = model.cp.new_bool_var("")
            model.cp.add_implication(~lit, people[p])
    return sum(people.values())


def _stays(run: RepairRun, model: Model) -> dict[int, Lit]:
    """A literal for each kept meeting that may hold only where it has its slot and its table."""
    home = run.home
    stays: dict[int, Lit] = {int(e): model.cp.new_bool_var("") for e in np.flatnonzero(home.slot != NONE)}
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for e, lit in stays.items():
        t, k = int(home.slot[e]), int(home.table[e])
        model.cp.add_implication(lit, model.meets[e][t])
        if run.instance.place[e] == FLOATING:
            at[t, k].append(e)
    contested = False
    for (t, k), loose in at.items():
        bound = [int(f) for f in np.flatnonzero((run.instance.place == k) & run.instance.allowed[:, t])]
        room = int(run.instance.capacity[k, t])
        if len(loose) + len(bound) > room:
            contested = True
            model.cp.add(sum(stays[e] for e in loose) + sum(model.meets[f][t] for f in bound) <= room)
    _seat(run, model, stays, contested)
    return stays


def _seat(run: RepairRun, model: Model, stays: dict[int, Lit], contested: bool) -> None:
    """Tables in the model, where it matters which of several meetings keeps the one that they all had."""
    if contested and not model.seats:
        add_seats(model)
    if model.seats:
        for e, lit in stays.items():
            model.cp.add_implication(lit, model.seats[e][int(run.home.slot[e]), int(run.home.table[e])])


def _within(run: RepairRun, tier: TierName) -> tuple[Model, Any]:
    model = keeping(run.instance, tier, run.kept, run.kept_order)
    changes = count_changes(run, model)
    if run.budget is not None:
        model.cp.add(changes <= run.budget)
    hint(model, run.best.meetings)
    return model, changes


def _best_within(run: RepairRun, tier: TierName) -> Answer:
    model, changes = _within(run, tier)
    aim: Any = cost(model, tier)  # a number where nothing counts: the types cannot add those
    model.cp.minimize(aim + run.price * changes)
    return run_model(model, tier, _effort(run), run.clock)


def _raise(run: RepairRun) -> None:
    model, _ = _within(run, "fairness")
    raised = raise_worst(model, Effort(run.seed, WORK), run.clock)
    if raised.answer is not None:
        run.offer(raised.answer.meetings, raised.answer.tables)
    if raised.floor is not None:
        run.limit("fairness", raised.floor)
    if not run.bent:
        run.fairest = raised.proven


def _effort(run: RepairRun) -> Effort:
    return Effort(run.seed, WORK)
