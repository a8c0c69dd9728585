"""Each direct reason why two people do not meet, in the smallest event that shows it."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Pair, Problem, ProblemError, Schedule, Status, Table
from solver.explain import Reason, UnsoundError
from solver.explain.view import entries, view_of
from solver.explain.why.reasons import not_listed, reasons
from solver.solve import solve
from tests.solver.builders import codes, objective, problem, schedule, slots
from tests.solver.explain.words import words
from tests.solver.random_problems import random_problem


def reasons_for(p: Problem, pair: int, *places: tuple[int, str, str]) -> tuple[Reason, ...]:
    return reasons(view_of(p, schedule(p, *places)), pair)


def only_reason(p: Problem, pair: int, *places: tuple[int, str, str]) -> Reason:
    (reason,) = reasons_for(p, pair, *places)
    return reason


def with_people(p: Problem, **changes: dict[str, object]) -> Problem:
    """The problem with fields of some people replaced."""
    return replace(p, people=tuple(replace(q, **changes.get(q.id, {})) for q in p.people))


def test_a_pair_that_is_not_listed_may_not_meet():
    reason = not_listed("ann", "bob")
    assert (reason.code, reason.people) == ("not-listed", ("ann", "bob"))
    assert words(reason) == "ann and bob are not among the pairs that may meet."


def test_the_two_are_never_available_in_the_same_slot():
    p = with_people(problem("ann bob", "ann-bob", slots(2)), ann={"available": ("s0",)}, bob={"available": ("s1",)})
    assert only_reason(p, 0).code == "not-available"


def test_the_pair_may_not_meet_in_the_slots_in_which_both_are_available():
    p = replace(problem("ann bob", "ann-bob", slots(2)), pairs=(Pair("ann", "bob", slots=("s1",)),))
    reason = only_reason(with_people(p, ann={"available": ("s0",)}), 0)
    assert (reason.code, reason.slots) == ("pair-slots", ("s0",))


def test_the_table_that_they_must_use_is_closed():
    p = replace(problem("ann bob", "ann-bob", slots(2)), tables=(Table("booth", slots=("s1",)), Table("t1")))
    reason = only_reason(with_people(p, ann={"table": "booth", "available": ("s0",)}), 0)
    assert (reason.code, reason.slots, reason.tables) == ("table-closed", ("s0",), ("booth",))


def test_every_table_is_closed():
    p = replace(problem("ann bob", "ann-bob", slots(1)), tables=(Table("t0", slots=()),))
    reason = only_reason(p, 0)
    assert (reason.code, reason.slots, reason.tables) == ("table-closed", ("s0",), ())


def test_one_of_the_two_has_as_many_meetings_as_allowed():
    p = with_people(
        problem("ann bob cleo", "ann-bob:5 ann-cleo:4", slots(2)), ann={"max_meetings": 1}, cleo={"available": ("s1",)}
    )
    cap, better = reasons_for(p, 1, (0, "s0", "t0"))
    assert (cap.code, cap.people, cap.pairs) == ("max-meetings", ("ann",), (0,))
    assert words(cap) == "ann has 1 meeting already, the most allowed."
    assert better.code == "better-used"


def test_one_of_the_two_may_have_no_meetings_at_all():
    p = with_people(problem("ann bob", "ann-bob", slots(1)), ann={"max_meetings": 0})
    assert words(only_reason(p, 0)) == "ann may hold no meetings."


def test_one_of_the_two_is_busy_in_every_common_slot():
    p = problem("ann bob cleo dan", "ann-bob:3 ann-cleo:9 bob-dan:8", slots(2))
    p = with_people(p, bob={"available": ("s0", "s1")})
    busy, better = reasons_for(p, 0, (1, "s0", "t0"), (2, "s1", "t0"))
    assert (busy.code, busy.slots, busy.pairs) == ("double-booked", ("s0", "s1"), (1, 2))
    assert "at s0 ann meets cleo; at s1 bob meets dan" in words(busy)
    assert (better.code, better.slots, better.pairs) == ("better-used", ("s1",), (2,))
    assert "bob with dan (8), worth more than the 3 of ann and bob" in words(better)


def test_required_meetings_are_in_the_way():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:1", slots(1))
    p = replace(p, pairs=(p.pairs[0], replace(p.pairs[1], required=True)))
    busy, required = reasons_for(p, 0, (1, "s0", "t0"))
    assert "(required)" in words(busy)
    assert (required.code, required.pairs) == ("required-meetings", (1,))


def test_the_schedule_missed_a_swap_that_gains_score():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:1", slots(1))
    _, swap = reasons_for(p, 0, (1, "s0", "t0"))
    assert (swap.code, swap.pairs) == ("swap-gains", (1,))
    assert words(swap) == "At s0 it could replace ann with cleo (1) and gain 8 points."


def test_all_tables_are_taken():
    p = problem("ann bob cleo dan", "ann-bob:1 cleo-dan:2", slots(1), where=1)
    full, better = reasons_for(p, 0, (1, "s0", "t0"))
    assert (full.code, full.slots) == ("table-capacity", ("s0",))
    assert (better.code, better.pairs) == ("better-used", (1,))


def test_their_own_table_is_taken_by_another_owner():
    p = replace(problem("ann bob cleo dan", "ann-bob:1 cleo-dan:2", slots(1)), tables=(Table("booth", reserved=True),))
    p = with_people(p, ann={"table": "booth"}, cleo={"table": "booth"})
    taken, _ = reasons_for(p, 0, (1, "s0", "booth"))
    assert (taken.code, taken.tables, taken.pairs) == ("table-capacity", ("booth",), (1,))


def test_one_of_the_two_would_have_too_many_meetings_in_a_row():
    p = with_people(problem("ann bob cleo", "ann-bob ann-cleo", slots(2)), ann={"max_consecutive": 1})
    run = reasons_for(p, 0, (1, "s1", "t0"))[1]
    assert (run.code, run.slots, run.people) == ("max-consecutive", ("s0",), ("ann",))


def test_a_run_of_meetings_ends_with_its_block():
    p = with_people(problem("ann bob cleo", "ann-bob:2 ann-cleo", slots(1, 1)), ann={"max_consecutive": 1})
    assert only_reason(p, 0, (1, "s1", "t0")).code == "fits"


def test_the_meeting_would_break_the_order_of_two_meetings():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1, 1), before=((0, 1),))
    p = with_people(p, ann={"available": ("s1",)}, cleo={"available": ("s1",)})
    order = reasons_for(p, 0, (1, "s1", "t0"))[0]
    assert (order.code, order.slots, order.pairs) == ("before", ("s1",), (1,))
    assert words(order) == "s1 would break the order: this meeting must be before that of cleo and dan at s1."


def test_the_gaps_of_two_people_would_differ_too_much():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), max_gap_spread=0)
    p = with_people(p, bob={"available": ("s2",)})
    spread = reasons_for(p, 0, (1, "s0", "t0"))[0]
    assert (spread.code, spread.slots) == ("gap-spread", ("s2",))


def test_the_meeting_would_cost_a_gap_which_counts_for_more_than_the_score():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), objective=objective("gaps", "score"))
    reason = only_reason(with_people(p, bob={"available": ("s2",)}), 0, (1, "s0", "t0"))
    assert (reason.code, reason.slots) == ("tier-order", ("s2",))
    assert "it would cost 1 gap, which counts for more than the score" in words(reason)


def test_the_meeting_would_cost_a_change_of_table_which_counts_for_more_than_the_score():
    where = (Table("t0", slots=("s0",)), Table("t1", slots=("s1",)))
    p = replace(problem("ann bob cleo", "ann-bob ann-cleo", slots(2)), tables=where)
    p = replace(p, objective=objective("moves", "score"))
    reason = only_reason(p, 0, (1, "s0", "t0"))
    assert (reason.code, reason.slots, reason.tables) == ("tier-order", ("s1",), ("t1",))
    assert "1 change of table" in words(reason)


def test_the_score_was_given_up_within_its_slack_to_save_a_gap():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), objective=objective(("score", 0.5), "gaps"))
    reason = only_reason(with_people(p, bob={"available": ("s2",)}), 0, (1, "s0", "t0"))
    assert (reason.code, "may give up a little" in words(reason)) == ("tier-order", True)


def test_the_meeting_would_gain_nothing():
    assert only_reason(problem("ann bob", "ann-bob:0", slots(1)), 0).code == "no-gain"


def test_the_meeting_can_simply_be_added():
    reason = only_reason(problem("ann bob", "ann-bob:7", slots(1)), 0)
    assert (reason.code, reason.slots, reason.tables) == ("fits", ("s0",), ("t0",))
    assert words(reason).endswith("it would gain 7 points: it can simply be added to the schedule.")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999).map(random_problem))
def test_every_pair_that_does_not_meet_has_a_reason_and_an_optimal_schedule_cannot_gain_by_adding_one(p):
    s = solve(p)
    if s.status is not Status.OPTIMAL:
        return
    view = view_of(p, s)
    for e in set(range(len(p.pairs))) - {m.pair for m in s.meetings}:
        found = reasons(view, e)
        assert found
        assert all(words(reason).endswith(".") for reason in found)
        if not any(tier.slack for tier in p.objective):
            assert "fits" not in codes(found)
        assert view_of(p, s).grid.when == view.grid.when  # the schedule is as it was before


def test_the_pairs_of_two_people_are_found_in_either_order():
    p = problem("ann bob cleo", "ann-bob bob-cleo bob-ann", slots(3))
    assert entries(p, "bob", "ann") == (0, 2)
    assert entries(p, "ann", "cleo") == ()


@pytest.mark.parametrize(("a", "b"), [("ann", "eve"), ("eve", "ann"), ("ann", "ann")])
def test_unknown_or_equal_people_are_rejected(a, b):
    with pytest.raises(ProblemError, match=r"eve|themselves"):
        entries(problem("ann bob", "ann-bob", slots(1)), a, b)


def test_an_unsound_schedule_is_not_explained():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(1))
    with pytest.raises(UnsoundError, match=r"breach\.double-booked.*ann"):
        view_of(p, schedule(p, (0, "s0", "t0"), (1, "s0", "t1")))
    with pytest.raises(UnsoundError, match="infeasible"):
        view_of(p, Schedule("test", Status.INFEASIBLE, (), (), 0, 0, ""))


def test_direct_reasons_need_no_solver_library():
    code = "import sys, solver.explain, solver.explain.why.reasons; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
