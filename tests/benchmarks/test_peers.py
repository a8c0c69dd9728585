"""The peer methods solve the same problem: they keep every rule, and the exact one finds the optimum."""

from dataclasses import replace

import pytest

from solver import Status
from solver.problem import Problem, Rule
from solver.verify.verify import verify
from tests.benchmarks.peers import cp_sat, greedy
from tests.benchmarks.peers.command import Effort
from tests.solver.builders import bounds, objective, problem, slots, values, who_met
from tests.solver.oracle import all_values, optimum
from tests.solver.random_problems import random_problem

EFFORT = Effort(time_limit=60.0, workers=1, seed=0)


@pytest.mark.parametrize("seed", range(200, 240))
def test_one_model_agrees_with_enumeration(seed: int) -> None:
    p = random_problem(seed)
    known = all_values(p)
    schedule = cp_sat.solve(p, EFFORT)
    assert verify(p, schedule) == []
    if known is None:
        return
    if not known:
        assert schedule.status is Status.INFEASIBLE
        return
    # moves are not modelled, so they do not restrict later tiers
    bounds_found = [(t.tier, t.bound) for t in schedule.tiers if t.tier != "moves"]
    assert bounds_found == optimum(without_moves(p), known)


def without_moves(p: Problem) -> Problem:
    return replace(p, objective=tuple(t for t in p.objective if t.tier != "moves"))


@pytest.mark.parametrize("seed", range(200, 260))
def test_greedy_breaks_only_the_rules_that_it_ignores(seed: int) -> None:
    p = random_problem(seed)
    ignored = {Rule.REQUIRED, Rule.GAP_SPREAD}
    assert {b.code for b in verify(p, greedy.solve(p, EFFORT))} <= ignored


def test_greedy_takes_the_highest_score_first() -> None:
    p = problem("ann bob cleo dan", "ann-bob:5 bob-cleo:6 cleo-dan:5", slots(1), objective=objective("score"))
    s = greedy.solve(p, EFFORT)
    assert (who_met(s), values(s)) == ({1}, {"score": 6})


def test_one_model_proves_all_tiers() -> None:
    p = problem("ann bob cleo dan", "ann-bob:5 bob-cleo:6 cleo-dan:5", slots(1), objective=objective("score", "gaps"))
    s = cp_sat.solve(p, EFFORT)
    assert (s.status, bounds(s)) == ("optimal", {"score": 10, "gaps": 0})
