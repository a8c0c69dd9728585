from dataclasses import replace

from solver import Table
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, objective, problem, schedule, slots, who_met


def test_a_slot_holds_as_many_meetings_as_tables():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1), where=1)
    assert len(solve(p).meetings) == 1


def test_the_meeting_with_the_higher_score_gets_the_only_table():
    p = problem("ann bob cleo dan", "ann-bob:3 cleo-dan:5", slots(1), where=1)
    assert who_met(solve(p)) == {1}


def test_without_tables_no_one_meets_and_that_is_proven_optimal():
    s = solve(problem("ann bob", "ann-bob", slots(2), where=0, objective=objective("score")))
    assert (s.status, s.meetings, s.tiers[0].bound) == ("optimal", (), 0)


def test_a_table_of_capacity_2_holds_two_meetings_at_once():
    p = replace(problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1)), tables=(Table("hall", capacity=2),))
    assert len(solve(p).meetings) == 2


def test_tables_of_capacity_2_and_1_hold_three_meetings():
    whom = "a-b c-d e-f g-h"
    p = problem("a b c d e f g h", whom, slots(1), tables=(Table("hall", capacity=2), Table("nook")))
    s = solve(p)
    assert sorted(m.table for m in s.meetings) == ["hall", "hall", "nook"]


def test_a_table_of_capacity_0_holds_no_meeting():
    p = replace(problem("ann bob", "ann-bob", slots(1)), tables=(Table("broken", capacity=0),))
    assert solve(p).meetings == ()


def test_the_verifier_counts_the_meetings_at_a_table():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s0", "t0")))) == ["table-capacity"]
    hall = replace(p, tables=(Table("t0", capacity=2),))
    assert verify(hall, schedule(hall, (0, "s0", "t0"), (1, "s0", "t0"))) == []
