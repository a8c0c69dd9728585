"""Only owners and the people they meet may use a reserved table."""

from dataclasses import replace

import pytest

from solver import Fixed, Pair, Person, Status, Table
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import codes, people, problem, schedule, slots

BOOTH = (Table("booth", reserved=True),)


def test_a_reserved_table_holds_only_meetings_of_its_owner():
    p = replace(problem("ann bob cleo", "ann-bob bob-cleo:9", slots(2)), tables=BOOTH)
    p = replace(p, people=(Person("ann", table="booth"), *people("bob cleo")))
    assert [(m.a, m.b, m.table) for m in solve(p).meetings] == [("ann", "bob", "booth")]


def test_a_reserved_table_without_an_owner_stays_empty():
    assert solve(problem("ann bob", "ann-bob", slots(2), tables=BOOTH)).meetings == ()


@pytest.mark.parametrize(("owner", "status"), [(None, Status.INFEASIBLE), ("booth", Status.OPTIMAL)])
def test_only_an_owners_meeting_can_be_fixed_to_a_reserved_table(owner, status):
    p = problem("ann bob", "ann-bob", slots(1), tables=BOOTH, people=(Person("ann"), Person("bob", table=owner)))
    assert solve(replace(p, pairs=(Pair("ann", "bob", fixed=Fixed(table="booth")),))).status is status


def test_the_verifier_accepts_only_owners_and_their_partners_at_a_reserved_table():
    p = problem("ann bob cleo", "ann-bob bob-cleo", slots(2), tables=BOOTH)
    p = replace(p, people=(Person("ann", table="booth"), *people("bob cleo")))
    assert verify(p, schedule(p, (0, "s0", "booth"))) == []
    assert codes(verify(p, schedule(p, (1, "s0", "booth")))) == ["table-reserved"]
