"""Openings: the stated limit of the gain holds, and the gain that was found can be achieved."""

from dataclasses import replace

import numpy as np
import pytest

from solver import Problem, Status, Table
from solver.explain.gain.candidates import hours, places
from solver.explain.gain.candidates import slots as more_slots
from solver.explain.gain.candidates import tables as more_tables
from solver.explain.gain.gain_bounds import gain_bounds
from solver.explain.gain.openings import best_openings
from solver.explain.view import View, view_of
from solver.instance.compile import compile_instance
from solver.solve import solve
from tests.solver.builders import objective, problem, slots
from tests.solver.explain.words import words
from tests.solver.oracle import all_values, optimum
from tests.solver.random_problems import medium_problem, random_problem
from tests.solver.refusals import refused


def best_score(p: Problem) -> int | None:
    """The score of an optimal schedule, by brute force."""
    values = all_values(p)
    return None if not values else dict(optimum(p, values))["score"]


def allowed_if_always_available(p: Problem) -> np.ndarray:
    return compile_instance(replace(p, people=tuple(replace(q, available=None) for q in p.people))).allowed


def highest_score(p: Problem) -> int | None:
    """The highest score of any schedule, regardless of the other tiers."""
    values = all_values(p)
    return max(v["score"] for v in values) if values else None


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("tiers", [("score",), ("minimums", "score")])
def test_no_opening_gains_more_than_its_limit(seed, tiers):
    p = replace(random_problem(seed), objective=objective(*tiers))
    s = solve(p)
    truth = best_score(p)
    if truth is None or s.status is not Status.OPTIMAL:
        return
    view = view_of(p, s)
    found = gain_bounds(view, allowed_if_always_available(p))
    every = [*hours(view, found, None, 99), *places(view, found, None, 99), *more_tables(view, 99), *more_slots(view)]
    for candidate in every:
        reached = highest_score(candidate.problem)
        assert reached is None or reached - truth <= candidate.limit


@pytest.mark.parametrize("seed", range(60))
def test_the_gain_found_is_at_most_the_proven_limit(seed):
    p = replace(random_problem(seed), objective=objective("score"))
    s = solve(p)
    if s.status is not Status.OPTIMAL or not all_values(p):
        return
    for opening in best_openings(p, s, few=99):
        assert 0 <= opening.found <= opening.at_most
        assert words(opening).endswith(" more.")


def solved_view(p: Problem) -> View:
    return view_of(p, solve(p))


def test_one_more_hour_lets_a_person_meet_someone_else():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:4", slots(2), objective=objective("score"))
    p = replace(p, people=(replace(p.people[0], available=("s0",)), *p.people[1:]))
    opening = best_openings(p, solve(p))[0]
    assert (opening.kind, opening.person, opening.slot, opening.found, opening.at_most) == ("hour", "ann", "s1", 4, 4)
    assert opening.new == (1,)
    assert words(opening) == "If ann is available at s1: 4 points more."


def test_a_person_who_has_as_many_meetings_as_allowed_gains_by_one_more():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:4", slots(2), objective=objective("score"))
    p = replace(p, people=(replace(p.people[0], max_meetings=1), *p.people[1:]))
    opening = best_openings(p, solve(p))[0]
    assert (opening.kind, opening.person, opening.found, opening.at_most) == ("place", "ann", 4, 4)


def test_one_more_table_or_slot_adds_a_meeting():
    p = problem("ann bob cleo dan", "ann-bob:9 cleo-dan:4", slots(1), where=1, objective=objective("score"))
    table, slot = best_openings(p, solve(p))
    assert (table.kind, table.slot, table.table, table.found, table.at_most) == ("table", "s0", None, 4, 4)
    assert (slot.kind, slot.slot, slot.found) == ("slot", "s0", 4)


def test_one_more_table_gains_at_most_the_score_of_the_best_meeting_that_it_adds():
    p = problem("a b c d e f", "a-b:9 c-d:4 e-f:2", slots(1), where=1, objective=objective("score"))
    assert [candidate.limit for candidate in more_tables(solved_view(p), 9)] == [4]


def test_a_person_who_makes_the_number_of_people_even_allows_one_more_meeting():
    p = problem("ann bob cleo dan", "ann-bob:5 ann-cleo:5 bob-cleo:5 ann-dan:5", slots(1), objective=objective("score"))
    p = replace(p, people=(*p.people[:3], replace(p.people[3], available=())))
    view = solved_view(p)
    assert view.values["score"] == 5
    found = gain_bounds(view, allowed_if_always_available(p))
    assert [candidate.limit for candidate in hours(view, found, None, 9)] == [5]


def test_opening_an_own_table_in_one_more_slot_adds_a_meeting():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:4", slots(2), objective=objective("score"))
    p = replace(p, tables=(Table("booth", slots=("s0",)), Table("t1")))
    p = replace(p, people=(replace(p.people[0], table="booth"), *p.people[1:]))
    opening = best_openings(p, solve(p))[0]
    assert (opening.kind, opening.table, opening.slot, opening.found) == ("table", "booth", "s1", 4)


def test_an_opening_can_meet_a_minimum():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:0", slots(2), objective=objective("minimums", "score"))
    p = replace(
        p, people=(replace(p.people[0], available=("s0",)), *(replace(q, min_meetings=1) for q in p.people[1:]))
    )
    first = best_openings(p, solve(p))[0]
    assert (first.kind, first.filled) == ("hour", 1)
    assert "1 more minimum met" in words(first)


def test_the_openings_for_one_person_are_only_of_that_person():
    p = replace(medium_problem(2), objective=objective("score"))
    p = replace(p, people=tuple(replace(q, available=("s0", "s1")) if q.id == "p3" else q for q in p.people))
    found = best_openings(p, solve(p, time_limit=5), "p3")
    assert {opening.person for opening in found} == {"p3"}
    assert {opening.kind for opening in found} == {"hour"}


def test_an_event_that_lacks_nothing_has_no_openings():
    p = problem("ann bob", "ann-bob:9", slots(2), objective=objective("score"))
    assert best_openings(p, solve(p)) == ()


def test_an_unknown_person_is_rejected():
    p = problem("ann bob", "ann-bob:9", slots(2))
    with refused('no person "eve"'):
        best_openings(p, solve(p), "eve")
