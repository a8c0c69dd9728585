"""A table may be closed in some slots."""

from dataclasses import replace

from solver import Fixed, Pair, Person, Status, Table
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, people, problem, schedule, slot_of, slots


def test_a_closed_table_stays_empty():
    p = replace(problem("ann bob", "ann-bob", slots(2)), tables=(Table("t0", slots=("s1",)),))
    assert slot_of(solve(p), 0) == "s1"


def test_a_table_that_is_closed_all_day_holds_no_meetings():
    p = problem("ann bob", "ann-bob", slots(2), tables=(Table("t0", slots=()),))
    assert solve(p).meetings == ()


def test_a_meeting_goes_to_the_table_that_is_open():
    where = (Table("t0", slots=("s0",)), Table("t1", slots=("s1",)))
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2), tables=where)
    assert {(m.slot, m.table) for m in solve(p).meetings} == {("s0", "t0"), ("s1", "t1")}


def test_owners_meet_only_while_their_own_table_is_open():
    where = (Table("booth", slots=("s1",)), Table("t0"))
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), tables=where)
    p = replace(p, people=(Person("ann", table="booth"), *people("bob cleo")))
    assert [(m.slot, m.table) for m in solve(p).meetings] == [("s1", "booth")]


def test_a_meeting_fixed_to_a_closed_table_is_infeasible():
    p = problem("ann bob", "ann-bob", slots(2), tables=(Table("t0", slots=("s1",)), Table("t1")))
    s = solve(replace(p, pairs=(Pair("ann", "bob", fixed=Fixed("s0", "t0")),)))
    assert s.status is Status.INFEASIBLE
    assert s.conflict


def test_the_verifier_reports_a_meeting_at_a_closed_table():
    p = replace(problem("ann bob", "ann-bob", slots(2)), tables=(Table("t0", slots=("s1",)),))
    assert codes(verify(p, schedule(p, (0, "s0", "t0")))) == ["table-closed"]
    assert verify(p, schedule(p, (0, "s1", "t0"))) == []
