"""Repairs of a schedule: meetings stay, free slots are filled, and changes are counted against the budget."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver import Finding, Fixed, Pair, Person, Status, Table
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.repair import Repair, changes
from solver.repair.budget_error import BudgetError
from solver.repair.repair import repair_schedule
from solver.repair.repair_state import RepairState
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import NO_PROOFS, bounds, objective, pairs, people, problem, schedule, slots, tables, values
from tests.solver.random_problems import medium_problem
from tests.solver.refusals import refused
from tests.solver.repair.change_count import changed, kept, placements

FOUR = problem("ann bob cleo dan", "ann-bob:5 cleo-dan:4 ann-cleo:3 bob-dan:2", slots(3))
ALL = schedule(FOUR, (0, "s0", "t3"), (1, "s0", "t5"), (2, "s1", "t7"), (3, "s1", "t0"))
SOME = schedule(FOUR, (0, "s1", "t3"), (1, "s2", "t5"))
EVENT = replace(medium_problem(3, people=10), objective=objective("score"))


@pytest.fixture(scope="module")
def event():
    return solve(EVENT)


def repaired(p, previous, parameters=DEFAULT_PARAMETERS, **fields):
    """Slot and table of each meeting after the repair; `repair_schedule` has verified the schedule."""
    return placements(repair_schedule(p, Repair(previous, **fields), parameters=parameters).schedule.meetings)


def test_nothing_changes_unless_it_must(event):
    result = repair_schedule(EVENT, Repair(event, most_changes=0))
    assert placements(result.schedule.meetings) == placements(event.meetings)
    assert result.changes == ()


def test_without_a_budget_a_schedule_that_cannot_be_better_stays_as_it_is():
    best = solve(FOUR)
    assert best.status is Status.OPTIMAL
    assert repaired(FOUR, best) == placements(best.meetings)


def test_of_two_equally_good_candidates_the_one_with_fewer_changes_is_kept():
    p = problem("ann bob", "ann-bob", slots(2))
    state = RepairState(compile_instance(p), Repair(schedule(p, (0, "s0", "t0"))), Clock(60.0), seed=0)
    assert [state.offer([(0, t)]) for t in (1, 0, 1)] == [True, True, False]


def test_an_absence_cancels_only_the_meetings_of_the_absent_person(event):
    result = repair_schedule(EVENT, Repair(event, most_changes=0, absent=frozenset({"p3"})))
    stay = placements(m for m in event.meetings if "p3" not in (m.a, m.b))
    assert placements(result.schedule.meetings).items() >= stay.items()
    assert not any("p3" in (m.a, m.b) for m in result.schedule.meetings)
    gone = [c.pair for c in result.changes if c.kind == "cancelled"]
    assert sorted(gone) == sorted(m.pair for m in event.meetings if "p3" in (m.a, m.b))
    assert all(c.kind in ("cancelled", "new") for c in result.changes)


def test_free_slots_are_filled_with_new_meetings():
    assert repaired(FOUR, SOME, most_changes=0).items() >= placements(SOME.meetings).items()
    assert sorted(repaired(FOUR, SOME, most_changes=0)) == [0, 1, 2, 3]


def test_absent_people_need_no_minimum_and_no_required_meeting():
    p = replace(FOUR, people=people("ann bob cleo dan", min_meetings=2), pairs=pairs("ann-bob cleo-dan", required=True))
    previous = schedule(p, (0, "s0", "t0"), (1, "s0", "t1"))
    result = repair_schedule(p, Repair(previous, absent=frozenset({"ann"})))
    assert (sorted(placements(result.schedule.meetings)), values(result.schedule)["minimums"]) == ([1], 4)


def test_only_free_places_are_filled_if_the_rules_need_no_changes():
    """Without the restriction ann and bob would be parted: their other meetings are worth more."""
    previous = schedule(TWO_SLOTS, (0, "s0", "t0"))
    assert sorted(repaired(TWO_SLOTS, previous)) == [2, 3]
    assert repaired(TWO_SLOTS, previous, only_as_needed=True) == {0: ("s0", "t0"), 1: ("s0", "t1")}


@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, NO_PROOFS])
def test_no_more_changes_are_made_than_the_rules_need(parameters):
    """Ann and dan have to meet in the first slot, so both their meetings there go; nothing else may."""
    p = replace(FOUR, pairs=(*FOUR.pairs, Pair("ann", "dan", fixed=Fixed(slot="s0"))))
    result = repair_schedule(p, Repair(ALL, only_as_needed=True), parameters=parameters)
    stay = placements(m for m in ALL.meetings if m.slot == "s1")
    assert placements(result.schedule.meetings).items() >= stay.items()
    assert result.count == 2


TWO_SLOTS = problem(
    "ann bob cleo dan", "ann-bob:5 cleo-dan:5 ann-cleo:9 bob-dan:9", slots(1), where=2, objective=objective("score")
)
BEFORE = schedule(TWO_SLOTS, (0, "s0", "t0"), (1, "s0", "t1"))


@pytest.mark.parametrize(("most", "score"), [(0, 10), (1, 10), (2, 18), (None, 18)])
def test_a_budget_of_meetings_is_spent_where_it_pays(most, score):
    result = repair_schedule(TWO_SLOTS, Repair(BEFORE, most_changes=most))
    assert values(result.schedule) == {"score": score}
    assert len(changed(kept(TWO_SLOTS, Repair(BEFORE)), result.schedule.meetings)) == (0 if score == 10 else 2)


@pytest.mark.parametrize(("most", "score"), [(3, 10), (4, 18)])
def test_a_budget_of_people_counts_everyone_with_a_change(most, score):
    assert values(repair_schedule(TWO_SLOTS, Repair(BEFORE, most_people=most)).schedule) == {"score": score}


@pytest.mark.parametrize(("price", "score"), [(3, 18), (5, 10)])
def test_changes_are_made_only_if_they_gain_their_price(price, score):
    """Two changes gain 8 points."""
    assert values(repair_schedule(TWO_SLOTS, Repair(BEFORE, price=price)).schedule) == {"score": score}


def test_changes_with_a_price_are_not_made_if_they_gain_no_score():
    p = problem("ann bob cleo", "ann-bob:5 ann-cleo:5", slots(3), objective=objective("score", "gaps"))
    previous = schedule(p, (0, "s0", "t0"), (1, "s2", "t0"))
    assert values(repair_schedule(p, Repair(previous)).schedule)["gaps"] == 0
    assert values(repair_schedule(p, Repair(previous, price=1)).schedule)["gaps"] == 1


def test_limits_proven_under_the_budget_are_reported_beside_the_bounds_of_the_problem():
    result = repair_schedule(TWO_SLOTS, Repair(BEFORE, most_changes=1))
    assert (bounds(result.schedule), result.limits) == ({"score": 18}, (10,))
    assert (result.schedule.status, result.best) == (Status.FEASIBLE, True)
    assert repair_schedule(TWO_SLOTS, Repair(BEFORE, price=3)).limits == (18,)


TWICE = problem(
    "ann bob cleo dan eve fay gil hal",
    "ann-bob:5 cleo-dan:5 ann-cleo:9 bob-dan:9 eve-fay:5 gil-hal:5 eve-gil:8 fay-hal:8",
    slots(1),
    where=4,
    objective=objective("score"),
)
BEFORE_TWICE = schedule(TWICE, (0, "s0", "t0"), (1, "s0", "t1"), (4, "s0", "t2"), (5, "s0", "t3"))


def test_the_proof_bounds_the_gain_of_a_part_of_the_changes():
    """The same four people twice: two changes are enough for one half."""
    result = repair_schedule(TWICE, Repair(BEFORE_TWICE, most_changes=3))
    assert (values(result.schedule), result.limits, bounds(result.schedule)) == ({"score": 28}, (28,), {"score": 34})


def test_frozen_and_pinned_meetings_stay_and_a_frozen_slot_gets_no_new_meeting():
    free = repaired(TWO_SLOTS, BEFORE)
    assert sorted(free) == [2, 3]
    assert repaired(TWO_SLOTS, BEFORE, frozen=frozenset({"s0"})) == placements(BEFORE.meetings)
    assert repaired(TWO_SLOTS, BEFORE, pinned=frozenset({("bob", "ann")})) == placements(BEFORE.meetings)
    half = schedule(TWO_SLOTS, (0, "s0", "t0"))
    assert repaired(TWO_SLOTS, half, frozen=frozenset({"s0"})) == placements(half.meetings)
    assert sorted(repaired(TWO_SLOTS, half, most_changes=0)) == [0, 1]
    only = replace(TWO_SLOTS, pairs=tuple(replace(pair, slots=("s0",)) for pair in TWO_SLOTS.pairs))
    assert repaired(only, half, frozen=frozenset({"s0"})) == placements(half.meetings)


def test_an_absent_persons_meeting_is_cancelled_in_a_frozen_slot_too():
    assert repaired(TWO_SLOTS, BEFORE, frozen=frozenset({"s0"}), absent=frozenset({"ann"})) == {1: ("s0", "t1")}


def test_meetings_are_matched_by_ids_after_people_have_left_the_file():
    fewer = replace(FOUR, people=people("ann cleo dan"), pairs=pairs("cleo-dan:4 cleo-ann:3"))
    assert repaired(fewer, ALL, most_changes=0) == {0: ("s0", "t5"), 1: ("s1", "t7")}


def test_several_meetings_of_two_people_keep_their_order_if_rows_move():
    rows = "cleo-dan ann-bob ann-bob"
    p = problem("ann bob cleo dan", rows, slots(3), before=((1, 2),))
    previous = schedule(p, (0, "s0", "t4"), (1, "s0", "t0"), (2, "s2", "t1"))
    fewer = replace(p, people=people("ann bob"), pairs=pairs("ann-bob ann-bob"), before=((0, 1),))
    assert repaired(fewer, previous, most_changes=0) == {0: ("s0", "t0"), 1: ("s2", "t1")}


def test_of_several_pairs_of_two_people_the_one_that_met_is_recognised():
    p = problem("ann bob", "ann-bob:1 ann-bob:1", slots(2), before=((0, 1),))
    assert repaired(p, schedule(p, (1, "s1", "t0")), most_changes=0)[1] == ("s1", "t0")


def test_a_schedule_of_another_problem_is_like_an_empty_one():
    other = schedule(problem("eve fay", "eve-fay", slots(1)), (0, "s0", "t0"))
    result = repair_schedule(FOUR, Repair(other, most_changes=0))
    assert values(result.schedule) == values(solve(FOUR))
    assert {c.kind for c in result.changes} == {"new"}


def test_only_meetings_that_became_impossible_are_changed_without_being_counted():
    away = replace(FOUR.people[0], available=("s1", "s2"))
    p = replace(FOUR, people=(away, *FOUR.people[1:]))
    now = repaired(p, ALL, most_changes=0)
    assert (now.pop(0)[0], now) == ("s2", {e: at for e, at in placements(ALL.meetings).items() if e})


def test_meetings_lost_to_a_lowered_limit_count_against_the_budget():
    p = replace(FOUR, people=(replace(FOUR.people[0], max_meetings=1), *FOUR.people[1:]))
    assert sorted(repaired(p, ALL, most_changes=1)) == [0, 1, 3]
    with pytest.raises(BudgetError) as refusal:
        repair_schedule(p, Repair(ALL, most_changes=0))
    assert refusal.value.finding == Finding("problem.budget-meetings", {"count": 1, "budget": 0})


def test_meetings_of_a_closed_table_move_to_another():
    p = replace(FOUR, tables=tuple(replace(t, slots=()) if t.id == "t5" else t for t in FOUR.tables))
    now = repaired(p, ALL, most_changes=0)
    assert (now.pop(1) != ("s0", "t5"), now) == (True, {e: at for e, at in placements(ALL.meetings).items() if e != 1})


def test_a_new_required_meeting_displaces_others_within_the_budget():
    p = problem("ann bob cleo", "ann-bob:5 ann-cleo:1", slots(1))
    previous = schedule(p, (0, "s0", "t0"))
    now = replace(p, pairs=(p.pairs[0], replace(p.pairs[1], required=True)))
    assert repaired(now, previous, most_changes=1) == {1: ("s0", "t0")}
    with pytest.raises(BudgetError) as refusal:
        repair_schedule(now, Repair(previous, most_people=1))
    assert refusal.value.finding == Finding("problem.budget-people", {"count": 2, "budget": 1})


@pytest.mark.parametrize("seed", range(6))
def test_a_new_required_meeting_changes_no_more_than_necessary(seed):
    """Bob gives up cleo for a second meeting with ann; the first can stay where it is."""
    p = problem("ann bob cleo", "ann-bob:2 bob-cleo:8 ann-bob:5", slots(2, 2), objective=objective("score"))
    p = replace(p, people=(Person("ann", available=("s2", "s3")), Person("bob", max_meetings=2), Person("cleo")))
    previous = schedule(p, (0, "s2", "t0"), (1, "s0", "t0"))
    now = replace(p, pairs=tuple(replace(pair, required=pair.a == "ann") for pair in p.pairs))
    after = placements(repair_schedule(now, Repair(previous), seed=seed).schedule.meetings)
    assert {e: slot for e, (slot, _) in after.items()} == {0: "s2", 2: "s3"}


def test_a_contradiction_in_the_problem_itself_is_reported_as_such():
    p = replace(
        FOUR, people=people("ann bob cleo dan", available=("s0",)), pairs=pairs("ann-bob ann-cleo", required=True)
    )
    infeasible = repair_schedule(p, Repair(ALL)).schedule
    assert infeasible.status is Status.INFEASIBLE
    assert infeasible.conflict.finding.params["meetings"][0].params["person"] == "ann"


def test_a_change_of_table_counts():
    """Cleo's new booth is the table at which ann and bob meet, and they could meet at another."""
    p = problem("ann bob cleo dan", "ann-bob:5 cleo-dan:4", slots(1), where=2, objective=objective("score"))
    previous = schedule(p, (0, "s0", "t0"))
    booth = replace(p, people=(*p.people[:2], replace(p.people[2], table="t0"), p.people[3]))
    assert repaired(booth, previous, most_changes=0) == {0: ("s0", "t0")}
    assert repaired(booth, previous, most_changes=1) == {0: ("s0", "t1"), 1: ("s0", "t0")}


