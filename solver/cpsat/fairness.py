"""Fairness constraints: how many people have fewer meetings, or a smaller share, than a level."""

import numpy as np

from solver.arrays import Ints
from solver.cpsat.model import Lit, Model
from solver.fairness.order import WHOLE, FairnessProfile
from solver.wrappers.cp_sat import cp_model


def keep_fairness(model: Model, floor: int, profile: FairnessProfile | None) -> None:
    """No one falls below the floor; with a profile, no level has more people below it than in the profile."""
    for p, most in enumerate(model.instance.ideal.meetings.tolist()):
        if min(floor, most):
            model.cp.add(count_of(model, p) >= min(floor, most))
    if profile is None:
        return
    for i in _steps(profile.below, model.instance.people):
        model.cp.add(sum(below_count(model, i + 1)) <= int(profile.below[i]))
    for i in _steps(profile.below_share, model.instance.people):
        model.cp.add(sum(below_share(model, i + 1)) <= int(profile.below_share[i]))


def _steps(below: Ints, people: int) -> list[int]:
    """Levels after which the number rises: a limit there implies that of lower levels with the same number."""
    return [int(i) for i in np.flatnonzero(np.diff(np.append(below, people)))]


def count_of(model: Model, person: int) -> cp_model.LinearExprT:
    """The person's number of meetings."""
    return sum(model.used[person].values())


def score_of(model: Model, person: int) -> cp_model.LinearExprT:
    """The sum of the scores of the person's meetings."""
    score = model.instance.score
    return sum(int(score[e]) * lit for e in model.at(person) for lit in model.meets[e].values())


def below_count(model: Model, level: int) -> list[Lit]:
    """A literal for each person, which holds if the person has fewer meetings than the level."""
    lits: list[Lit] = []
    for p in range(model.instance.people):
        lits.append(model.cp.new_bool_var(""))
        model.cp.add(count_of(model, p) >= level).only_enforce_if(~lits[-1])
    return lits


def below_share(model: Model, share: int | cp_model.IntVar) -> list[Lit]:
    """A literal for each person who can have a score: it holds if the share is below `share` thousandths."""
    lits: list[Lit] = []
    for p, ideal in enumerate(model.instance.ideal.score.tolist()):
        if ideal:
            lits.append(model.cp.new_bool_var(""))
            model.cp.add(WHOLE * score_of(model, p) >= ideal * share).only_enforce_if(~lits[-1])
    return lits
