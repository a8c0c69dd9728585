from dataclasses import replace

from matchmaker.messages import Message
from solver import Status
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, problem, schedule, slot_of, slots, who_met


def test_the_first_pair_meets_in_an_earlier_slot():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(2), before=((1, 0),))
    s = solve(p)
    assert (slot_of(s, 1), slot_of(s, 0)) == ("s0", "s1")


def test_without_an_earlier_slot_only_one_of_the_two_pairs_meets():
    p = problem("ann bob cleo dan", "ann-bob:1 cleo-dan:5", slots(1), before=((0, 1),))
    assert who_met(solve(p)) == {1}


def test_a_cycle_of_required_pairs_is_infeasible_and_the_conflict_names_every_link():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(3), before=((0, 1), (1, 0)))
    s = solve(replace(p, pairs=tuple(replace(q, required=True) for q in p.pairs)))
    assert s.status is Status.INFEASIBLE
    assert str(Message.of(s.conflict.finding)) == (
        "ann and bob must meet, and cleo and dan must meet, but "
        "ann and bob meet before cleo and dan, and cleo and dan meet before ann and bob"
    )


def test_the_verifier_reports_a_pair_that_meets_too_late():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(2), before=((0, 1),))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s0", "t1")))) == ["before"]
