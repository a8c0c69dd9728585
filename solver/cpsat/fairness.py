"""Fairness as clauses: who has fewer meetings, or a smaller share, than a level."""

import numpy as np
from ortools.sat.python import cp_model

from solver.arrays import Ints
from solver.cpsat.model import Lit, Model
from solver.fairness.order import WHOLE, FairnessProfile


def keep_fairness(model: Model, floor: int, order: FairnessProfile | None) -> None:
    """Nobody falls below the floor; with an order, no level has more people below it."""
    for p, most in enumerate(model.instance.ideal.meetings.tolist()):
        if min(floor, most):
            model.cp.add(count_of(model, p) >= min(floor, most))
    if order is None:
        return
    for i in _steps(order.below, model.instance.people):
        model.cp.add(sum(few(model, i + 1)) <= int(order.below[i]))
    for i in _steps(order.poorer, model.instance.people):
        model.cp.add(sum(poor(model, i + 1)) <= int(order.poorer[i]))


def _steps(below: Ints, people: int) -> list[int]:
    """Where the numbers rise: what holds there holds at the lower levels of the same number too."""
    return [int(i) for i in np.flatnonzero(np.diff(np.append(below, people)))]


def count_of(model: Model, person: int) -> cp_model.LinearExprT:
    """The person's meetings."""
    return sum(model.used[person].values())


def got_by(model: Model, person: int) -> cp_model.LinearExprT:
    """The sum of the scores of the person's meetings."""
    score = model.instance.score
    return sum(int(score[e]) * lit for e in model.at(person) for lit in model.meets[e].values())


def few(model: Model, level: int) -> list[Lit]:
    """Literals that hold wherever a person has fewer meetings than the level."""
    lits: list[Lit] = []
    for p in range(model.instance.people):
        lits.append(model.cp.new_bool_var(""))
        model.cp.add(count_of(model, p) >= level).only_enforce_if(~lits[-1])
    return lits


def poor(model: Model, share: int | cp_model.IntVar) -> list[Lit]:
    """The same for people whose share is below so many thousandths; who cannot have any score never is."""
    lits: list[Lit] = []
    for p, ideal in enumerate(model.instance.ideal.score.tolist()):
        if ideal:
            lits.append(model.cp.new_bool_var(""))
            model.cp.add(WHOLE * got_by(model, p) >= ideal * share).only_enforce_if(~lits[-1])
    return lits
