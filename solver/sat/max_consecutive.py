"""Each person's limit of meetings in a row."""

from solver.problem import Rule
from solver.sat.model import Timetable


def add_max_consecutive(model: Timetable) -> None:
    """Add `max_consecutive`: each window of one slot more than the limit has a free slot."""
    adjacent = model.instance.adjacent
    for p, used in enumerate(model.used):
        longest = model.instance.problem.people[p].max_consecutive
        if longest is None:
            continue
        for t in used:
            window = range(t, t + longest + 1)
            if all(u in used for u in window) and adjacent[t + 1 : t + longest + 1].all():
                model.cnf.add(*(-used[u] for u in window), *model.switches.guard(Rule.MAX_CONSECUTIVE, p))
