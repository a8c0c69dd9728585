"""Each tier as an expression to minimise (the score negated)."""

from solver.cpsat.gaps import add_runs, gaps_of
from solver.cpsat.model import Model
from solver.cpsat.moves import add_seats, moves_of
from solver.problem import TierName
from solver.wrappers.cp_sat import cp_model


def cost(model: Model, tier: TierName) -> cp_model.LinearExprT:
    """The tier's cost; adds the variables that it needs to the model."""
    people = range(model.instance.people)
    if tier == "score":
        return -sum(int(model.instance.score[e]) * lit for e, slots in enumerate(model.meets) for lit in slots.values())
    if tier == "minimums":
        return sum(_shortfall(model, p) for p in people)
    if tier == "gaps":
        add_runs(model)
        return sum(gaps_of(model, p) for p in people)
    if not model.seats:
        add_seats(model)
    return sum(moves_of(model, p) for p in people)


def _shortfall(model: Model, person: int) -> cp_model.LinearExprT:
    least = int(model.instance.min_meetings[person])
    if not least:
        return 0
    short = model.cp.new_int_var(0, least, "")
    model.cp.add(short >= least - sum(model.used[person].values()))
    return short
