"""The tier fairness: the worst-off first, by number of meetings, then by share of the ideal score."""

import random
from dataclasses import replace

import numpy as np
import pytest

from solver import Person, Problem, Status, Tier
from solver.clock import Clock
from solver.fairness.limits import fewest_missing, missing_meetings, share_limit
from solver.fairness.order import floor_of, profile_of, shares, totals
from solver.fairness.report import PersonFairness, fairness_of
from solver.files.formats import read_problem, read_schedule, write_problem, write_schedule
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.selection.selector import shortfall_bound
from solver.solve import solve
from solver.verify import tier_values, verify
from tests.solver.builders import bounds, codes, objective, people, problem, schedule, slots, values
from tests.solver.fairness import fairness_oracle
from tests.solver.oracle import all_meetings
from tests.solver.random_problems import medium_problem, random_problem


def fair_problem(seed: int) -> Problem:
    """A random tiny problem with the tier fairness in its objective."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    tiers = [*r.sample(["minimums", "score", "gaps", "moves"], r.randint(0, 2)), "fairness"]
    r.shuffle(tiers)
    return replace(random_problem(seed), objective=tuple(Tier(name, r.choice([0, 0, 0.5])) for name in tiers))


@pytest.mark.parametrize("seed", range(120))
def test_profile_and_floor_are_truly_optimal(seed):
    p = fair_problem(seed)
    schedules = all_meetings(p, most=1_000)
    if not schedules:
        return  # too many schedules to enumerate, or none
    s = solve(p)
    achieved, orders = fairness_oracle.fair_optimum(p, schedules)
    assert s.status is Status.OPTIMAL
    assert [(t.tier, t.bound) for t in s.tiers] == achieved
    assert fairness_oracle.order(p, s.meetings) in orders
    assert tier_values(p, s.meetings)["fairness"] == fairness_oracle.floor_of(p, s.meetings)


def test_a_first_meeting_comes_before_a_second_one_with_a_higher_score():
    p = problem("ann bob cleo", "ann-bob:90 ann-bob:90 ann-cleo:1", slots(2), objective=objective("fairness", "score"))
    p = replace(p, people=(Person("ann", max_meetings=2), *people("bob cleo")))
    s = solve(p)
    assert (values(s), s.status) == ({"fairness": 1, "score": 91}, "optimal")


def test_with_equal_numbers_of_meetings_the_smallest_share_is_raised():
    """Ann and Bob have one meeting each; with 9 + 1, Bob and Dan would reach only a fifth of their ideal scores."""
    p = problem(
        "ann bob cleo dan", "ann-cleo:9 ann-dan:5 bob-cleo:5 bob-dan:1", slots(1), objective=objective("fairness")
    )
    assert {m.pair for m in solve(p).meetings} == {1, 2}
    assert {m.pair for m in solve(replace(p, objective=objective("score"))).meetings} in ({0, 3}, {1, 2})


def test_with_slack_later_tiers_keep_only_the_floor():
    p = problem(
        "ann bob cleo dan",
        "ann-cleo:9 ann-dan:5 bob-cleo:5 bob-dan:2",
        slots(1),
        objective=objective("fairness", "score"),
    )
    assert values(solve(p)) == {"fairness": 1, "score": 10}
    assert values(solve(replace(p, objective=objective(("fairness", 0.1), "score")))) == {"fairness": 1, "score": 11}


def test_a_person_without_possible_meetings_does_not_lower_the_floor():
    p = problem("ann bob cleo", "ann-bob ann-bob", slots(2), objective=objective("fairness"))
    s = solve(p)
    assert (values(s)["fairness"], bounds(s)["fairness"], s.status) == (2, 2, "optimal")


def test_the_verifier_recomputes_the_floor():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1), objective=objective("fairness"))
    s = schedule(p, (0, "s0", "t0"))
    assert (values(s), verify(p, s)) == ({"fairness": 0}, [])
    assert codes(verify(p, replace(s, tiers=(replace(s.tiers[0], value=1),)))) == ["tier-value"]
    assert codes(verify(p, replace(s, tiers=(replace(s.tiers[0], bound=-1.0),)))) == ["tier-bound"]


def test_the_files_contain_the_tier():
    p = problem("ann bob", "ann-bob", slots(1), objective=objective("score", ("fairness", 0.5)))
    assert read_problem(write_problem(p)) == p
    s = schedule(p, (0, "s0", "t0"))
    assert read_schedule(write_schedule(s)) == s


@pytest.mark.parametrize("seed", range(20))
def test_one_flow_bounds_every_level_as_well_as_a_flow_for_each(seed):
    instance = compile_instance(medium_problem(seed))
    each = [shortfall_bound(replace(instance, min_meetings=np.full(20, k))) for k in range(1, 9)]
    assert fewest_missing(instance).tolist() == each


@pytest.mark.parametrize("seed", range(3))
def test_a_larger_event_is_as_fair_as_proven_possible(seed):
    p = replace(medium_problem(seed), objective=objective("fairness"))
    instance = compile_instance(p)
    s = solve(p)
    count, got = totals(instance, np.array([m.pair for m in s.meetings]))
    assert verify(p, s) == []
    assert values(s) == bounds(s)
    assert missing_meetings(count, 8).tolist() == fewest_missing(instance).tolist()
    limit = share_limit(instance, Clock(10.0), DEFAULT_PARAMETERS.fairness)
    assert shares(instance.ideal, got).min() <= limit.thousandths


@pytest.mark.parametrize("seed", range(40))
def test_solver_and_verifier_compute_the_same_floor(seed):
    p = replace(random_problem(seed), objective=objective("fairness"))
    schedules = all_meetings(p, most=300) or []
    for meetings in schedules[:: max(1, len(schedules) // 5)]:
        pairs = np.array([m.pair for m in meetings], dtype=np.int64)
        instance = compile_instance(p)
        assert floor_of(instance, profile_of(instance, pairs).below) == tier_values(p, meetings)["fairness"]


def test_the_report_lists_every_level_and_every_person():
    p = problem("ann bob cleo dan", "ann-bob:8 ann-cleo:2 bob-cleo:4", slots(2), objective=objective("fairness"))
    report = fairness_of(p, schedule(p, (0, "s0", "t0")))
    assert (report.floor, report.floor_limit, report.share) == (
        0,
        1,
        0.0,
    )  # of three people one is unmatched in every slot
    assert [(v.meetings, v.people, v.missing, v.least) for v in report.levels] == [(1, 2, 2, 1), (2, 4, 6, 4)]
    assert report.people["ann"] == PersonFairness(1, 2, 0.8)
    assert report.people["dan"] == PersonFairness(0, 0, 1.0)
