"""With the floor first and a slack, later tiers keep the floor, use the slack of the score, and prove their bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.problem import Tier
from solver.solve import solve
from solver.verify import verify
from tests.solver.random_problems import medium_problem

FLOOR_FIRST = (Tier("minimums"), Tier("fairness", 0.01), Tier("score", 0.05), Tier("gaps"), Tier("moves"))


@pytest.mark.parametrize("seed", range(4))
def test_the_floor_is_kept_and_every_bound_holds(seed: int) -> None:
    problem = replace(medium_problem(seed), objective=FLOOR_FIRST)
    schedule = solve(problem, time_limit=20, seed=seed)
    assert verify(problem, schedule) == []
    values = {tier.tier: tier.value for tier in schedule.tiers}
    bounds = {tier.tier: tier.bound for tier in schedule.tiers if tier.bound is not None}
    assert values["fairness"] <= bounds["fairness"]
    assert values["score"] <= bounds["score"]
    assert values["gaps"] >= bounds["gaps"]
    assert values["moves"] >= bounds["moves"]


@pytest.mark.parametrize("seed", range(4))
def test_the_slack_of_the_score_buys_gaps(seed: int) -> None:
    problem = medium_problem(seed)
    strict = solve(replace(problem, objective=_with_slack(0.0)), time_limit=20, seed=seed)
    loose = solve(replace(problem, objective=_with_slack(0.05)), time_limit=20, seed=seed)
    gaps, fewer = (next(tier.value for tier in s.tiers if tier.tier == "gaps") for s in (strict, loose))
    assert fewer <= gaps
    assert fewer < gaps or gaps == 0


def _with_slack(slack: float) -> tuple[Tier, ...]:
    return tuple(replace(tier, slack=slack) if tier.tier == "score" else tier for tier in FLOOR_FIRST)
