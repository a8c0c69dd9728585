"""The numbers of gaps of any two people differ by at most `max_gap_spread`."""

from solver.problem import Rule
from solver.sat.gaps import add_gaps
from solver.sat.model import Timetable


def add_gap_spread(model: Timetable) -> None:
    """Everyone's number of gaps lies between a common floor and floor + limit; `floor[j]`: the floor is above j."""
    limit = model.instance.problem.max_gap_spread
    if limit is None or not model.instance.people:
        return
    ceiling = min(
        max(0, min(len(pairs), len(used)) - 1) for pairs, used in zip(model.pairs_of, model.used, strict=True)
    )
    add_gaps(model, limit + ceiling + 1)  # the person with the fewest possible meetings has at most `ceiling` gaps
    guard = model.switches.guard(Rule.GAP_SPREAD)
    floor = [model.cnf.new() for _ in range(ceiling)]
    for upper, lower in zip(floor[1:], floor, strict=False):
        model.cnf.add(-upper, lower)
    for gaps in model.gaps:
        for j, above in enumerate(floor):
            model.cnf.add(-above, *gaps[j : j + 1], *guard)
        for j, exceeds in enumerate(gaps[limit:]):  # more than limit + j gaps
            model.cnf.add(-exceeds, *floor[j : j + 1], *guard)