def test_at_a_smaller_table_the_same_people_give_way_twice():
    """In each slot one of two meetings has to leave the table; if people were ignored, always the second."""
    tables_before = (Table("t0", capacity=2), Table("t1"))
    p = problem("ann bob cleo dan", "", slots(2), tables=tables_before)
    first, second = pairs("ann-bob cleo-dan", slots=("s0",)), pairs("cleo-dan ann-bob", slots=("s1",))
    p = replace(p, pairs=first + second)
    previous = schedule(p, (0, "s0", "t0"), (1, "s0", "t0"), (2, "s1", "t0"), (3, "s1", "t0"))
    smaller = replace(p, tables=(Table("t0"), Table("t1")))
    result = repair_schedule(smaller, Repair(previous, most_people=2))
    assert changed(kept(smaller, Repair(previous)), result.schedule.meetings) in ([0, 3], [1, 2])


def test_a_gap_that_the_next_meeting_closes_does_not_violate_the_gap_spread():
    p = problem("ann bob cleo dan", "ann-bob ann-cleo ann-dan", slots(3), max_gap_spread=0)
    previous = schedule(p, (0, "s0", "t0"), (1, "s2", "t0"), (2, "s1", "t0"))
    assert repaired(p, previous, most_changes=0, parameters=NO_PROOFS) == placements(previous.meetings)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"absent": frozenset({"zoe"})}, 'absent: no person "zoe"'),
        ({"frozen": frozenset({"s9"})}, 'frozen: no slot "s9"'),
        ({"pinned": frozenset({("ann", "dan")})}, 'pinned: "ann" and "dan" have no meeting in the schedule'),
        ({"pinned": frozenset({("ann", "bob")}), "absent": frozenset({"bob"})}, 'pinned: "bob" is absent'),
        ({"most_changes": 1, "most_people": 1}, "the budget is either a number of meetings or a number of people"),
    ],
)
def test_an_invalid_request_is_rejected(fields, sentence):
    with refused(sentence):
        repair_schedule(FOUR, Repair(ALL, **fields))


