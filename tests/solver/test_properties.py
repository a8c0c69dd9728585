"""Properties that hold for every problem; hypothesis searches for a counterexample."""

import subprocess
import sys
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Progress, Schedule, Status, StopFlag
from solver.files.formats import write_schedule
from solver.solve import solve
from solver.verify.verify import verify
from tests.solver.random_problems import medium_problem, random_problem

problems = st.integers(1000, 9999).map(random_problem)
FEW = settings(max_examples=15, deadline=None)


EVENT = medium_problem(1, people=10)


@cache
def observed_solve() -> tuple[Schedule, list[Progress]]:
    """A complete solve and its progress reports."""
    reports: list[Progress] = []
    return solve(EVENT, seed=7, time_limit=900, observer=reports.append), reports


def outcome(s: Schedule) -> tuple[Status, list[int]]:
    return s.status, [t.value for t in s.tiers]


@FEW
@given(problems)
def test_every_schedule_passes_verification(p):
    s = solve(p)
    assert verify(p, s) == []


@FEW
@given(problems, st.randoms())
def test_names_and_order_of_people_do_not_matter(p, r):
    names = [q.id for q in p.people]
    new = dict(zip(names, r.sample([f"x{i}" for i in range(len(names))], len(names)), strict=True))
    people = [replace(q, id=new[q.id]) for q in p.people]
    r.shuffle(people)
    pairs = tuple(replace(q, a=new[q.a], b=new[q.b]) for q in p.pairs)
    assert outcome(solve(replace(p, people=tuple(people), pairs=pairs))) == outcome(solve(p))


def test_the_same_seed_gives_the_same_schedule():
    first, second = observed_solve()[0], solve(EVENT, seed=7, time_limit=900)
    assert write_schedule(replace(second, seconds=first.seconds)) == write_schedule(first)


def test_a_medium_event_is_seated_and_close_to_its_bound():
    s, _ = observed_solve()
    score, gaps, moves = s.tiers
    assert verify(EVENT, s) == []
    assert score.value >= 0.98 * score.bound
    assert moves.value < 2 * len(s.meetings)
    assert gaps.bound is not None


def test_a_stop_before_the_start_still_gives_a_valid_schedule():
    stop = StopFlag()
    stop.set()
    s = solve(medium_problem(2), stop=stop)
    assert verify(medium_problem(2), s) == []
    assert s.status in (Status.FEASIBLE, Status.OPTIMAL)


def test_progress_reports_have_value_and_bound():
    _, reports = observed_solve()
    assert {p.tier for p in reports} == {None, "score", "gaps", "moves"}
    last = reports[-1]
    assert last.meetings > 0
    assert last.bound is not None
    assert [p.elapsed for p in reports] == sorted(p.elapsed for p in reports)


def test_the_package_imports_without_the_solver_libraries():
    code = "import sys, solver, solver.files.formats, solver.verify.verify; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
