"""Pair i meets before pair j, if both meet."""

from solver.cpsat.model import Lit, Model


def add_precedence(model: Model) -> None:
    """Add every entry of `before`."""
    for i, j in model.instance.problem.before:
        _before(model, i, j)


def _before(model: Model, i: int, j: int) -> None:
    """Scan slots from the last. `late`: pair i meets in this slot or later, so pair j cannot meet in this slot."""
    late: Lit | None = None
    for t in reversed(range(model.instance.slots)):
        meeting = model.meets[i].get(t)
        if meeting is not None:
            later, late = late, model.cp.new_bool_var("")
            model.cp.add_implication(meeting, late)
            if later is not None:
                model.cp.add_implication(later, late)
        if late is not None and t in model.meets[j]:
            model.cp.add_bool_or(~late, ~model.meets[j][t])
