from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, problem, schedule, slot_of, slots, values, who_met


def test_two_meetings_of_one_person_take_two_slots():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    s = solve(p)
    assert {slot_of(s, 0), slot_of(s, 1)} == {"s0", "s1"}


def test_with_one_slot_the_meeting_with_the_higher_score_takes_place():
    p = problem("ann bob cleo", "ann-bob:3 ann-cleo:5", slots(1))
    s = solve(p)
    assert who_met(s) == {1}
    assert values(s)["score"] == 5


def test_a_cycle_of_three_pairs_needs_three_slots():
    p = problem("ann bob cleo", "ann-bob bob-cleo cleo-ann", slots(2))
    assert len(solve(p).meetings) == 2


def test_the_verifier_reports_a_double_booking():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s0", "t1")))) == ["double-booked"]
