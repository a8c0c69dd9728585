"""How the optimum of a problem changes when the problem does, on small, tight problems that are all proven."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Problem, Status, Tier
from solver.solve import solve
from tests.solver.builders import objective
from tests.solver.random_problems import tight_problem
from tests.solver.transformations import ALIKE, FREER, one_block, somebody_whom_nobody_meets

SOME = settings(max_examples=8, deadline=None)
ORDERS = ("score", "score gaps", "minimums score", "gaps score", "score moves")
Values = dict[str, int]


def without_slack(seed: int, order: str) -> Problem:
    return replace(tight_problem(seed), objective=objective(*order.split()))


problems = st.builds(without_slack, st.integers(0, 99_999), st.sampled_from(ORDERS))
scored = st.builds(without_slack, st.integers(0, 99_999), st.just("score"))


def optimum(p: Problem, seed: int = 0) -> Values | None:
    """The proven value of each tier; None where no schedule keeps the rules."""
    s = solve(p, seed=seed)
    if s.status is Status.INFEASIBLE:
        return None
    assert s.status is Status.OPTIMAL
    return {t.tier: t.value for t in s.tiers}


def badness(found: Values | None) -> list[int]:
    """Compares optima, tier by tier; nothing is worse than no schedule."""
    if found is None:
        return [1]
    return [0, *(-value if tier == "score" else value for tier, value in found.items())]


@settings(max_examples=15, deadline=None)
@given(p=scored)
def test_more_freedom_never_hurts(p):
    known = badness(optimum(p))
    assert [name for name, change in FREER.items() if badness(optimum(change(p))) > known] == []


@SOME
@given(p=problems)
def test_what_is_only_told_otherwise_has_the_same_optimum(p):
    known = optimum(p)
    assert [name for name, change in ALIKE.items() if optimum(change(p)) != known] == []


@SOME
@given(p=problems, seed=st.integers(1, 999))
def test_another_seed_finds_the_same_optimum(p, seed):
    assert optimum(p, seed) == optimum(p)


@SOME
@given(p=problems, factor=st.integers(2, 1000))
def test_scores_in_a_larger_unit_have_the_same_optimum_in_that_unit(p, factor):
    larger = replace(p, pairs=tuple(replace(q, score=factor * q.score) for q in p.pairs))
    known = optimum(p)
    scaled = known and {tier: value * (factor if tier == "score" else 1) for tier, value in known.items()}
    assert optimum(larger) == scaled


@SOME
@given(p=problems)
def test_without_pauses_nothing_gets_better(p):
    p = replace(p, max_gap_spread=None)
    assert badness(optimum(p)) <= badness(optimum(one_block(p)))


@SOME
@given(p=problems)
def test_somebody_whom_nobody_may_meet_changes_nothing_but_the_open_minimums(p):
    p = replace(p, max_gap_spread=None)
    crowded = somebody_whom_nobody_meets(p)
    assert optimum(crowded) == optimum(p)
    hoping = replace(crowded, people=(replace(crowded.people[0], min_meetings=2), *crowded.people[1:]))
    known = optimum(p)
    assert optimum(hoping) == (known and {tier: value + 2 * (tier == "minimums") for tier, value in known.items()})


@SOME
@given(p=problems)
def test_to_require_what_a_best_schedule_holds_anyway_changes_nothing(p):
    best = solve(p)
    held = {m.pair for m in best.meetings}
    asked = replace(p, pairs=tuple(replace(q, required=q.required or i in held) for i, q in enumerate(p.pairs)))
    assert optimum(asked) == optimum(p)


@SOME
@given(p=problems, data=st.data())
def test_a_meeting_of_a_best_schedule_may_as_well_be_fixed_where_it_is(p, data):
    best = solve(p)
    if not best.meetings:
        return
    m = data.draw(st.sampled_from(best.meetings))
    there = replace(p.pairs[m.pair], slots=(m.slot,), required=True)
    fixed = replace(p, pairs=tuple(there if i == m.pair else q for i, q in enumerate(p.pairs)))
    assert optimum(fixed) == optimum(p)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 99_999),
    order=st.sampled_from(["score gaps", "minimums score", "score minimums"]),
    slacks=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_more_slack_never_worsens_the_later_tier(seed, order, slacks):
    first, later = order.split()
    little, much = (
        optimum(replace(tight_problem(seed), objective=(Tier(first, slack), Tier(later)))) for slack in sorted(slacks)
    )
    assert badness(much and {later: much[later]}) <= badness(little and {later: little[later]})