def test_a_frozen_meeting_whose_slot_or_table_is_gone_is_rejected():
    gone = replace(FOUR, tables=tables(3))
    with refused('ann and bob cannot stay where they were: no table "t3"'):
        repair_schedule(gone, Repair(ALL, frozen=frozenset({"s0"})))
    elsewhere = replace(FOUR, pairs=(Pair("ann", "bob", fixed=Fixed("s2")), *FOUR.pairs[1:]))
    with refused('ann and bob cannot stay at slot "s0": they are fixed to s2 now'):
        repair_schedule(elsewhere, Repair(ALL, frozen=frozenset({"s0"})))


def test_each_change_says_whether_the_meeting_moved_or_was_cancelled():
    after = schedule(FOUR, (0, "s0", "t3"), (1, "s0", "t6"), (3, "s2", "t0"))
    found = [(c.kind, c.pair) for c in changes(FOUR, ALL, after)]
    assert found == [("moved", 1), ("cancelled", 2), ("moved", 3)]


def test_without_proofs_free_slots_are_filled():
    now = repaired(FOUR, SOME, most_changes=0, parameters=NO_PROOFS)
    assert (sorted(now), now.items() >= placements(SOME.meetings).items()) == ([0, 1, 2, 3], True)


def test_without_proofs_a_part_of_the_budget_is_spent():
    """On either of the two halves."""
    result = repair_schedule(TWICE, Repair(BEFORE_TWICE, most_changes=3), parameters=NO_PROOFS)
    assert values(result.schedule)["score"] in (26, 28)


