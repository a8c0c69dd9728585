"""On tiny problems with every rule of the contract the solver agrees with trying everything."""

import random
from dataclasses import replace
from functools import cache
from itertools import permutations

import pytest

from solver import Fixed, Pair, Person, Problem, Slot, Status, Table, Tier
from solver.solve import solve
from tests.solver.lively import lively
from tests.solver.making import objective
from tests.solver.oracle import all_values, limit, optimum

NAMES = ("minimums", "score", "gaps", "moves")


def some(r, names, chance):
    """All of them, or at random some."""
    return None if r.random() < chance else tuple(n for n in names if r.random() < 0.7)


def random_problem(seed: int) -> Problem:
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    count, blocks = r.randint(1, 4), r.randint(1, 2)
    slots = tuple(Slot(f"s{t}", f"b{t * blocks // count}") for t in range(count))
    names = [s.id for s in slots]
    tables = tuple(
        Table(f"t{k}", r.choice([1, 1, 1, 2]), some(r, names, 0.8), r.random() < 0.2) for k in range(r.randint(1, 3))
    )
    people = tuple(
        Person(
            f"p{i}",
            available=some(r, names, 0.7),
            min_meetings=r.choice([0, 0, 1, 2]),
            max_meetings=r.choice([None, None, 1, 2]),
            max_consecutive=r.choice([None, None, None, 1, 2]),
            table=r.choice([None, None, None, tables[0].id]),
        )
        for i in range(r.randint(2, 5))
    )
    pairs = tuple(random_pair(r, people, names, tables) for _ in range(r.randint(0, 5)))
    m = len(pairs)
    before = {tuple(r.sample(range(m), 2)) for _ in range(r.choice([0, 0, 1, 2]))} if m > 1 else set()
    order = r.sample(NAMES, r.randint(0, 4)) if r.random() < 0.6 else list(NAMES)
    objective = tuple(Tier(name, r.choice([0, 0, 0.2])) for name in order)
    spread = r.choice([None, None, None, 0, 1])
    return Problem(f"random {seed}", slots, tables, people, pairs, tuple(sorted(before)), spread, objective)


def random_pair(r, people, names, tables):
    a, b = r.sample(people, 2)
    fixed = None
    if r.random() < 0.15:
        where = r.choice([r.choice(tables).id, None])
        fixed = Fixed(r.choice(names) if where is None or r.random() < 0.5 else None, where)
    return Pair(a.id, b.id, r.randint(0, 9), r.random() < 0.3, some(r, names, 0.85), fixed)


@pytest.mark.parametrize("seed", range(80))
def test_status_values_and_bounds_are_the_true_ones(seed):
    problem = random_problem(seed)
    agrees(problem, all_values(problem))


@pytest.mark.parametrize("seed", range(16))
def test_each_tier_alone_is_solved_to_its_true_optimum(seed):
    truth = truth_of_lively(seed)
    for tier in NAMES:
        agrees(replace(small(seed), objective=objective(tier)), truth)


@pytest.mark.parametrize("seed", range(16))
def test_a_tier_may_give_its_slack_to_the_next_and_no_more(seed):
    truth = truth_of_lively(seed)
    for first, later in permutations(NAMES, 2):
        agrees(replace(small(seed), objective=objective((first, 0.3), later)), truth)


def small(seed):
    """With one table, so that there is not too much to try."""
    return lively(seed, pairs=6, rooms=1)


@cache
def truth_of_lively(seed):
    return all_values(small(seed), most=8_000)


def agrees(problem, truth):
    """Solving and trying everything give the same; where there is too much to try, other problems are enough."""
    if truth is None:
        return
    schedule = solve(problem, workers=1)
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
