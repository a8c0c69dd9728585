"""On tiny problems with every rule of the contract the solver agrees with trying everything."""

from dataclasses import replace
from functools import cache
from itertools import permutations

import pytest

from solver import Status
from solver.solve import solve
from tests.solver.builders import objective
from tests.solver.oracle import all_values, limit, optimum
from tests.solver.random_problems import random_problem, tight_problem

NAMES = ("minimums", "score", "gaps", "moves")


@pytest.mark.parametrize("seed", range(80))
def test_status_values_and_bounds_are_the_true_ones(seed):
    problem = random_problem(seed)
    agrees(problem, all_values(problem))


@pytest.mark.parametrize("seed", range(16))
def test_each_tier_alone_is_solved_to_its_true_optimum(seed):
    truth = truth_of_tight(seed)
    for tier in NAMES:
        agrees(replace(small(seed), objective=objective(tier)), truth)


@pytest.mark.parametrize("seed", range(16))
def test_a_tier_may_give_its_slack_to_the_next_and_no_more(seed):
    truth = truth_of_tight(seed)
    for first, later in permutations(NAMES, 2):
        agrees(replace(small(seed), objective=objective((first, 0.3), later)), truth)


def small(seed):
    """With one table, so that there is not too much to try."""
    return tight_problem(seed, pairs=6, rooms=1)


@cache
def truth_of_tight(seed):
    return all_values(small(seed), most=8_000)


def agrees(problem, truth):
    """Solving and trying everything give the same; where there is too much to try, other problems are enough."""
    if truth is None:
        return
    schedule = solve(problem)
    if not truth:
        assert schedule.status is Status.INFEASIBLE
        assert schedule.conflict
        return
    assert schedule.status is Status.OPTIMAL
    achieved = optimum(problem, truth)
    for tier, (name, best), stated in zip(problem.objective, achieved, schedule.tiers, strict=True):
        assert (stated.tier, stated.bound) == (name, best)
        worst = limit(tier, best) if tier is not problem.objective[-1] else best
        assert stated.value in range(min(best, worst), max(best, worst) + 1)
