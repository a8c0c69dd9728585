from dataclasses import replace

from solver import Pair, Person
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, problem, schedule, slot_of, slots


def test_people_meet_only_when_both_are_available():
    p = problem("ann bob", "ann-bob", slots(3))
    p = replace(p, people=(Person("ann", available=("s0", "s2")), Person("bob", available=("s1", "s2"))))
    assert slot_of(solve(p), 0) == "s2"


def test_people_who_are_never_free_together_do_not_meet():
    p = problem("ann bob", "ann-bob", slots(2))
    p = replace(p, people=(Person("ann", available=("s0",)), Person("bob", available=("s1",))))
    assert solve(p).meetings == ()


def test_a_person_who_is_never_available_meets_no_one():
    p = problem("ann bob cleo", "ann-bob:9 bob-cleo", slots(2))
    p = replace(p, people=(Person("ann", available=()), Person("bob"), Person("cleo")))
    assert [(m.a, m.b) for m in solve(p).meetings] == [("bob", "cleo")]


def test_a_pair_meets_only_in_its_own_slots():
    p = replace(problem("ann bob", "ann-bob", slots(3)), pairs=(Pair("ann", "bob", 1, slots=("s1",)),))
    assert slot_of(solve(p), 0) == "s1"


def test_the_verifier_reports_a_meeting_outside_the_availability():
    p = replace(problem("ann bob", "ann-bob", slots(2)), people=(Person("ann", available=("s0",)), Person("bob")))
    assert codes(verify(p, schedule(p, (0, "s1", "t0")))) == ["not-available"]


def test_the_verifier_reports_a_meeting_outside_the_pairs_slots():
    p = replace(problem("ann bob", "ann-bob", slots(2)), pairs=(Pair("ann", "bob", slots=("s0",)),))
    assert codes(verify(p, schedule(p, (0, "s1", "t0")))) == ["pair-slots"]
