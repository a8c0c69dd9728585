"""Whatever a schedule states is true, also where the clause model may not help, and wherever the solve is stopped.

Stated are: every rule holds (the solver's own judge raises otherwise), the values, the bounds, and "optimal".
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
def test_searches_alone_state_nothing_false(seed, order):
    p = without_slack(seed, order)
    truth = all_values(p, most=5_000)
    if truth:
        assert_true(p, solve(p, parameters=NO_PROOFS), truth)


@settings(max_examples=40, deadline=None)
@given(p=problems, reports=st.integers(0, 12))
def test_a_solve_that_is_stopped_states_nothing_false(p, reports):
    truth = all_values(p, most=2_000)
    assume(truth is not None)
    stop = StopFlag()
    told: list[Progress] = []

    def observer(progress: Progress) -> None:
        told.append(progress)
        if len(told) > reports:
            stop.set()

    s = solve(p, observer=observer, stop=stop)
    if s.status in (Status.INFEASIBLE, Status.UNKNOWN):
        assert s.status is Status.UNKNOWN or not truth
    else:
        assert_true(p, s, truth)


def assert_true(p: Problem, s: Schedule, truth: list[Values]) -> None:
    """Each bound holds among the schedules that keep the values of the tiers before it."""
    assert verify(p, s) == []
    rest = truth
    for stated in s.tiers:
        sign = -1 if stated.tier == "score" else 1
        best = min(sign * v[stated.tier] for v in rest)
        assert best <= sign * stated.value
        assert stated.bound is None or sign * stated.bound <= best
        rest = [v for v in rest if sign * v[stated.tier] <= sign * stated.value]
    if s.status is Status.OPTIMAL:
        assert [(t.tier, t.value) for t in s.tiers] == optimum(p, truth)
