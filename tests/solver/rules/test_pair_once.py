"""Each entry of `pairs` is at most one meeting; two people with several entries may have several meetings."""

from dataclasses import replace

from solver import Fixed, Status
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, objective, pairs, people, problem, schedule, slot_of, slots, values, who_met


def test_each_entry_is_a_meeting_of_its_own():
    p = problem("ann bob", "ann-bob:3 ann-bob:4 bob-ann:5", slots(3))
    s = solve(p)
    assert who_met(s) == {0, 1, 2}
    assert {slot_of(s, i) for i in range(3)} == {"s0", "s1", "s2"}


def test_with_too_few_slots_the_entries_with_the_highest_scores_take_place():
    p = problem("ann bob", "ann-bob:3 ann-bob:4 ann-bob:5", slots(2))
    s = solve(p)
    assert (who_met(s), s.status) == ({1, 2}, "optimal")


def test_every_entry_counts_against_max_meetings():
    p = problem("ann bob", "ann-bob:3 ann-bob:4", slots(3), people=people("ann bob", max_meetings=1))
    assert who_met(solve(p)) == {1}


def test_every_entry_counts_towards_min_meetings():
    p = problem("ann bob", "ann-bob:0 ann-bob:0", slots(3), people=people("ann bob", min_meetings=2))
    assert values(solve(p))["minimums"] == 0


def test_several_meetings_of_two_people_follow_each_other_at_one_table():
    p = problem("ann bob", "ann-bob ann-bob ann-bob", slots(5), objective=objective("score", "gaps", "moves"))
    assert values(solve(p)) == {"score": 3, "gaps": 0, "moves": 0}


def test_entries_of_the_same_two_people_can_be_ordered():
    p = problem("ann bob", "ann-bob ann-bob", slots(2), before=((1, 0),))
    s = solve(p)
    assert (slot_of(s, 1), slot_of(s, 0)) == ("s0", "s1")


def test_one_entry_may_be_fixed_and_another_not():
    p = problem("ann bob", "", slots(3), pairs=pairs("ann-bob:1 ann-bob:1"))
    first, second = p.pairs
    s = solve(replace(p, pairs=(replace(first, fixed=Fixed("s2", "t4")), second)))
    assert slot_of(s, 0) == "s2"
    assert len(s.meetings) == 2


def test_more_required_entries_than_slots_are_infeasible():
    p = problem("ann bob", "", slots(2), pairs=pairs("ann-bob ann-bob ann-bob", required=True))
    s = solve(p)
    assert s.status is Status.INFEASIBLE
    assert s.conflict


def test_the_verifier_reports_an_entry_held_twice_and_two_meetings_at_once():
    p = problem("ann bob", "ann-bob ann-bob", slots(2))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (0, "s1", "t0")))) == ["pair-once"]
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s0", "t1")))) == ["double-booked", "double-booked"]
    assert verify(p, schedule(p, (0, "s0", "t0"), (1, "s1", "t0"))) == []
