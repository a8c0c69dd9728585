"""The cost of forcing a meeting or of cancelling it, checked against brute force and general properties."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from matchmaker.messages import Message
from solver import Problem, Schedule, Status, Tier
from solver.conflict import ConflictRule
from solver.explain import Outcome, Why, WhyNot
from solver.explain.why.why import explain
from solver.problem import Rule
from solver.solve import solve
from solver.verify import tier_values, verify
from tests.solver.builders import objective, pairs, problem, schedule, slots
from tests.solver.oracle import all_values, optimum
from tests.solver.random_problems import medium_problem, random_problem


def opposite_decisions(p: Problem, s: Schedule, every: int = 1) -> Iterator[tuple[Problem, Outcome]]:
    """For each pair (or each `every`-th) the opposite decision: the problem that demands it, and its outcome."""
    for e in range(0, len(p.pairs), every):
        pair = p.pairs[e]
        for answer in explain(p, s, pair.a, pair.b):
            if isinstance(answer, WhyNot) and answer.pair == e:
                yield with_pair(p, e, required=True), answer.forced
            elif isinstance(answer, Why) and answer.meeting.pair == e and not answer.required:
                yield with_pair(p, e, slots=()), answer.without


def with_pair(p: Problem, e: int, **fields: object) -> Problem:
    return replace(p, pairs=(*p.pairs[:e], replace(p.pairs[e], **fields), *p.pairs[e + 1 :]))


def answer(p: Problem, s: Schedule, a: str, b: str) -> Why | WhyNot:
    (one,) = explain(p, s, a, b)
    return one


@pytest.mark.parametrize("seed", range(60))
def test_the_cost_is_exact_and_proven(seed):
    p = random_problem(seed)
    p = replace(p, objective=tuple(Tier(tier.tier) for tier in p.objective))
    s = solve(p)
    if s.status is not Status.OPTIMAL or all_values(p) is None:
        return
    for other, outcome in opposite_decisions(p, s):
        truth = all_values(other)
        if not truth:
            assert (outcome.possible, outcome.schedule) == (False, None)
            assert outcome.conflict
            continue
        best = dict(optimum(other, truth))
        assert {cost.tier: (cost.found, cost.limit) for cost in outcome.costs} == {t: (v, v) for t, v in best.items()}
        assert outcome.exact
        assert verify(other, outcome.schedule) == []


@pytest.mark.parametrize("tiers", [("score",), ("score", "gaps", "moves"), ("gaps", "score"), ("minimums", "score")])
def test_larger_events_get_sound_schedules_and_correct_limits(tiers):
    p = replace(medium_problem(1), objective=objective(*tiers))
    p = replace(p, people=tuple(replace(q, min_meetings=2, max_meetings=5) for q in p.people))
    s = solve(p, time_limit=1)
    for other, outcome in opposite_decisions(p, s, every=23):
        assert outcome.possible
        assert verify(other, outcome.schedule) == []
        values = tier_values(other, outcome.schedule.meetings)
        assert {cost.tier: cost.found for cost in outcome.costs} == {tier: values[tier] for tier in tiers}
        first = outcome.costs[0]
        assert first.least <= first.worse
        assert first.least >= 0 or s.status is not Status.OPTIMAL
        before, after = ({m.pair: m for m in held.meetings} for held in (s, outcome.schedule))
        assert {c.pair: (c.before, c.after) for c in outcome.changes} == {
            e: (before.get(e), after.get(e)) for e in before | after if before.get(e) != after.get(e)
        }


def test_forcing_a_meeting_costs_the_meetings_that_it_displaces():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:4", slots(1), objective=objective("score"))
    forced = answer(p, solve(p), "cleo", "ann").forced
    (cost,) = forced.costs
    assert (cost.value, cost.found, cost.limit, cost.worse, cost.least, cost.exact) == (9, 4, 4, 5, 5, True)
    assert [(c.pair, c.before is None, c.after is None) for c in forced.changes] == [(1, True, False), (0, False, True)]


def test_forcing_a_meeting_can_be_free():
    p = problem("ann bob cleo", "ann-bob:4 ann-cleo:4", slots(1), objective=objective("score"))
    s = schedule(p, (0, "s0", "t0"))
    assert [(c.worse, c.exact) for c in answer(p, s, "ann", "cleo").forced.costs] == [(0, True)]


def test_forcing_a_meeting_can_be_a_gain():
    p = problem("ann bob cleo", "ann-bob:4 ann-cleo:7", slots(1), objective=objective("score"))
    s = schedule(p, (0, "s0", "t0"))
    assert [(c.worse, c.least, c.exact) for c in answer(p, s, "ann", "cleo").forced.costs] == [(-3, -3, True)]


def test_forcing_a_meeting_can_cost_only_gaps():
    p = problem("ann bob cleo", "ann-bob:0 ann-cleo:4", slots(3), objective=objective("score", "gaps"))
    p = replace(p, pairs=(replace(p.pairs[0], slots=("s0",)), replace(p.pairs[1], slots=("s2",))))
    s = schedule(p, (1, "s2", "t0"))
    costs = answer(p, s, "ann", "bob").forced.costs
    assert [(c.tier, c.worse, c.exact) for c in costs] == [("score", 0, True), ("gaps", 1, True)]


def test_a_meeting_that_cannot_be_forced_has_a_conflict():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:4", slots(1), objective=objective("score"))
    p = replace(p, pairs=(replace(p.pairs[0], required=True), p.pairs[1]))
    forced = answer(p, solve(p), "ann", "cleo").forced
    assert (forced.possible, forced.schedule) == (False, None)
    assert str(Message.of(forced.conflict.finding)) == "ann must meet bob and cleo, but there is only 1 slot"
    assert forced.conflict.rules == (ConflictRule(Rule.REQUIRED, 0), ConflictRule(Rule.REQUIRED, 1))


def test_a_pair_that_is_not_listed_cannot_be_forced():
    p = problem("ann bob cleo", "ann-bob", slots(1))
    unlisted = answer(p, solve(p), "cleo", "bob")
    assert (unlisted.pair, unlisted.forced, [r.code for r in unlisted.reasons]) == (None, None, ["not-listed"])


def test_each_pair_of_the_same_two_people_is_explained():
    p = problem("ann bob", "ann-bob:1 bob-ann:2", slots(1), objective=objective("score"))
    not_met, met = explain(p, solve(p), "ann", "bob")
    assert (not_met.pair, met.meeting.pair) == (0, 1)


def test_a_meeting_is_explained_by_its_alternatives():
    p = problem("ann bob cleo dan", "ann-bob:9 ann-cleo:4 bob-dan:7 cleo-dan:2", slots(1), objective=objective("score"))
    s = schedule(p, (0, "s0", "t0"), (3, "s0", "t1"))
    why = answer(p, s, "ann", "bob")
    found = [(a.person, a.other, a.score, a.gives_up, a.net) for a in why.alternatives]
    assert found == [("ann", "cleo", 4, 3, 2), ("bob", "dan", 7, 3, 5)]
    assert [(c.value, c.found, c.limit) for c in why.without.costs] == [(11, 11, 11)]


def test_a_free_alternative_makes_no_one_give_up_a_meeting():
    p = problem("ann bob cleo", "ann-bob:9 ann-cleo:4", slots(1))
    (free,) = answer(p, schedule(p, (0, "s0", "t0")), "ann", "bob").alternatives
    assert (free.person, free.other, free.gives_up, free.net) == ("ann", "cleo", None, 4)


def test_an_alternative_that_costs_a_meeting_is_listed_only_if_it_gains_more():
    p = problem("ann bob cleo dan eve", "ann-bob:9 ann-cleo:4 ann-dan:8 dan-eve:5", slots(1))
    (free,) = answer(p, schedule(p, (0, "s0", "t0"), (3, "s0", "t1")), "ann", "bob").alternatives
    assert (free.other, free.gives_up, free.net) == ("cleo", None, 4)


def test_a_required_meeting_has_no_outcome_without_it():
    p = replace(problem("ann bob", "ann-bob", slots(1)), pairs=pairs("ann-bob", required=True))
    why = answer(p, solve(p), "ann", "bob")
    assert (why.required, why.without) == (True, None)


def test_the_same_seed_gives_the_same_outcome():
    p = replace(medium_problem(3), objective=objective("score"))
    s = solve(p, time_limit=5)
    absent = next(pair for e, pair in enumerate(p.pairs) if e not in {m.pair for m in s.meetings})
    first, second = (answer(p, s, absent.a, absent.b).forced for _ in range(2))
    assert (first.costs, first.changes) == (second.costs, second.changes)
