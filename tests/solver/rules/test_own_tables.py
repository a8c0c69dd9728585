"""People with a table of their own meet there; two owners meet at the table of the one named first."""

from dataclasses import replace

import pytest

from solver import Fixed, Pair, Person, Status, Table
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, people, problem, schedule, slot_of, slots, who_met

BOOTH = (Table("booth", reserved=True),)


def with_own_tables(p, **tables):
    return replace(p, people=tuple(replace(q, table=tables.get(q.id)) for q in p.people))


@pytest.mark.parametrize("whom", ["ann-bob", "bob-ann"])
def test_owners_meet_at_their_own_table_on_either_side_of_the_pair(whom):
    p = with_own_tables(problem("ann bob", whom, slots(1)), ann="t5")
    assert solve(p).meetings[0].table == "t5"


@pytest.mark.parametrize(("whom", "where"), [("bob-ann", "t1"), ("ann-bob", "t0")])
def test_two_owners_meet_at_the_table_of_the_first(whom, where):
    p = with_own_tables(problem("ann bob", whom, slots(1)), ann="t0", bob="t1")
    assert solve(p).meetings[0].table == where


def test_two_owners_of_one_table_take_turns():
    p = replace(problem("ann bob cleo dan", "ann-bob cleo-dan", slots(2)), tables=BOOTH)
    s = solve(with_own_tables(p, ann="booth", cleo="booth"))
    assert {slot_of(s, 0), slot_of(s, 1)} == {"s0", "s1"}


def test_owners_get_their_unreserved_table_if_their_score_is_higher():
    p = problem("ann bob cleo dan", "ann-bob:5 cleo-dan:3", slots(1), where=1)
    assert who_met(solve(with_own_tables(p, ann="t0"))) == {0}


def test_others_get_an_unreserved_own_table_if_their_score_is_higher():
    p = problem("ann bob cleo dan", "ann-bob:3 cleo-dan:5", slots(1), where=1)
    assert who_met(solve(with_own_tables(p, ann="t0"))) == {1}


def test_a_booth_for_two_holds_both_its_owners_meetings():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1), tables=(Table("booth", 2, reserved=True),))
    assert len(solve(with_own_tables(p, ann="booth", cleo="booth")).meetings) == 2


def test_an_owners_meeting_fixed_at_another_table_is_infeasible():
    p = with_own_tables(problem("ann bob", "ann-bob", slots(2)), ann="t0")
    s = solve(replace(p, pairs=(Pair("ann", "bob", fixed=Fixed(table="t1")),)))
    assert s.status is Status.INFEASIBLE
    assert s.conflict


def test_the_verifier_reports_an_owner_who_meets_elsewhere():
    p = replace(problem("ann bob", "ann-bob", slots(1)), people=(Person("ann", table="t2"), *people("bob")))
    assert codes(verify(p, schedule(p, (0, "s0", "t0")))) == ["own-table"]
    both = with_own_tables(p, ann="t2", bob="t0")
    assert codes(verify(both, schedule(both, (0, "s0", "t0")))) == ["own-table"]
    assert verify(both, schedule(both, (0, "s0", "t2"))) == []
