"""A conflict is worded as one sentence that names the meetings and the limits."""

from dataclasses import replace

import pytest

from matchmaker.messages import Message
from solver import Fixed, Pair, Person, Status, Table
from solver.infeasibility.quick_checks import contradictions
from solver.instance.compile import compile_instance
from solver.solve import solve
from tests.solver.builders import pairs, people, problem, slots


def required(p, **fields):
    return replace(p, pairs=tuple(replace(pair, required=True, **fields) for pair in p.pairs))


def conflict(p):
    s = solve(p)
    assert (s.status, s.meetings) == (Status.INFEASIBLE, ())
    return str(Message.of(s.conflict.finding))


def test_a_fixed_meeting_takes_the_only_available_slot():
    p = problem("p07 p12 p31", "p07-p12", slots(4))
    p = replace(
        p,
        people=(Person("p07", available=("s3",)), *people("p12 p31")),
        pairs=(Pair("p07", "p12", required=True), Pair("p12", "p31", fixed=Fixed("s3"))),
    )
    assert conflict(p) == "p07 and p12 must meet, but p07 is available only at s3, where p12 is fixed with p31"


def test_two_people_are_never_available_together():
    p = required(problem("ann bob", "ann-bob", slots(4)))
    p = replace(p, people=(Person("ann", available=("s0", "s1")), Person("bob", available=("s2",))))
    expected = "ann and bob must meet, but ann is available only at s0 and s1, and bob is available only at s2"
    assert conflict(p) == expected


def test_a_person_is_available_in_too_few_slots():
    p = required(problem("ann bob cleo dan eve", "ann-bob ann-cleo ann-dan ann-eve", slots(4)))
    p = replace(p, people=(Person("ann", available=("s0", "s2", "s3")), *p.people[1:]))
    expected = (
        "ann must meet bob, cleo, dan and eve (4 meetings), but ann is not available at s1 (3 of 4 slots are left)"
    )
    assert conflict(p) == expected


def test_there_are_fewer_slots_than_required_meetings():
    p = required(problem("ann bob cleo", "ann-bob ann-cleo", slots(1)))
    assert conflict(p) == "ann must meet bob and cleo, but there is only 1 slot"


def test_max_meetings_is_lower_than_the_number_of_required_meetings():
    p = required(problem("ann bob cleo", "ann-bob ann-cleo", slots(5)))
    p = replace(p, people=people("ann", max_meetings=1) + people("bob cleo"))
    assert conflict(p) == "ann must meet bob and cleo, but ann may have at most 1 meeting"


def test_two_meetings_of_a_person_are_fixed_at_the_same_time():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3))
    p = replace(p, pairs=pairs("ann-bob ann-cleo", fixed=Fixed("s1")))
    assert conflict(p) == "ann is fixed with bob at s1 and cleo at s1, but no one can be in two meetings at once"


def test_a_precedence_contradicts_the_slots_of_its_pairs():
    p = required(problem("ann bob cleo dan", "ann-bob cleo-dan", slots(6), before=((0, 1),)))
    morning, evening = ("s0", "s1", "s2"), ("s3", "s4", "s5")
    p = replace(p, pairs=(replace(p.pairs[0], slots=evening), replace(p.pairs[1], slots=morning)))
    assert conflict(p) == (
        "ann and bob must meet, and cleo and dan must meet, but ann and bob may only meet at s3 to s5; "
        "cleo and dan may only meet at s0 to s2; ann and bob meet before cleo and dan"
    )


def test_a_chain_of_precedences_is_longer_than_the_day():
    p = required(problem("ann bob cleo dan eve fay", "ann-bob cleo-dan eve-fay", slots(2), before=((0, 1), (1, 2))))
    assert conflict(p) == (
        "ann and bob must meet; cleo and dan must meet; eve and fay must meet, but "
        "ann and bob meet before cleo and dan, and cleo and dan meet before eve and fay"
    )


def test_more_meetings_are_fixed_in_a_slot_than_there_are_tables():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(3), where=1)
    p = replace(p, pairs=pairs("ann-bob cleo-dan", fixed=Fixed("s1")))
    assert conflict(p) == (
        "ann is fixed with bob at s1, and cleo is fixed with dan at s1, but "
        "the tables (1 table, 1 meeting at once) cannot hold more meetings, counting only open, unreserved tables"
    )


def test_a_fixed_meeting_leaves_no_slot_for_a_precedence():
    p = problem("ann bob cleo", "ann-bob bob-cleo", slots(2), before=((1, 0),))
    p = replace(p, pairs=(Pair("ann", "bob", required=True), Pair("bob", "cleo", fixed=Fixed("s1"))))
    assert conflict(p).startswith("ann and bob must meet, but bob and cleo meet before ann and bob")


def test_a_meeting_is_fixed_to_a_table_reserved_for_someone_else():
    p = problem("ann bob cleo", "ann-bob", slots(2))
    p = replace(
        p,
        tables=(Table("t0"), Table("booth", reserved=True)),
        people=(*people("ann bob"), Person("cleo", table="booth")),
        pairs=(Pair("ann", "bob", fixed=Fixed(table="booth")),),
    )
    assert conflict(p) == (
        "ann and bob must meet, but ann and bob are fixed to table booth, and "
        "the tables (2 tables, 2 meetings at once) cannot hold more meetings, counting only open, unreserved tables"
    )


def test_pairs_of_the_same_two_people_are_distinguished_by_their_index():
    p = required(problem("ann bob", "ann-bob bob-ann", slots(1)))
    assert conflict(p) == "ann must meet bob (pair 0) and bob (pair 1), but there is only 1 slot"


@pytest.mark.parametrize(
    ("before", "where"),
    [(((0, 1), (1, 2)), 9), ((), 1)],
)
def test_chains_and_full_slots_are_obvious_contradictions(before, where):
    p = problem("ann bob cleo dan eve fay", "ann-bob cleo-dan eve-fay", slots(2), where=where, before=before)
    contradictory = required(p) if before else replace(p, pairs=pairs("ann-bob cleo-dan", fixed=Fixed("s1")))
    assert len(contradictions(compile_instance(contradictory))) == 1
    assert (
        contradictions(compile_instance(replace(contradictory, before=(), tables=problem("ann", "", slots(1)).tables)))
        == ()
    )
