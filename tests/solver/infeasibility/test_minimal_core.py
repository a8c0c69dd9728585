"""The rules of a conflict cannot all hold, and without any one of them the others can (checked by brute force)."""

from dataclasses import replace

import pytest

from solver.clock import Clock
from solver.infeasibility.conflict_finding import conflict_of
from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.relaxations import relaxations
from solver.infeasibility.smallest_conflict import smallest_conflict
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.problem import Rule
from tests.solver.oracle import all_meetings
from tests.solver.random_problems import random_problem


def all_required(seed):
    """Up to three pairs, all required."""
    p = random_problem(seed)
    kept = tuple(replace(pair, required=True) for pair in p.pairs[:3])
    before = tuple((i, j) for i, j in p.before if i < len(kept) and j < len(kept))
    return replace(p, pairs=kept, before=before)


def feasible(problem):
    return bool(all_meetings(problem, 8_000))


def with_only(problem, kept):
    """The problem with all rules relaxed except these."""
    keys = {rule.key for rule in kept}
    for rule in relaxations(problem):
        if rule.key not in keys:
            problem = rule.without(problem)
    return problem


@pytest.mark.parametrize("seed", range(120))
def test_a_conflict_is_found_if_and_only_if_there_is_one_and_it_needs_every_rule_that_it_names(seed):
    p = all_required(seed)
    conflict = smallest_conflict(p, Clock(60), DEFAULT_PARAMETERS.infeasibility)
    assert (conflict is None) == feasible(p)
    if conflict is not None:
        assert not feasible(with_only(p, conflict))
        for rule in conflict:
            assert feasible(with_only(p, [r for r in conflict if r is not rule]))
        assert len(conflict_of(p, [rule.key for rule in conflict]).rules) == len(conflict)


@pytest.mark.parametrize("seed", range(120))
def test_an_obvious_contradiction_is_a_conflict_among_its_pairs(seed):
    p = replace(all_required(seed), max_gap_spread=None)
    for found in contradictions(compile_instance(p)):
        conflict = smallest_conflict(p, Clock(60), DEFAULT_PARAMETERS.infeasibility, found.pairs)
        assert conflict is not None
        assert not feasible(with_only(p, conflict))
        assert {i for rule in conflict if rule.key.rule is Rule.REQUIRED for i in rule.key.indexes} <= found.pairs
