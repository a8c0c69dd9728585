"""Annealing keeps every rule and limit, and its costs match its timetables."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Problem
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import DEFAULT_PARAMETERS
from solver.schedule import Meeting, Schedule, Status
from solver.tiers.candidate import make_candidate
from solver.tiers.seating import Seating
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CoolingSchedule, CostLimits, CostWeights
from solver.timetable.annealing.loop import anneal
from solver.timetable.annealing.state import CHANGES, COSTS, GAPS, REWARD, SCORE, State, make_state
from solver.timetable.edge_coloring import assign_slots
from solver.verify.verify import verify
from tests.solver.random_problems import medium_problem, random_problem, tight_problem

FEW = settings(max_examples=25, deadline=None)
NO_LIMITS = np.full(COSTS, 1 << 62, dtype=np.int64)
weights = st.lists(st.sampled_from([0.0, 0.1, 1.0, 5.0]), min_size=COSTS, max_size=COSTS).map(np.array)


def grid_of(p: Problem) -> Grid:
    """A grid with the required meetings, then as many others as fit."""
    grid = Grid(compile_instance(p))
    assign_slots(grid, range(grid.instance.pairs), Clock(60.0), DEFAULT_PARAMETERS)
    return grid


def has_required_meetings(p: Problem) -> bool:
    """Whether the grid holds all required meetings, so that annealing can start."""
    grid = grid_of(p)
    return all(grid.when[e] != UNSCHEDULED for e in np.flatnonzero(grid.instance.required).tolist())


numbers = st.integers(0, 9_999)
problems = (numbers.map(random_problem) | numbers.map(tight_problem)).filter(has_required_meetings)


def state_of(grid: Grid, *, by_people: bool = False, seed: int = 0) -> State:
    """A state that rewards filled minimums, with a reference slot for every other pair."""
    instance = grid.instance
    reward = np.minimum(np.arange(instance.slots + 1), instance.min_meetings[:, None])
    reference = np.where(np.arange(instance.pairs) % 2, UNSCHEDULED, np.array(grid.when, dtype=np.int64))
    return make_state(grid, instance.score, reward, reference, by_people=by_people, seed=seed)


def recomputed_costs(instance: Instance, s: State) -> list[int]:
    """The costs of the current timetable, computed from its meetings alone."""
    when = s.pair["when"][:-1]
    candidate = make_candidate(instance, [(e, int(t)) for e, t in enumerate(when) if t != UNSCHEDULED], None)
    reference = s.pair["reference"][:-1]
    moved = np.flatnonzero((reference != UNSCHEDULED) & (reference != when))
    people = {int(p) for e in moved for p in (instance.a[e], instance.b[e])}
    costs = {
        REWARD: candidate.values["minimums"] - int(instance.min_meetings.sum()),
        SCORE: -candidate.values["score"],
        GAPS: candidate.values["gaps"],
        CHANGES: len(people) if s.memory[0]["by_people"] else len(moved),
    }
    return [costs[k] for k in range(COSTS)]


def breaches(instance: Instance, meetings: list[tuple[int, int]]) -> list[str]:
    p = instance.problem
    seating = Seating(instance, meetings, DEFAULT_PARAMETERS.seating)
    seating.seat_anywhere()
    named = tuple(
        Meeting(e, p.pairs[e].a, p.pairs[e].b, p.slots[t].id, p.tables[seating.table[e]].id) for e, t in meetings
    )
    return [str(b) for b in verify(p, Schedule("", Status.FEASIBLE, named, (), 0, 0, ""))]


@FEW
@given(problems, weights, st.booleans(), st.integers(0, 99))
def test_incremental_costs_equal_recomputed_ones_and_every_rule_holds(p, weights, by_people, seed):
    grid = grid_of(p)
    s = state_of(grid, by_people=by_people, seed=seed)
    for _ in range(4):
        anneal(s, 100, 2.0, 0.1, 0.5, weights, NO_LIMITS)
        assert s.cost.tolist() == recomputed_costs(grid.instance, s)
        meetings = [(e, int(t)) for e, t in enumerate(s.pair["when"][:-1]) if t != UNSCHEDULED]
        assert breaches(grid.instance, meetings) == []


@FEW
@given(problems, weights, st.lists(st.integers(0, 2), min_size=COSTS, max_size=COSTS), st.integers(0, 99))
def test_no_step_exceeds_a_limit(p, weights, margins, seed):
    s = state_of(grid_of(p), seed=seed)
    limits = s.cost + np.array(margins)
    for _ in range(20):
        anneal(s, 20, 9.0, 1.0, 0.5, weights, limits)
        assert (s.cost <= limits).all()
        assert (s.best_cost <= limits).all()


@FEW
@given(problems, st.integers(0, 99))
def test_a_rejected_step_changes_nothing(p, seed):
    """Every step is rejected here: moving a meeting or adding one exceeds a limit."""
    grid = grid_of(p)
    negative_weights = np.full(grid.instance.pairs, -1, dtype=np.int64)
    s = make_state(grid, negative_weights, reference=np.array(grid.when, dtype=np.int64), seed=seed)
    before, limits = snapshot(s), s.cost.copy()
    assert anneal(s, 1_000, 9.0, 9.0, 0.6, np.ones(COSTS), limits) == 0
    assert snapshot(s) == before


def snapshot(s: State) -> list[bytes]:
    """The timetable and all derived counts."""
    return [a.tobytes() for a in (s.pair, s.person, s.at, s.in_block, s.left, s.cost, s.best_cost)]


def test_the_same_seed_gives_the_same_timetable():
    def annealed(seed: int) -> list[tuple[int, int]]:
        grid = grid_of(medium_problem(4))
        annealer = Annealer(grid, AnnealingInput(grid.instance.score, seed=seed), DEFAULT_PARAMETERS.annealing)
        annealer.anneal(CoolingSchedule(30_000, 5.0, 0.1, 0.3), CostWeights(score=1, gaps=9), CostLimits(), Clock(60.0))
        return list(annealer.meetings())

    assert annealed(1) == annealed(1)
    assert annealed(1) != annealed(2)


def test_annealing_returns_the_best_timetable_found():
    """At constant heat the final timetable is worse than the best; the reported costs are those of the best."""
    grid = grid_of(medium_problem(4))
    before = make_candidate(grid.instance, grid.meetings(), None).values
    annealer = Annealer(grid, AnnealingInput(grid.instance.score, seed=3), DEFAULT_PARAMETERS.annealing)
    annealer.anneal(
        CoolingSchedule(60_000, 30.0, 29.0, 0.3),
        CostWeights(score=1, gaps=40),
        CostLimits(score=before["score"]),
        Clock(60.0),
    )
    after = make_candidate(grid.instance, annealer.meetings(), None).values
    assert (annealer.score, annealer.gaps) == (after["score"], after["gaps"])
    assert after["score"] >= before["score"]
    assert 40 * after["gaps"] - after["score"] < 40 * before["gaps"] - before["score"]


def test_a_shuffle_changes_when_people_meet_but_not_whom():
    grid = grid_of(medium_problem(4))
    before = dict(grid.meetings())
    annealer = Annealer(
        grid, AnnealingInput(np.zeros(grid.instance.pairs, dtype=np.int64)), DEFAULT_PARAMETERS.annealing
    )
    annealer.shuffle(2_000, Clock(60.0))
    state = annealer._state
    meetings = {e: int(t) for e, t in enumerate(state.pair["when"][:-1]) if t != UNSCHEDULED}
    assert meetings.keys() == before.keys()
    assert meetings != before


def test_pinned_meetings_do_not_move_and_required_ones_are_not_removed():
    p = medium_problem(4)
    required = tuple(replace(q, required=e % 5 == 0) for e, q in enumerate(p.pairs))
    grid = grid_of(replace(p, pairs=required))
    before = dict(grid.meetings())
    pinned = np.arange(grid.instance.pairs) % 7 == 0
    annealer = Annealer(grid, AnnealingInput(-grid.instance.score, pinned=pinned, seed=1), DEFAULT_PARAMETERS.annealing)
    annealer.anneal(CoolingSchedule(30_000, 50.0, 0.1, 0.5), CostWeights(score=1, gaps=1), CostLimits(), Clock(60.0))
    after = dict(annealer.meetings())
    assert all(after[e] == t for e, t in before.items() if pinned[e])
    assert all(e in after for e in np.flatnonzero(grid.instance.required).tolist())
    assert after != before
