"""From a run to the schedule that leaves: named again, verified, with what is proven."""

from importlib.metadata import PackageNotFoundError, version

from solver.schedule import Meeting, Schedule, Status, TierValue
from solver.tiers.solve_state import Run
from solver.verify import verify


def finished(run: Run) -> Schedule:
    """The best plan as a schedule. Raises RuntimeError if it breaks a rule (a fault of the program)."""
    run.seat()
    schedule = _schedule(run)
    breaches = verify(run.instance.problem, schedule)
    if breaches:
        raise RuntimeError(f"the solver made an unsound schedule: {breaches[0].sentence}")
    return schedule


def without_plan(run: Run, status: Status, conflict: tuple[str, ...] = ()) -> Schedule:
    """What there is to say where there is no plan."""
    name, seconds = run.instance.problem.name, run.clock.elapsed()
    return Schedule(name, status, (), (), seconds, run.seed, program_version(), conflict)


def program_version() -> str:
    """The installed program's version."""
    try:
        return version("matchmaker")
    except PackageNotFoundError:
        return "0"


def _schedule(run: Run) -> Schedule:
    problem = run.instance.problem
    tiers = tuple(
        TierValue(t.tier, run.best.values[t.tier], float(run.bounds[t.tier]) if t.tier in run.bounds else None)
        for t in problem.objective
    )
    status = Status.OPTIMAL if all(run.proven[t.tier] for t in problem.objective) else Status.FEASIBLE
    meetings = tuple(
        Meeting(
            e,
            problem.pairs[e].a,
            problem.pairs[e].b,
            problem.slots[t].id,
            problem.tables[run.best.tables[e]].id,
        )
        for e, t in run.best.meetings
    )
    return Schedule(problem.name, status, meetings, tiers, run.clock.elapsed(), run.seed, program_version())
