"""Fewest gaps where every pair is required: none at all, one, two, until there is a timetable.

Each "no" raises the bound, the first "yes" is optimal. Optima are small in practice, and a "no" is quickly had.
"""

from collections.abc import Callable
from dataclasses import dataclass

from solver.clock import Clock
from solver.instance.instance import Instance
from solver.sat.build import build
from solver.sat.cadical import Satisfier
from solver.sat.cardinality import count_up
from solver.sat.gaps import add_gaps
from solver.sat.model import Timetable

Meetings = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Fewest:
    """No timetable has fewer gaps than `bound`; `meetings` (pair, slot) is one that has no more, if it was found."""

    bound: int
    meetings: Meetings | None


def fewest_gaps(
    instance: Instance, least: int, most: int, conflicts: int, clock: Clock, report: Callable[[int], None]
) -> Fewest:
    """A timetable with at least `least` (a known bound) and less than `most` gaps, as few as there can be.

    `report` hears of every better bound; `conflicts` limits the work.
    Where every pair is required, that alone gives the values of all tiers but gaps and moves.
    """
    model = build(instance)
    if not model.gaps:
        add_gaps(model)
    gaps = [lit for mine in model.gaps for lit in mine]
    total = count_up(model.cnf, gaps, most)
    with Satisfier(model.cnf, clock) as satisfier:
        for bound in range(least, most):
            report(bound)
            answer = satisfier.holds([-lit for lit in total[bound : bound + 1]], conflicts - satisfier.conflicts)
            if answer is not False:
                return Fewest(bound, meetings(model, satisfier) if answer else None)
    return Fewest(most, None)


def any_timetable(instance: Instance, conflicts: int, clock: Clock) -> tuple[bool | None, Meetings]:
    """Whether there is one (None: not known), and its meetings (pair, slot)."""
    model = build(instance)
    with Satisfier(model.cnf, clock) as satisfier:
        answer = satisfier.holds((), conflicts)
        return answer, meetings(model, satisfier) if answer else ()


def meetings(model: Timetable, satisfier: Satisfier) -> Meetings:
    """The timetable that was found."""
    values = satisfier.model()
    return tuple((e, t) for e, slots in enumerate(model.meets) for t, lit in slots.items() if values[lit - 1] > 0)
