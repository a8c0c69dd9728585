"""Each person's limit of meetings in total."""

from solver.problem import Rule
from solver.sat.cardinality import at_most
from solver.sat.model import Timetable


def add_max_meetings(model: Timetable) -> None:
    """Add `max_meetings` where a person could have more."""
    for p, used in enumerate(model.used):
        limit = model.instance.problem.people[p].max_meetings
        if limit is not None and limit < min(len(used), len(model.pairs_of[p])):
            at_most(model.cnf, list(used.values()), limit, model.switches.guard(Rule.MAX_MEETINGS, p))
