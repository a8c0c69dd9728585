"""A pair meets at most once (exactly once if required); a person is in one meeting at a time."""

from solver.problem import Rule
from solver.sat.cardinality import count
from solver.sat.model import Timetable


def add_occupancy(model: Timetable) -> None:
    """Link `used` to `meets`, and count a person's used slots (implied, but it prunes)."""
    for e, slots in enumerate(model.meets):
        if model.instance.required[e]:
            model.cnf.add(*slots.values(), *model.switches.guard(Rule.REQUIRED, e))
        model.cnf.at_most_one(slots.values())
    for p, used in enumerate(model.used):
        for t, lit in used.items():
            meetings = [model.meets[e][t] for e in model.pairs_of[p] if t in model.meets[e]]
            model.cnf.at_most_one(meetings)
            model.cnf.add(-lit, *meetings)
            for meeting in meetings:
                model.cnf.add(-meeting, lit)
        _count_used(model, p)


def _count_used(model: Timetable, person: int) -> None:
    """A person uses at most as many slots as there are pairs, and exactly as many if all of them meet."""
    used, pairs = list(model.used[person].values()), len(model.pairs_of[person])
    guard = model.unless_all_meet(person)
    if guard is None or not pairs:
        return
    numbers = count(model.cnf, used, pairs + 1)
    if len(numbers) < pairs:
        model.cnf.add(*guard)
        return
    model.cnf.add(numbers[pairs - 1], *guard)
    if len(numbers) > pairs:
        model.cnf.add(-numbers[pairs])
