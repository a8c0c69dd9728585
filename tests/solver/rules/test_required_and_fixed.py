from dataclasses import replace

import pytest

from solver import Fixed, Pair, Status
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, problem, schedule, slots, who_met


def test_a_required_meeting_goes_before_one_with_a_higher_score():
    p = problem("ann bob cleo", "ann-bob ann-cleo:99", slots(1))
    p = replace(p, pairs=(replace(p.pairs[0], required=True), p.pairs[1]))
    assert who_met(solve(p)) == {0}


@pytest.mark.parametrize("fixed", [Fixed(slot="s1"), Fixed(table="t2"), Fixed("s2", "t1")])
def test_a_fixed_slot_and_a_fixed_table_are_kept(fixed):
    p = replace(problem("ann bob", "ann-bob", slots(3)), pairs=(Pair("ann", "bob", fixed=fixed),))
    (meeting,) = solve(p).meetings
    assert fixed.slot in (None, meeting.slot)
    assert fixed.table in (None, meeting.table)


def test_two_meetings_fixed_to_one_table_and_slot_are_infeasible():
    fixed = Fixed("s0", "t0")
    p = replace(
        problem("ann bob cleo dan", "ann-bob", slots(2)),
        pairs=(Pair("ann", "bob", fixed=fixed), Pair("cleo", "dan", fixed=fixed)),
    )
    assert solve(p).status is Status.INFEASIBLE


def test_the_verifier_reports_a_missing_required_meeting():
    p = problem("ann bob", "ann-bob", slots(1))
    p = replace(p, pairs=(Pair("ann", "bob", required=True),))
    assert codes(verify(p, schedule(p))) == ["required"]


def test_the_verifier_reports_a_fixed_meeting_that_was_moved():
    p = replace(problem("ann bob", "ann-bob", slots(2)), pairs=(Pair("ann", "bob", fixed=Fixed("s0", "t0")),))
    assert codes(verify(p, schedule(p, (0, "s1", "t1")))) == ["fixed-slot", "fixed-table"]
