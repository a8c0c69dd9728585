"""Each tier by itself, their order, and slack."""

from dataclasses import replace

import pytest

from solver import Person
from solver.solve import solve
from solver.verify import tier_values, verify
from tests.solver.builders import bounds, codes, objective, pairs, people, problem, schedule, slots, values


def test_minimums_come_before_the_score_by_default():
    p = problem("ann bob cleo", "ann-bob:100 ann-cleo:1", slots(1))
    p = replace(p, people=(*people("ann bob"), Person("cleo", min_meetings=1)))
    s = solve(p)
    assert values(s) == {"minimums": 0, "score": 1, "gaps": 0, "moves": 0}
    assert s.status == "optimal"


def test_the_score_may_come_before_the_minimums():
    p = problem("ann bob cleo", "ann-bob:100 ann-cleo:1", slots(1), objective=objective("score", "minimums"))
    p = replace(p, people=(*people("ann bob"), Person("cleo", min_meetings=1)))
    assert values(solve(p)) == {"score": 100, "minimums": 1}


def test_an_unreachable_minimum_is_counted_and_proven():
    p = problem("ann bob", "ann-bob", slots(3), people=people("ann bob", min_meetings=3))
    s = solve(p)
    assert (values(s)["minimums"], bounds(s)["minimums"], s.status) == (4, 4, "optimal")


def test_gaps_are_closed_without_loss_of_score():
    p = problem("ann bob cleo dan", "ann-bob ann-cleo ann-dan", slots(3, 3))
    s = solve(p)
    assert values(s) == {"minimums": 0, "score": 3, "gaps": 0, "moves": 0}


def test_a_break_between_blocks_is_not_a_gap():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(2, 2), objective=objective("gaps"))
    assert tier_values(p, schedule(p, (0, "s1", "t0"), (1, "s2", "t0")).meetings)["gaps"] == 0
    assert tier_values(p, schedule(p, (0, "s0", "t0"), (1, "s3", "t0")).meetings)["gaps"] == 0


def test_slots_of_one_block_separated_by_another_block_are_not_adjacent():
    first, second = slots(1, 1)
    p = problem("ann bob cleo", "ann-bob ann-cleo", (first, second, replace(first, id="s2")))
    assert tier_values(p, schedule(p, (0, "s0", "t0"), (1, "s2", "t0")).meetings)["gaps"] == 1


def test_a_change_of_table_counts_across_a_gap_but_not_between_blocks():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3, 1))
    assert tier_values(p, schedule(p, (0, "s0", "t0"), (1, "s2", "t1")).meetings)["moves"] == 1
    assert tier_values(p, schedule(p, (0, "s0", "t0"), (1, "s3", "t1")).meetings)["moves"] == 0


def test_a_person_stays_at_one_table():
    p = problem("ann bob cleo dan", "ann-bob ann-cleo ann-dan", slots(3), objective=objective("score", "moves"))
    s = solve(p)
    assert len({m.table for m in s.meetings}) == 1
    assert s.status == "optimal"


@pytest.mark.parametrize(("slack", "expected"), [(0.0, (10, 1)), (0.09, (10, 1)), (0.1, (9, 0))])
def test_slack_is_a_share_of_the_achieved_value_rounded_down(slack, expected):
    """Ann's third meeting scores 1 of 10 points and adds a gap."""
    p = problem("ann bob cleo dan", "ann-bob:5 ann-cleo:4", slots(4), objective=objective(("score", slack), "gaps"))
    third = replace(pairs("ann-dan:1")[0], slots=("s3",))
    fixed = tuple(replace(q, slots=("s0", "s1")) for q in p.pairs)
    s = solve(replace(p, pairs=(*fixed, third)))
    assert (values(s)["score"], values(s)["gaps"]) == expected
    assert s.status == "optimal"


def test_gaps_are_not_increased_for_the_score_of_a_later_tier():
    p = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), objective=objective("gaps", "score"))
    p = replace(p, pairs=tuple(replace(q, slots=(s,)) for q, s in zip(p.pairs, ("s0", "s2"), strict=True)))
    assert values(solve(p)) == {"gaps": 0, "score": 1}


def test_an_empty_objective_requires_only_the_rules():
    s = solve(problem("ann bob", "ann-bob", slots(1), objective=()))
    assert (s.status, s.tiers) == ("optimal", ())


@pytest.mark.parametrize("stated", [0, 2])
def test_the_verifier_recomputes_every_value(stated):
    p = problem("ann bob", "ann-bob", slots(1), objective=objective("score"))
    s = schedule(p, (0, "s0", "t0"))
    assert codes(verify(p, replace(s, tiers=(replace(s.tiers[0], value=stated),)))) == ["tier-value"]


def test_the_verifier_rejects_a_value_beyond_its_bound():
    p = problem("ann bob", "ann-bob", slots(1), objective=objective("score", "gaps"))
    s = schedule(p, (0, "s0", "t0"))
    score, gaps = s.tiers
    assert codes(verify(p, replace(s, tiers=(replace(score, bound=0.5), gaps)))) == ["tier-bound"]
    assert codes(verify(p, replace(s, tiers=(score, replace(gaps, bound=1.0))))) == ["tier-bound"]
