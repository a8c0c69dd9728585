"""Pair i meets before pair j, if both meet."""

from solver.problem import Rule
from solver.sat.model import Timetable


def add_precedence(model: Timetable) -> None:
    """Add every entry of `before`."""
    for i, j in model.instance.problem.before:
        if model.meets[i] and model.meets[j]:
            _before(model, i, j)


def _before(model: Timetable, i: int, j: int) -> None:
    """Scan slots from the last. `late`: pair i meets in this slot or later, so pair j cannot meet in this slot."""
    guard = model.switches.guard(Rule.PRECEDENCE, i, j)
    late: int | None = None
    for t in reversed(range(model.instance.slots)):
        meeting = model.meets[i].get(t)
        if meeting is not None:
            earlier, late = late, model.cnf.new()
            model.cnf.add(-meeting, late)
            if earlier is not None:
                model.cnf.add(-earlier, late)
        if late is not None and t in model.meets[j]:
            model.cnf.add(-late, -model.meets[j][t], *guard)
