"""The tier moves: no schedule has fewer moves than the bound, and every timetable can be seated."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Meeting, Problem, Schedule, Status, Table
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.parameters import DEFAULT_PARAMETERS
from solver.problem import Rule
from solver.solve import solve
from solver.tiers.moves import repeated_pairs
from solver.tiers.seating import Seating
from solver.timetable.edge_coloring import assign_slots
from solver.verify import tier_values, verify
from tests.solver.builders import NO_PROOFS, bounds, objective, problem, slots, values
from tests.solver.oracle import all_values
from tests.solver.random_problems import random_problem, tight_problem
from tests.solver.test_claims import assert_claims_hold

numbers = st.integers(0, 9_999)


def single_meeting_tables(seed: int) -> Problem:
    """All tables hold one meeting at a time; some slack for the later tiers."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    p = tight_problem(seed, pairs=5, rooms=2)
    tables = tuple(Table(f"t{k}") for k in range(len(p.tables)))
    order = objective(("score", r.choice([0, 0.3])), ("gaps", r.choice([0, 1])), "moves")
    return replace(p, tables=tables, objective=order)


@pytest.mark.parametrize("seed", range(12))
def test_no_schedule_has_fewer_moves_than_the_bound(seed):
    p = single_meeting_tables(seed)
    known = all_values(p, most=4_000)
    if known:
        assert_claims_hold(p, solve(p, parameters=NO_PROOFS), known)


@pytest.mark.parametrize("seed", range(12))
def test_with_all_people_busy_the_bound_is_positive_and_at_most_the_optimum(seed):
    p = dense(seed)
    best = solve(p)
    assert best.status is Status.OPTIMAL
    assert 0 < bounds(solve(p, parameters=NO_PROOFS))["moves"] <= values(best)["moves"]


def dense(seed: int) -> Problem:
    """Four people who can all meet each other in three slots."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    couples = list(combinations(("ann", "bob", "cleo", "dan"), 2))
    scored = " ".join(f"{a}-{b}:{r.randint(1, 3)}" for a, b in couples)
    order = objective("score", "gaps", "moves")
    return problem("ann bob cleo dan", scored, slots(3), where=2, objective=order)


def test_one_of_the_two_people_of_a_meeting_has_moved_to_its_table():
    """Four people, each busy three times: at best one person of each meeting already sits at its table."""
    p = problem("ann bob cleo dan", "ann-bob ann-cleo ann-dan bob-cleo bob-dan cleo-dan", slots(3))
    s = solve(replace(p, objective=objective("score", "gaps", "moves")), parameters=NO_PROOFS)
    assert (values(s)["moves"], bounds(s)["moves"]) == (4, 2)


def test_two_people_who_meet_twice_may_both_stay():
    p = problem("ann bob", "ann-bob ann-bob ann-bob", slots(3), objective=objective("score", "gaps", "moves"))
    s = solve(p, parameters=NO_PROOFS)
    assert (values(s)["moves"], bounds(s)["moves"]) == (0, 0)
    assert repeated_pairs(compile_instance(p)) == 2


def seated(p: Problem, seating: Seating) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(e, p.pairs[e].a, p.pairs[e].b, p.slots[t].id, p.tables[seating.table[e]].id)
        for e, t in seating.when.items()
    )


@settings(max_examples=30, deadline=None)
@given(numbers.map(random_problem) | numbers.map(tight_problem), st.randoms(), st.booleans())
def test_every_timetable_is_seated_within_the_rules_on_tables(p, r, minimise):
    instance = compile_instance(p)
    grid = Grid(instance)
    assign_slots(grid, range(instance.pairs), Clock(60.0), DEFAULT_PARAMETERS)
    meetings = list(grid.meetings())
    preferred = {e: r.randrange(len(p.tables)) for e, _ in meetings if r.random() < 0.5}
    seating = Seating(instance, meetings, DEFAULT_PARAMETERS.seating, preferred)
    moves = seating.minimise_moves(Clock(60.0)) if minimise else seating.seat_anywhere()
    meetings_held = seated(p, seating)
    breaches = {b.code for b in verify(p, Schedule("", Status.FEASIBLE, meetings_held, (), 0, 0, ""))}
    assert breaches <= {Rule.REQUIRED}
    assert moves == tier_values(p, meetings_held)["moves"]


@pytest.mark.parametrize("minimise", [True, False])
def test_as_many_meetings_as_possible_keep_their_table(minimise):
    p = problem("ann bob cleo dan eve fay", "ann-bob cleo-dan eve-fay ann-cleo", slots(2), where=4)
    meetings, preferred = [(0, 0), (1, 0), (2, 0), (3, 1)], {0: 3, 1: 3, 2: 2, 3: 0}
    seating = Seating(compile_instance(p), meetings, DEFAULT_PARAMETERS.seating, preferred)
    _ = seating.minimise_moves(Clock(60.0)) if minimise else seating.seat_anywhere()
    assert (seating.table[2], seating.table[3]) == (2, 0)
    assert sorted([seating.table[0] == 3, seating.table[1] == 3]) == [False, True]
