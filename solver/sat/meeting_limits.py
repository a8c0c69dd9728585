"""Limits of each person: meetings in total, and in a row."""

from solver.problem import Rule
from solver.sat.cardinality import at_most
from solver.sat.model import Timetable


def add_meeting_limits(model: Timetable) -> None:
    """Add `max_meetings` and `max_consecutive`."""
    for p, used in enumerate(model.used):
        person = model.instance.problem.people[p]
        if person.max_meetings is not None and person.max_meetings < min(len(used), len(model.pairs_of[p])):
            at_most(model.cnf, list(used.values()), person.max_meetings, model.switches.guard(Rule.MAX_MEETINGS, p))
        if person.max_consecutive is not None:
            _limit_runs(model, p, person.max_consecutive)


def _limit_runs(model: Timetable, person: int, longest: int) -> None:
    used, adjacent = model.used[person], model.instance.adjacent
    for t in used:
        window = range(t, t + longest + 1)
        if all(u in used for u in window) and adjacent[t + 1 : t + longest + 1].all():
            model.cnf.add(*(-used[u] for u in window), *model.switches.guard(Rule.MAX_CONSECUTIVE, person))
