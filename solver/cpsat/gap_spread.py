"""The numbers of gaps of any two people differ by at most `max_gap_spread`."""

from solver.cpsat.gaps import add_runs, gaps_of
from solver.cpsat.model import Model


def add_gap_spread(model: Model) -> None:
    """Everyone's number of gaps lies between a common floor and floor + limit."""
    limit = model.instance.problem.max_gap_spread
    if limit is None or not model.instance.people:
        return
    add_runs(model)
    floor = model.cp.new_int_var(0, _common_ceiling(model), "")
    for p in range(model.instance.people):
        model.cp.add(gaps_of(model, p) >= floor)
        model.cp.add(gaps_of(model, p) <= floor + limit)


def _common_ceiling(model: Model) -> int:
    """The highest possible floor: the smallest, over all people, of the most gaps that a person can have."""
    return min(max(0, (min(len(model.at(p)), len(used)) - 1)) for p, used in enumerate(model.used))
