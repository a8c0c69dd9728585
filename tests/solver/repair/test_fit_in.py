"""A newcomer where everybody is at the limit: one meeting gives way to two of theirs, within the budget."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from solver import Problem, Schedule
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.problem import Person
from solver.repair import Repair
from solver.repair.first_candidate import first_candidate
from solver.repair.fit_in import fit_in
from solver.repair.repair import repair_schedule
from solver.repair.repair_state import RepairState
from solver.verify.verify import verify
from tests.solver.builders import NO_PROOFS, objective, people, problem, schedule, slots, values

PEOPLE = people("ann bob cleo dan", max_meetings=1, min_meetings=1)
EVE = Person("eve", min_meetings=2, max_meetings=2)
FULL = problem(
    "ann bob cleo dan eve",
    "ann-bob:9 cleo-dan:9 eve-ann:1 eve-bob:1 eve-cleo:2",
    slots(2),
    people=(*PEOPLE, EVE),
    objective=objective("minimums", "fairness", "score"),
)
BEFORE = schedule(FULL, (0, "s0", "t0"), (1, "s0", "t1"))


def state_of(p: Problem, before: Schedule, **budget: int) -> RepairState:
    state = RepairState(compile_instance(p), Repair(before, **budget), Clock(20.0), 0, parameters=NO_PROOFS)
    first_candidate(state)
    return state


def test_one_meeting_gives_way_to_two() -> None:
    state = state_of(FULL, BEFORE, most_changes=1)
    fit_in(state, state.instance.min_meetings)
    assert sorted(e for e, _ in state.best.meetings) == [1, 2, 3]


def test_without_a_budget_for_it_nothing_changes() -> None:
    state = state_of(FULL, BEFORE, most_changes=0)
    fit_in(state, state.instance.min_meetings)
    assert sorted(e for e, _ in state.best.meetings) == [0, 1]


def test_what_only_shifts_the_lack_to_somebody_else_is_not_done() -> None:
    lonely = replace(FULL, people=(*PEOPLE, EVE), pairs=(*FULL.pairs[:3], FULL.pairs[4]))
    state = state_of(lonely, BEFORE, most_changes=1)
    fit_in(state, np.where(state.instance.min_meetings > 1, 1, state.instance.min_meetings))
    assert sorted(e for e, _ in state.best.meetings) == [0, 1]


@pytest.mark.parametrize("budget", [{"most_changes": 1}, {"most_people": 2}])
def test_a_repair_fits_the_newcomer_in_and_its_schedule_is_sound(budget: dict[str, int]) -> None:
    result = repair_schedule(FULL, Repair(BEFORE, **budget), parameters=NO_PROOFS)
    assert verify(FULL, result.schedule) == []
    assert values(result.schedule)["minimums"] == 0
    assert result.count <= next(iter(budget.values()))


def test_the_floor_is_raised_with_a_budget_too() -> None:
    p = replace(
        FULL,
        people=(*people("ann bob cleo dan", max_meetings=1), replace(EVE, min_meetings=0)),
        objective=objective(("fairness", 0.01), "score"),
    )
    result = repair_schedule(p, Repair(BEFORE, most_changes=1), parameters=NO_PROOFS)
    assert values(result.schedule)["fairness"] == values(repair_schedule(p, Repair(BEFORE)).schedule)["fairness"]
