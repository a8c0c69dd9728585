"""The fairest timetable, level by level: first the people with fewer than 1, 2, ... meetings, then the shares."""

from dataclasses import dataclass

from solver.clock import Clock
from solver.cpsat.fairness import below_count, below_share
from solver.cpsat.model import Model
from solver.cpsat.solve_model import Answer, Effort, hint, run_model
from solver.fairness.order import WHOLE
from solver.wrappers.cp_sat import cp_model


@dataclass
class FairestFound:
    """The fairest timetable found; `proven`: none is fairer; `floor`: the highest possible floor (None: unknown)."""

    answer: Answer | None = None
    proven: bool = False
    floor: int | None = None


def find_fairest(model: Model, effort: Effort, clock: Clock) -> FairestFound:
    """Minimise the people below each level in turn, and keep the number; stop at the first not proven."""
    found = FairestFound()
    ideal = model.instance.ideal.meetings
    for level in range(1, int(ideal.max(initial=0)) + 1):
        lits = below_count(model, level)
        least = _least(model, sum(lits), found, effort, clock)
        if least is None:
            return found
        model.cp.add(sum(lits) <= least)
        if found.floor is None and least > int((ideal < level).sum()):
            found.floor = level - 1
    found.floor = int(ideal.max(initial=0)) if found.floor is None else found.floor
    found.proven = _raise_shares(model, found, effort, clock)
    return found


def _raise_shares(model: Model, found: FairestFound, effort: Effort, clock: Clock) -> bool:
    """Alternate: the highest share of all but `poorest` people; the fewest people with no more than that share."""
    poorest = 0  # number of people who may stay below the share
    while True:
        share = model.cp.new_int_var(0, WHOLE, "")
        model.cp.add(sum(below_share(model, share)) <= poorest)
        highest = _least(model, -1 * share, found, effort, clock)
        if highest is None:
            return False
        if -highest >= WHOLE:
            return True
        model.cp.add(share == -highest)
        lits = below_share(model, 1 - highest)
        least = _least(model, sum(lits), found, effort, clock)
        if least is None:
            return False
        model.cp.add(sum(lits) <= least)
        poorest = least


def _least(model: Model, cost: cp_model.LinearExprT, found: FairestFound, effort: Effort, clock: Clock) -> int | None:
    """The proven least cost, or None if time or work ran out; records the timetable and hints at it."""
    model.cp.minimize(cost)
    answer = run_model(model, "minimums", effort, clock)
    if answer.feasible:
        found.answer = answer
        hint(model, answer.meetings)
    return answer.bound if answer.proven else None
