"""A large event with every rule, too large for exact proofs: the quality of the searches alone."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

from solver import Fixed, Pair, Person, Problem, Schedule, Slot, Status, Table
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import bounds, objective, values, who_met
from tests.solver.transformations import FREER

SLOTS = tuple(Slot(f"s{t}", f"b{t // 4}") for t in range(12))
TABLES = (
    *(Table(f"booth{k}", reserved=True, capacity=1 + k % 2) for k in range(6)),
    *(Table(f"t{k}", capacity=1 + k % 2) for k in range(20)),
    *(Table(f"late{k}", slots=tuple(s.id for s in SLOTS[6:])) for k in range(20)),
)


def some_slots(r: random.Random, share: float) -> tuple[str, ...]:
    return tuple(s.id for s in SLOTS if r.random() < share)


def person(r: random.Random, k: int) -> Person:
    return Person(
        f"p{k}",
        available=some_slots(r, 0.85) if k % 3 else None,
        min_meetings=k % 4,
        max_meetings=None if k % 5 == 0 else 4 + k % 5,
        max_consecutive=3 if k % 7 == 0 else None,
        table=f"booth{k % 6}" if k < 9 else None,
    )


def large_event(seed: int = 1) -> Problem:
    """180 people. All demands can be met: the fixed meetings involve only people without limits."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    people = tuple(person(r, k) for k in range(180))
    pairs = [
        Pair(f"p{a}", f"p{b}", r.randint(0, 60), slots=some_slots(r, 0.7) if r.random() < 0.1 else None)
        for a in range(180)
        for b in sorted(r.sample(range(180), 10))
        if a != b
    ]
    fixed = [
        Pair("p15", "p30", 1, fixed=Fixed("s2", "t3")),
        Pair("p45", "p60", 1, fixed=Fixed(slot="s5")),
        Pair("p90", "p120", 1, fixed=Fixed(table="late0")),
        Pair("p15", "p60", 1, required=True),
        Pair("p15", "p60", 1, required=True),
    ]
    before = tuple((k, k + 40) for k in range(0, 400, 10))
    tiers = objective("minimums", ("score", 0.005), "gaps", "moves")
    return Problem("crowd", SLOTS, TABLES, people, (*fixed, *pairs), before, None, tiers)


@cache
def solved(seed: int = 1) -> Schedule:
    return solve(large_event(seed))


def test_the_event_is_too_large_for_proofs():
    assert compile_instance(large_event()).allowed.sum() > DEFAULT_PARAMETERS.proof.max_choices


def test_every_rule_is_kept():
    assert verify(large_event(), solved()) == []


def test_all_minimums_are_filled_and_the_score_is_close_to_its_bound():
    s = solved()
    assert (values(s)["minimums"], bounds(s)["minimums"]) == (0, 0)
    assert values(s)["score"] >= 0.98 * bounds(s)["score"]


def test_there_are_few_gaps():
    """Without the tier gaps there are about 150."""
    assert values(solved())["gaps"] <= 30


def test_required_meetings_are_scheduled():
    assert set(range(5)) <= who_met(solved())
    assert solved().status in (Status.FEASIBLE, Status.OPTIMAL)


def test_the_score_is_within_the_bound_of_a_relaxed_event():
    relaxed = FREER["a place more at every table"](large_event())
    assert values(solved())["score"] <= bounds(solve(replace(relaxed, objective=objective("score"))))["score"]
