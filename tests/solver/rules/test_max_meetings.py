"""Each person's limit of meetings in total."""

from dataclasses import replace

from matchmaker.messages import Message
from solver import Status
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, people, problem, schedule, slots, who_met


def test_no_one_has_more_meetings_than_max_meetings():
    p = problem("ann bob cleo dan", "ann-bob:1 ann-cleo:2 ann-dan:3", slots(5))
    p = replace(p, people=people("ann", max_meetings=2) + people("bob cleo dan"))
    assert who_met(solve(p)) == {1, 2}


def test_more_required_meetings_than_max_meetings_are_infeasible_and_the_conflict_says_so():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(5))
    p = replace(
        p,
        pairs=tuple(replace(q, required=True) for q in p.pairs),
        people=people("ann bob cleo", max_meetings=1),
    )
    s = solve(p)
    assert s.status is Status.INFEASIBLE
    assert str(Message.of(s.conflict.finding)) == "ann must meet bob and cleo, but ann may have at most 1 meeting"


def test_the_verifier_counts_meetings():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2), people=people("ann bob cleo", max_meetings=1))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s1", "t0")))) == ["max-meetings"]


def test_the_verifier_uses_the_singular_for_one_meeting():
    p = problem("ann bob", "ann-bob", slots(1), people=people("ann", max_meetings=0) + people("bob"))
    (violation,) = verify(p, schedule(p, (0, "s0", "t0")))
    assert str(Message.of(violation.finding)) == "ann has 1 meeting, but may have at most 0"
