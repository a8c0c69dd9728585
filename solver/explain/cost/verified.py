"""A timetable as a schedule with tables, verified against every rule."""

from solver.explain.cost.near_schedule import Placed
from solver.explain.cost.seats import seated
from solver.explain.view import View
from solver.instance.instance import Instance
from solver.schedule import Meeting, Schedule, Status, TierValue
from solver.tiers.result import program_version
from solver.verify import tier_values, verify


def verified_schedule(view: View, instance: Instance, placed: Placed, seed: int, seconds: float) -> Schedule:
    """The schedule of the instance's problem, near that of the view. Raises RuntimeError if it breaks a rule."""
    problem, tables = instance.problem, seated(view, instance, placed)
    meetings = tuple(
        Meeting(e, problem.pairs[e].a, problem.pairs[e].b, problem.slots[t].id, problem.tables[tables[e]].id)
        for e, t in placed
    )
    values = tier_values(problem, meetings)
    tiers = tuple(TierValue(t.tier, values[t.tier]) for t in problem.objective)
    found = Schedule(problem.name, Status.FEASIBLE, meetings, tiers, seconds, seed, program_version())
    breaches = verify(problem, found)
    if breaches:
        raise RuntimeError(f"the re-solve made an unsound schedule: {breaches[0]}")
    return found
