"""Pair i is before pair j, where both are scheduled."""

from solver.cpsat.model import Lit, Model


def add_precedence(model: Model) -> None:
    """With `late[u]`: j is not before slot u. i at t forbids j at any slot up to t."""
    for i, j in model.instance.problem.before:
        add_before(model, i, j)


def add_before(model: Model, i: int, j: int, unless: Lit | None = None) -> None:
    """One such rule, switched off where `unless` holds."""
    spare = [] if unless is None else [unless]
    reached: Lit | None = None  # pair i meets in the slots so far or later than t: scanned from the end
    for t in reversed(range(model.instance.slots)):
        here = model.meets[i].get(t)
        if here is not None:
            later = model.cp.new_bool_var("")
            model.cp.add_implication(here, later)
            if reached is not None:
                model.cp.add_implication(reached, later)
            reached = later
        if reached is not None and t in model.meets[j]:
            model.cp.add_bool_or(~reached, ~model.meets[j][t], *spare)
