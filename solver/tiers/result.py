"""The schedule of a finished solve, with ids, verified values and proven bounds."""

from importlib.metadata import PackageNotFoundError, version

from solver.conflict import Conflict
from solver.schedule import Meeting, Schedule, Status, TierValue
from solver.tiers.solve_state import SolveState
from solver.verify import verify


def result_schedule(state: SolveState) -> Schedule:
    """The incumbent as a schedule. Raises RuntimeError if it breaks a rule (a bug in the solver)."""
    state.seat()
    schedule = _schedule(state)
    breaches = verify(state.instance.problem, schedule)
    if breaches:
        raise RuntimeError(f"the solver made an unsound schedule: {breaches[0]}")
    return schedule


def result_without_schedule(state: SolveState, status: Status, conflict: Conflict | None = None) -> Schedule:
    """The result of a solve that found no timetable."""
    name, seconds = state.instance.problem.name, state.clock.elapsed()
    return Schedule(name, status, (), (), seconds, state.seed, program_version(), conflict)


def program_version() -> str:
    """The version of the installed package; "0" if it is not installed."""
    try:
        return version("matchmaker")
    except PackageNotFoundError:
        return "0"


def _schedule(state: SolveState) -> Schedule:
    problem = state.instance.problem
    tiers = tuple(
        TierValue(t.tier, state.best.values[t.tier], float(state.bounds[t.tier]) if t.tier in state.bounds else None)
        for t in problem.objective
    )
    status = Status.OPTIMAL if all(state.proven[t.tier] for t in problem.objective) else Status.FEASIBLE
    meetings = tuple(
        Meeting(
            e,
            problem.pairs[e].a,
            problem.pairs[e].b,
            problem.slots[t].id,
            problem.tables[state.best.tables[e]].id,
        )
        for e, t in state.best.meetings
    )
    return Schedule(problem.name, status, meetings, tiers, state.clock.elapsed(), state.seed, program_version())
