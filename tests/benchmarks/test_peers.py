"""The peers solve the same problem as the project: they keep every rule, and the exact one finds the true optimum."""

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
def test_one_model_finds_what_trying_everything_finds(seed: int) -> None:
    p = random_problem(seed)
    truth = all_values(p)
    schedule = cp_sat.solve(p, EFFORT)
    assert verify(p, schedule) == []
    if truth is None:
        return
    if not truth:
        assert schedule.status is Status.INFEASIBLE
        return
    # moves are not modelled, and whatever tier comes after them is not held back by them
    found = [(t.tier, t.bound) for t in schedule.tiers if t.tier != "moves"]
    assert found == optimum(without_moves(p), truth)


def without_moves(p: Problem) -> Problem:
    return replace(p, objective=tuple(t for t in p.objective if t.tier != "moves"))


@pytest.mark.parametrize("seed", range(200, 260))
def test_greedy_breaks_no_rule_but_those_it_does_not_look_at(seed: int) -> None:
    p = random_problem(seed)
    left_out = {Rule.REQUIRED, Rule.GAP_SPREAD}
    assert {b.code for b in verify(p, greedy.solve(p, EFFORT))} <= left_out


def test_greedy_takes_the_worthiest_first() -> None:
    p = problem("ann bob cleo dan", "ann-bob:5 bob-cleo:6 cleo-dan:5", slots(1), objective=objective("score"))
    s = greedy.solve(p, EFFORT)
    assert (who_met(s), values(s)) == ({1}, {"score": 6})


def test_one_model_proves_the_whole() -> None:
    p = problem("ann bob cleo dan", "ann-bob:5 bob-cleo:6 cleo-dan:5", slots(1), objective=objective("score", "gaps"))
    s = cp_sat.solve(p, EFFORT)
    assert (s.status, bounds(s)) == ("optimal", {"score": 10, "gaps": 0})
