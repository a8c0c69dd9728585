"""The SAT model agrees with brute force on whether a timetable exists and on the fewest gaps."""

from dataclasses import replace
from itertools import product

import pytest

from solver import Schedule, Status, Table
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.progress import StopFlag
from solver.sat.cadical import Satisfier
from solver.sat.cardinality import at_most, count
from solver.sat.cnf import Cnf
from solver.sat.fewest_gaps import any_timetable, fewest_gaps
from solver.solve import solve
from tests.solver.builders import bounds, objective, problem, slots, values
from tests.solver.oracle import all_values
from tests.solver.random_problems import random_problem, tight_problem

WORK = 1_000_000


def all_required(seed):
    """A random problem in which every pair is required."""
    p = random_problem(seed)
    return replace(p, pairs=tuple(replace(pair, required=True) for pair in p.pairs))


@pytest.mark.parametrize("seed", range(150))
def test_a_timetable_is_found_if_and_only_if_one_exists(seed):
    p = random_problem(seed)
    truth = all_values(p, 5_000)
    if truth is not None:
        assert any_timetable(compile_instance(p), WORK, Clock(60))[0] is bool(truth)


@pytest.mark.parametrize("seed", range(150))
def test_the_fewest_gaps_agree_with_brute_force(seed):
    p = all_required(seed)
    truth = all_values(p, 20_000)
    if truth:
        reported = []
        found = fewest_gaps(compile_instance(p), 0, 20, WORK, Clock(60), reported.append)
        assert found.bound == min(v["gaps"] for v in truth)
        assert found.meetings is not None
        assert reported == list(range(found.bound + 1))


@pytest.mark.parametrize("seed", range(30))
def test_the_gap_spread_and_scarce_tables_are_respected(seed):
    p = tight_problem(seed, pairs=4)
    unrestricted = tuple(replace(pair, required=True, slots=None) for pair in p.pairs)
    always_available = tuple(replace(person, available=None, max_meetings=None) for person in p.people)
    tables = tuple(Table(f"t{k}") for k in range(2))
    p = replace(p, pairs=unrestricted, people=always_available, tables=tables[: len(p.tables)], max_gap_spread=seed % 2)
    truth = all_values(p, 20_000)
    if truth is not None:
        assert any_timetable(compile_instance(p), WORK, Clock(60))[0] is bool(truth)


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_the_limit_of_the_gap_spread_is_exact(limit):
    """Ann has two gaps in any timetable, and the others have none."""
    p = problem("ann bob cleo dan", "ann-bob ann-cleo ann-dan", slots(5), max_gap_spread=limit)
    times = (("s0",), ("s2",), ("s4",))
    p = replace(p, pairs=tuple(replace(q, required=True, slots=t) for q, t in zip(p.pairs, times, strict=True)))
    assert any_timetable(compile_instance(p), WORK, Clock(60))[0] is (limit == 2)


def test_a_booth_holds_one_meeting_at_a_time_even_if_other_tables_are_free():
    p = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1), where=3)
    booth = tuple(replace(person, table="t0" if person.id in ("ann", "cleo") else None) for person in p.people)
    p = replace(p, pairs=tuple(replace(pair, required=True) for pair in p.pairs), people=booth)
    assert any_timetable(compile_instance(p), WORK, Clock(60))[0] is False
    assert any_timetable(compile_instance(replace(p, slots=slots(2))), WORK, Clock(60))[0] is True


def round_robin(people, days):
    """Everyone must meet everyone, in blocks of the given lengths."""
    names = [f"p{i}" for i in range(people)]
    whom = " ".join(f"{a}-{b}" for i, a in enumerate(names) for b in names[:i])
    p = problem(" ".join(names), whom, slots(*days), objective=objective("gaps"))
    return replace(p, pairs=tuple(replace(pair, required=True) for pair in p.pairs))


def test_the_result_is_proven_optimal_and_reproducible():
    p = round_robin(6, (5, 2))
    first, second = solve(p, seed=3), solve(p, seed=3)
    assert first.status is Status.OPTIMAL
    assert values(first) == bounds(first) == {"gaps": 0}
    assert first.meetings == second.meetings


def test_a_known_bound_is_not_proven_again():
    reported = []
    found = fewest_gaps(compile_instance(round_robin(4, (4,))), 2, 20, WORK, Clock(60), reported.append)
    assert reported[0] == 2
    assert found.bound >= 2


def test_without_any_work_allowed_nothing_is_claimed():
    p = compile_instance(round_robin(4, (4,)))
    assert any_timetable(p, 0, Clock(60)) == (None, ())
    assert fewest_gaps(p, 0, 5, 0, Clock(60), lambda _: None).meetings is None


def test_a_stop_flag_set_in_advance_ends_the_search_before_it_begins():
    stop = StopFlag()
    stop.set()
    assert any_timetable(compile_instance(round_robin(4, (4,))), WORK, Clock(60, stop)) == (None, ())
    stopped: Schedule = solve(round_robin(6, (5, 2)), stop=stop)
    assert stopped.status in (Status.FEASIBLE, Status.OPTIMAL, Status.UNKNOWN)


@pytest.mark.parametrize("n", range(9))
def test_counts_are_exact(n):
    cnf = Cnf()
    inputs = [cnf.new() for _ in range(n)]
    for most in range(n + 2):
        outputs = count(cnf, inputs, most)
        with Satisfier(cnf, Clock(60)) as satisfier:
            for signs in product([False, True], repeat=min(n, 6)):
                fixed = [lit if on else -lit for lit, on in zip(inputs, signs, strict=False)]
                fixed += [-lit for lit in inputs[len(signs) :]]
                assert satisfier.holds(fixed, WORK)
                held = {abs(lit): lit > 0 for lit in satisfier.model()}
                assert [held[lit] for lit in outputs] == [sum(signs) > j for j in range(min(most, n))]


@pytest.mark.parametrize("n", range(1, 9))
def test_at_most_k_allows_k_literals_and_no_more(n):
    for k in range(n + 1):
        cnf = Cnf()
        inputs = [cnf.new() for _ in range(n)]
        at_most(cnf, inputs, k)
        with Satisfier(cnf, Clock(60)) as satisfier:
            assert satisfier.holds([*inputs[:k], *(-lit for lit in inputs[k:])], WORK)
            assert satisfier.holds(inputs[: k + 1], WORK) is (k >= n)


@pytest.mark.parametrize("n", range(1, 12))
def test_at_most_one_allows_each_literal_and_no_two(n):
    cnf = Cnf()
    inputs = [cnf.new() for _ in range(n)]
    cnf.at_most_one(inputs)
    with Satisfier(cnf, Clock(60)) as satisfier:
        assert all(satisfier.holds([lit], WORK) for lit in inputs)
        assert not any(satisfier.holds([a, b], WORK) for i, a in enumerate(inputs) for b in inputs[:i])
