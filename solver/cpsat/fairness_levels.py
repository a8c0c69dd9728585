"""The fairest timetable, level by level: first how many people have fewer than 1, 2, ... meetings, then the shares."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from solver.clock import Clock
from solver.cpsat.fairness import few, poor
from solver.cpsat.model import Model
from solver.cpsat.solve_model import Answer, Effort, hint, run_model
from solver.fairness.order import WHOLE


@dataclass
class Raised:
    """The fairest timetable found; `proven`: none is fairer; `floor`: no floor is higher (None: not known)."""

    answer: Answer | None = None
    proven: bool = False
    floor: int | None = None


def raise_worst(model: Model, effort: Effort, clock: Clock) -> Raised:
    """Level by level: fewest people below it, which is kept from there on. Ends at the first that is not proven."""
    raised = Raised()
    ideal = model.instance.ideal.meetings
    for level in range(1, int(ideal.max(initial=0)) + 1):
        lits = few(model, level)
        least = _least(model, sum(lits), raised, effort, clock)
        if least is None:
            return raised
        model.cp.add(sum(lits) <= least)
        if raised.floor is None and least > int((ideal < level).sum()):
            raised.floor = level - 1
    raised.floor = int(ideal.max(initial=0)) if raised.floor is None else raised.floor
    raised.proven = _raise_shares(model, raised, effort, clock)
    return raised


def _raise_shares(model: Model, raised: Raised, effort: Effort, clock: Clock) -> bool:
    """In turn: the highest share that all but so many people have, and the fewest people who have no more than it."""
    poorest = 0  # people who may stay below
    while True:
        share = model.cp.new_int_var(0, WHOLE, "")
        model.cp.add(sum(poor(model, share)) <= poorest)
        highest = _least(model, -1 * share, raised, effort, clock)
        if highest is None:
            return False
        if -highest >= WHOLE:
            return True
        model.cp.add(share == -highest)
        lits = poor(model, 1 - highest)
        least = _least(model, sum(lits), raised, effort, clock)
        if least is None:
            return False
        model.cp.add(sum(lits) <= least)
        poorest = least


def _least(model: Model, cost: cp_model.LinearExprT, raised: Raised, effort: Effort, clock: Clock) -> int | None:
    """The proven least cost, its timetable noted and hinted; None where time or work ran out."""
    model.cp.minimize(cost)
    answer = run_model(model, "minimums", effort, clock)
    if answer.feasible:
        raised.answer = answer
        hint(model, answer.meetings)
    return answer.bound if answer.proven else None
