"""On tiny problems with every rule of the contract, the solver agrees with complete enumeration."""

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
def test_status_values_and_bounds_agree_with_enumeration(seed):
    problem = random_problem(seed)
    assert_agrees(problem, all_values(problem))


@pytest.mark.parametrize("seed", range(16))
def test_each_tier_alone_is_solved_to_its_true_optimum(seed):
    known = all_values_of_small(seed)
    for tier in NAMES:
        assert_agrees(replace(small(seed), objective=objective(tier)), known)


@pytest.mark.parametrize("seed", range(16))
def test_later_tiers_use_at_most_the_slack_of_an_earlier_tier(seed):
    known = all_values_of_small(seed)
    for first, later in permutations(NAMES, 2):
        assert_agrees(replace(small(seed), objective=objective((first, 0.3), later)), known)


def small(seed):
    """A tight problem with one table, which keeps the enumeration small."""
    return tight_problem(seed, pairs=6, rooms=1)


@cache
def all_values_of_small(seed):
    return all_values(small(seed), most=8_000)


def assert_agrees(problem, known):
    """Assert that the solver agrees with `known`: the values of all schedules, None if there are too many."""
    if known is None:
        return
    schedule = solve(problem)
    if not known:
        assert schedule.status is Status.INFEASIBLE
        assert schedule.conflict
        return
    assert schedule.status is Status.OPTIMAL
    achieved = optimum(problem, known)
    for tier, (name, best), claim in zip(problem.objective, achieved, schedule.tiers, strict=True):
        assert (claim.tier, claim.bound) == (name, best)
        worst = limit(tier, best) if tier is not problem.objective[-1] else best
        assert claim.value in range(min(best, worst), max(best, worst) + 1)
