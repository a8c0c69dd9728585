"""All claims of a schedule are true, also without exact proofs, and at whatever point the solve is stopped.

The claims: every rule holds (otherwise the verifier raises an error), the values, the bounds, and "optimal".
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import Problem, Progress, Schedule, Status, StopFlag
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.builders import NO_PROOFS, objective
from tests.solver.oracle import Values, all_values, optimum
from tests.solver.random_problems import random_problem

ORDERS = ("minimums score gaps moves", "score gaps moves", "gaps score", "score minimums", "moves score", "score")


def without_slack(seed: int, order: str) -> Problem:
    return replace(random_problem(seed), objective=objective(*order.split()))


problems = st.builds(without_slack, st.integers(10_000, 99_999), st.sampled_from(ORDERS))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(300, 320))
def test_all_claims_are_true_without_proofs(seed, order):
    p = without_slack(seed, order)
    known = all_values(p, most=5_000)
    if known:
        assert_claims_hold(p, solve(p, parameters=NO_PROOFS), known)


@settings(max_examples=40, deadline=None)
@given(p=problems, reports=st.integers(0, 12))
def test_all_claims_of_a_stopped_solve_are_true(p, reports):
    known = all_values(p, most=2_000)
    assume(known is not None)
    stop = StopFlag()
    progress_reports: list[Progress] = []

    def observer(progress: Progress) -> None:
        progress_reports.append(progress)
        if len(progress_reports) > reports:
            stop.set()

    s = solve(p, observer=observer, stop=stop)
    if s.status in (Status.INFEASIBLE, Status.UNKNOWN):
        assert s.status is Status.UNKNOWN or not known
    else:
        assert_claims_hold(p, s, known)


def assert_claims_hold(p: Problem, s: Schedule, known: list[Values]) -> None:
    """Each bound holds for all schedules that keep the earlier tiers. `known`: the values of all schedules."""
    assert verify(p, s) == []
    remaining = known
    for claim in s.tiers:
        sign = -1 if claim.tier == "score" else 1
        best = min(sign * v[claim.tier] for v in remaining)
        assert best <= sign * claim.value
        assert claim.bound is None or sign * claim.bound <= best
        remaining = [v for v in remaining if sign * v[claim.tier] <= sign * claim.value]
    if s.status is Status.OPTIMAL:
        assert [(t.tier, t.value) for t in s.tiers] == optimum(p, known)