def test_without_proofs_no_meeting_is_added_that_would_drive_others_from_their_table():
    """Cleo's booth is where ann and bob meet; eve and fay get the other table."""
    p = problem("ann bob cleo dan eve fay", "ann-bob:5 cleo-dan:4 eve-fay:1", slots(1), where=2)
    booth = replace(p, people=(*p.people[:2], Person("cleo", table="t0"), *p.people[3:]))
    now = repaired(booth, schedule(p, (0, "s0", "t0")), most_changes=0, parameters=NO_PROOFS)
    assert now == {0: ("s0", "t0"), 2: ("s0", "t1")}


def test_a_large_event_stays_within_its_budget_without_proofs(event):
    closed = replace(EVENT, tables=EVENT.tables[:4], objective=objective("score", "gaps", "moves"))
    for fields in ({"most_changes": 3}, {"most_people": 5}, {"most_changes": 8, "price": 20}):
        repair = Repair(event, absent=frozenset({"p1"}), **fields)
        result = repair_schedule(closed, repair, parameters=NO_PROOFS)
        moved = changed(kept(closed, repair), result.schedule.meetings)
        if "most_people" in fields:
            assert len({w for e in moved for w in (closed.pairs[e].a, closed.pairs[e].b)}) <= 5
        else:
            assert len(moved) <= fields["most_changes"]
        assert verify(closed, result.schedule) == []
