"""The kinds of runs, as the child process carries them out. Each gives the fields of the child's last message."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from matchmaker.messages import Message
from matchmaker.planning.runs.changes import Changes
from matchmaker.planning.runs.stored_explanation import to_data
from solver import Observer, Schedule, StopFlag
from solver.files import read_problem, read_schedule, write_schedule

if TYPE_CHECKING:
    from matchmaker.planning.runs.solver_child import SolveRequest

Carry = Callable[["SolveRequest", bytes, bytes, Observer, StopFlag], dict[str, Any]]
"""Request, problem file, schedule file of the base plan, observer of progress, request to stop."""


def solve(request: SolveRequest, problem_json: bytes, _base: bytes, report: Observer, stop: StopFlag) -> dict[str, Any]:
    """A schedule of the problem."""
    from solver.solve import solve

    problem = read_problem(problem_json)
    schedule = solve(problem, seed=request.seed, time_limit=request.time_limit, observer=report, stop=stop)
    return _answer(schedule)


def repair(
    request: SolveRequest, problem_json: bytes, base_json: bytes, report: Observer, stop: StopFlag
) -> dict[str, Any]:
    """A schedule near that of the base plan. The problem holds its absences, frozen slots and pins already."""
    from solver.repair.repair import repair_schedule

    changes, base = Changes.from_json(request.options), read_schedule(base_json)
    repaired = repair_schedule(
        read_problem(problem_json),
        changes.budget_only().repair_of(base),
        seed=request.seed,
        time_limit=request.time_limit,
        observer=report,
        stop=stop,
    )
    return _answer(repaired.schedule)


def explain(
    request: SolveRequest, problem_json: bytes, base_json: bytes, report: Observer, stop: StopFlag
) -> dict[str, Any]:
    """The explanation for two people of the schedule; the best openings for one, or for all."""
    from solver.explain.gain.openings import best_openings
    from solver.explain.why.why import explain

    problem, schedule, people = read_problem(problem_json), read_schedule(base_json), request.options["people"]
    limits: dict[str, Any] = {"seed": request.seed, "time_limit": request.time_limit, "stop": stop}
    found: tuple[Any, ...]
    if len(people) == 2:
        found = explain(problem, schedule, *people, **limits)
    else:
        found = best_openings(problem, schedule, *people, **limits)
    return {"explanation": to_data(found)}


def _answer(schedule: Schedule) -> dict[str, Any]:
    if schedule.conflict is not None:
        return {"conflict": Message.of(schedule.conflict.finding).to_json()}
    return {"schedule": write_schedule(schedule)}


TASKS: dict[str, Carry] = {"solve": solve, "repair": repair, "explain": explain}
