"""`min_meetings` is not a hard rule: the missing meetings are counted and minimised."""

from dataclasses import replace

from solver import Person
from solver.solve import solve
from tests.solver.builders import bounds, objective, people, problem, slots, values, who_met


def test_a_minimum_that_cannot_be_reached_does_not_make_a_problem_infeasible():
    p = problem("ann bob", "ann-bob", slots(2), people=people("ann bob", min_meetings=2))
    s = solve(p)
    assert (s.status, values(s)["minimums"], bounds(s)["minimums"]) == ("optimal", 2, 2)


def test_only_the_sum_of_missing_meetings_counts():
    """Ann's one slot serves the minimum of either bob or cleo: the score decides."""
    p = problem("ann bob cleo", "ann-bob:1 ann-cleo:2", slots(1))
    s = solve(replace(p, people=(Person("ann"), *people("bob cleo", min_meetings=1))))
    assert (who_met(s), values(s)["minimums"], s.status) == ({1}, 1, "optimal")


def test_meetings_above_one_persons_minimum_do_not_offset_anothers():
    p = problem("ann bob cleo dan", "ann-bob ann-cleo", slots(3))
    s = solve(replace(p, people=(*people("ann bob cleo", min_meetings=1), Person("dan", min_meetings=1))))
    assert values(s)["minimums"] == 1


def test_a_meeting_counts_towards_the_minimums_of_both():
    p = problem("ann bob cleo dan", "ann-bob:0 bob-cleo:9 ann-dan:9", slots(1), where=1)
    s = solve(replace(p, people=(*people("ann bob", min_meetings=1), *people("cleo dan"))))
    assert (who_met(s), values(s)["minimums"]) == ({0}, 0)


def test_a_minimum_above_max_meetings_is_missed_by_the_difference():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), objective=objective("minimums", "score"))
    s = solve(replace(p, people=(Person("ann", min_meetings=3, max_meetings=1), *people("bob cleo"))))
    assert (values(s), s.status) == ({"minimums": 2, "score": 1}, "optimal")
