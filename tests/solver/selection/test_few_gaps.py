"""The selection with few gaps: its lower bound of the gaps holds, and it keeps the values of earlier tiers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import Problem
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.instance.instance import Instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.selection.few_gaps import IMPOSSIBLE, KeptValues, least_gaps_by_count, relax_few_gaps, slopes
from solver.selection.few_gaps_program import choose_few_gaps
from solver.selection.selector import Selector
from solver.solve import solve
from solver.tiers.candidate import gaps_by_person
from tests.solver.builders import NO_PROOFS, bounds, objective, problem, slots, values
from tests.solver.oracle import Values, all_values
from tests.solver.random_problems import medium_problem, random_problem, tight_problem

numbers = st.integers(0, 9_999)
problems = numbers.map(random_problem) | numbers.map(lambda seed: tight_problem(seed, pairs=6, rooms=1))


def all_values_of(p: Problem) -> list[Values]:
    """The tier values of all schedules; small problems only."""
    known = all_values(p, most=3_000)
    assume(known)
    return known or []


@settings(max_examples=30, deadline=None)
@given(problems, st.integers(0, 6), st.none() | st.integers(0, 2))
def test_no_schedule_that_keeps_the_values_has_fewer_gaps_than_the_bound(p, less, shortfall):
    known = all_values_of(p)
    most = max(v["score"] for v in known)
    limit = None if shortfall is None else min(v["minimums"] for v in known) + shortfall
    kept = [v for v in known if v["score"] >= most - less and (limit is None or v["minimums"] <= limit)]
    assume(kept)
    relaxed = relax_few_gaps(
        compile_instance(p), KeptValues(most - less, limit), Clock(60.0), DEFAULT_PARAMETERS.few_gaps
    )
    assert relaxed is None or relaxed.bound <= min(v["gaps"] for v in kept)


SCATTERED = problem("ann bob cleo", "ann-bob:5 ann-cleo:5 bob-cleo:1", slots(5), objective=objective("score", "gaps"))
SCATTERED = replace(SCATTERED, people=(replace(SCATTERED.people[0], available=("s0", "s4")), *SCATTERED.people[1:]))


@pytest.mark.parametrize(("score", "gaps"), [(11, 1), (10, 1), (6, 0), (0, 0)])
def test_the_bound_takes_scattered_availability_into_account(score, gaps):
    """Ann's two meetings have a gap between them, unless she gives one up."""
    relaxed = relax_few_gaps(compile_instance(SCATTERED), KeptValues(score), Clock(60.0), DEFAULT_PARAMETERS.few_gaps)
    assert relaxed is not None
    assert relaxed.bound == gaps


def test_slack_of_the_score_is_traded_for_fewer_gaps():
    p = replace(SCATTERED, objective=objective(("score", 0.5), "gaps"))
    s = solve(p, parameters=NO_PROOFS)
    assert (values(s)["gaps"], bounds(s)["gaps"]) == (0, 0)
    assert values(s)["score"] in (6, 10)


@given(numbers.map(random_problem))
def test_least_gaps_equal_those_of_the_best_choice_of_slots(p):
    instance = compile_instance(p)
    curves = least_gaps_by_count(instance)
    for person in range(instance.people):
        usable = np.flatnonzero(instance.usable[person]).tolist()
        for count in range(instance.slots + 1):
            choices = [gaps_of(instance, chosen_slots) for chosen_slots in combinations(usable, count)]
            assert min(curves[person, count], IMPOSSIBLE) == min(choices, default=IMPOSSIBLE)


def gaps_of(instance: Instance, chosen_slots: tuple[int, ...]) -> int:
    """Gaps of a person busy in these slots."""
    busy = np.zeros((1, instance.slots), dtype=bool)
    busy[0, list(chosen_slots)] = True
    return int(gaps_by_person(instance, busy)[0])


@given(st.lists(st.integers(0, 30), min_size=1, max_size=9))
def test_slopes_are_those_of_the_lower_convex_hull(curve):
    steps = list(slopes(np.array(curve)))
    assert steps == sorted(steps)
    hull = list(accumulate(steps, initial=Fraction(curve[0])))
    assert hull == [min(chords(curve, i)) for i in range(len(curve))]


def chords(curve: list[int], i: int) -> list[Fraction]:
    """Heights at i of all lines from a point at or before i to a point at or after it."""
    before, after = range(i + 1), range(i, len(curve))
    return [curve[j] + (Fraction(curve[k] - curve[j], k - j) * (i - j) if k > j else 0) for j in before for k in after]


@pytest.mark.parametrize("seed", range(4))
def test_the_chosen_pairs_keep_the_score_and_all_minimums(seed):
    p = medium_problem(seed)
    availability = {"p1": ("s0", "s3", "s6"), "p2": ("s1", "s3", "s5", "s7"), "p3": ("s0", "s2")}
    p = replace(p, people=tuple(replace(q, available=availability.get(q.id), min_meetings=2) for q in p.people))
    instance = compile_instance(p)
    floor = KeptValues(int(0.9 * Selector(instance, DEFAULT_PARAMETERS.selection).score_bound(None)), 0)
    relaxed = relax_few_gaps(instance, floor, Clock(60.0), DEFAULT_PARAMETERS.few_gaps)
    assert relaxed is not None
    chosen = choose_few_gaps(instance, floor, instance.min_meetings, relaxed, Clock(60.0), DEFAULT_PARAMETERS)
    assert chosen is not None
    pairs = np.flatnonzero(chosen)
    count = np.bincount(np.concatenate([instance.a[pairs], instance.b[pairs]]), minlength=instance.people)
    assert instance.score[pairs].sum() >= floor.score
    assert (count >= instance.min_meetings).all()
    assert (count <= instance.attainable).all()
    gaps = least_gaps_by_count(instance)[np.arange(instance.people), count]
    assert relaxed.bound <= gaps.sum() <= relaxed.bound + 1


@pytest.mark.parametrize("least", [[2, 0, 0], [0, 0, 1]])
def test_there_is_no_selection_if_a_minimum_cannot_be_filled(least):
    instance = compile_instance(problem("ann bob cleo", "ann-bob:5", slots(2)))
    relaxed = relax_few_gaps(instance, KeptValues(0), Clock(60.0), DEFAULT_PARAMETERS.few_gaps)
    assert relaxed is not None
    assert (
        choose_few_gaps(instance, KeptValues(0), np.array([0, 1, 0]), relaxed, Clock(60.0), DEFAULT_PARAMETERS)
        is not None
    )
    assert choose_few_gaps(instance, KeptValues(0), np.array(least), relaxed, Clock(60.0), DEFAULT_PARAMETERS) is None
