"""How the optimum changes with the problem, on small, tight problems that are all solved to proven optimality."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
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
    """The proven value of each tier; None if infeasible."""
    s = solve(p, seed=seed)
    if s.status is Status.INFEASIBLE:
        return None
    assert s.status is Status.OPTIMAL
    return {t.tier: t.value for t in s.tiers}


def cost_of(found: Values | None) -> list[int]:
    """Sort key of optima, tier by tier: lower is better, and infeasible is worst."""
    if found is None:
        return [1]
    return [0, *(-value if tier == "score" else value for tier, value in found.items())]


@settings(max_examples=15, deadline=None)
@given(p=scored)
@example(p=without_slack(512, "score"))  # a further meeting of score 0 closes a gap, so that a choice has a timetable
def test_more_freedom_never_hurts(p):
    known = cost_of(optimum(p))
    assert [name for name, change in FREER.items() if cost_of(optimum(change(p))) > known] == []


@SOME
@given(p=problems)
def test_an_equivalent_problem_has_the_same_optimum(p):
    known = optimum(p)
    assert [name for name, change in ALIKE.items() if optimum(change(p)) != known] == []


@SOME
@given(p=problems, seed=st.integers(1, 999))
def test_another_seed_finds_the_same_optimum(p, seed):
    assert optimum(p, seed) == optimum(p)


@SOME
@given(p=problems, factor=st.integers(2, 1000))
def test_scaling_the_scores_scales_the_optimum(p, factor):
    larger = replace(p, pairs=tuple(replace(q, score=factor * q.score) for q in p.pairs))
    known = optimum(p)
    scaled = known and {tier: value * (factor if tier == "score" else 1) for tier, value in known.items()}
    assert optimum(larger) == scaled


@SOME
@given(p=problems)
def test_joining_all_blocks_does_not_improve_the_optimum(p):
    p = replace(p, max_gap_spread=None)
    assert cost_of(optimum(p)) <= cost_of(optimum(one_block(p)))


@SOME
@given(p=problems)
def test_a_person_without_pairs_changes_only_the_shortfall_of_minimums(p):
    p = replace(p, max_gap_spread=None)
    larger = somebody_whom_nobody_meets(p)
    assert optimum(larger) == optimum(p)
    unmet = replace(larger, people=(replace(larger.people[0], min_meetings=2), *larger.people[1:]))
    known = optimum(p)
    assert optimum(unmet) == (known and {tier: value + 2 * (tier == "minimums") for tier, value in known.items()})


@SOME
@given(p=problems)
def test_requiring_the_meetings_of_an_optimal_schedule_changes_nothing(p):
    best = solve(p)
    scheduled = {m.pair for m in best.meetings}
    stricter = replace(p, pairs=tuple(replace(q, required=q.required or i in scheduled) for i, q in enumerate(p.pairs)))
    assert optimum(stricter) == optimum(p)


@SOME
@given(p=problems, data=st.data())
def test_fixing_a_meeting_of_an_optimal_schedule_in_its_slot_changes_nothing(p, data):
    best = solve(p)
    if not best.meetings:
        return
    m = data.draw(st.sampled_from(best.meetings))
    fixed_pair = replace(p.pairs[m.pair], slots=(m.slot,), required=True)
    fixed = replace(p, pairs=tuple(fixed_pair if i == m.pair else q for i, q in enumerate(p.pairs)))
    assert optimum(fixed) == optimum(p)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 99_999),
    order=st.sampled_from(["score gaps", "minimums score", "score minimums"]),
    slacks=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_more_slack_never_worsens_the_later_tier(seed, order, slacks):
    first, later = order.split()
    less, much = (
        optimum(replace(tight_problem(seed), objective=(Tier(first, slack), Tier(later)))) for slack in sorted(slacks)
    )
    assert cost_of(much and {later: much[later]}) <= cost_of(less and {later: less[later]})
