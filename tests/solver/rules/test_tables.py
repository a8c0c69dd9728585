from dataclasses import replace

from solver import Person, Table
from solver.solve import solve
from solver.verify import verify
from tests.solver.making import codes, people, problem, schedule, slot_of, slots


def test_a_slot_holds_as_many_meetings_as_tables():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1), where=1)
    assert len(solve(p).meetings) == 1


def test_a_table_of_two_holds_two_meetings_at_once():
    p = replace(problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1)), tables=(Table("hall", capacity=2),))
    assert len(solve(p).meetings) == 2


def test_a_closed_table_stays_empty():
    p = replace(problem("ann bob", "ann-bob", slots(2)), tables=(Table("t0", slots=("s1",)),))
    assert slot_of(solve(p), 0) == "s1"


def test_a_reserved_table_is_for_its_owner_alone():
    where = (Table("booth", reserved=True),)
    p = replace(problem("ann bob cleo", "ann-bob bob-cleo:9", slots(2)), tables=where)
    p = replace(p, people=(Person("ann", table="booth"), *people("bob cleo")))
    assert [(m.a, m.b, m.table) for m in solve(p).meetings] == [("ann", "bob", "booth")]


def test_two_owners_of_one_table_take_turns():
    p = replace(problem("ann bob cleo dan", "ann-bob cleo-dan", slots(2)), tables=(Table("booth", reserved=True),))
    p = replace(p, people=(Person("ann", table="booth"), Person("bob"), Person("cleo", table="booth"), Person("dan")))
    s = solve(p)
    assert {slot_of(s, 0), slot_of(s, 1)} == {"s0", "s1"}


def test_at_a_meeting_of_two_owners_it_is_the_table_of_the_first():
    p = problem("ann bob", "bob-ann", slots(1))
    p = replace(p, people=(Person("ann", table="t0"), Person("bob", table="t1")))
    assert solve(p).meetings[0].table == "t1"


def test_the_judge_sees_full_closed_reserved_and_wrong_tables():
    where = (Table("t0"), Table("t1", slots=("s1",)), Table("t2", reserved=True))
    p = replace(problem("ann bob cleo dan", "ann-bob cleo-dan", slots(2)), tables=where)
    owned = replace(p, people=(Person("ann", table="t2"), *people("bob cleo dan")))
    assert codes(verify(p, schedule(p, (0, "s0", "t0"), (1, "s0", "t0")))) == ["table-full"]
    assert codes(verify(p, schedule(p, (0, "s0", "t1")))) == ["table-closed"]
    assert codes(verify(p, schedule(p, (0, "s0", "t2")))) == ["table-reserved"]
    assert codes(verify(owned, schedule(owned, (0, "s0", "t0")))) == ["own-table"]
