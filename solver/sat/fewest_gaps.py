"""The fewest gaps if every pair is required: tests 0, 1, 2 gaps and so on until a timetable exists.

Each infeasible test raises the bound, and the first timetable is optimal. Optima are small in practice, and
infeasible tests end quickly.
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
class FewestGaps:
    """No timetable has fewer than `bound` gaps; `meetings` (pair, slot): a timetable with `bound` gaps, if found."""

    bound: int
    meetings: Meetings | None


def fewest_gaps(
    instance: Instance, least: int, most: int, conflicts: int, clock: Clock, report: Callable[[int], None]
) -> FewestGaps:
    """The timetable with the fewest gaps, at least `least` (a proven bound) and fewer than `most`.

    `report` is called with each bound; `conflicts` limits the work. If every pair is required, all timetables have the
    same values in the tiers other than gaps and moves.
    """
    model = build(instance)
    if not model.gaps:
        add_gaps(model)
    gaps = [lit for lits in model.gaps for lit in lits]
    total = count_up(model.cnf, gaps, most)
    with Satisfier(model.cnf, clock) as satisfier:
        for bound in range(least, most):
            report(bound)
            answer = satisfier.holds([-lit for lit in total[bound : bound + 1]], conflicts - satisfier.conflicts)
            if answer is not False:
                return FewestGaps(bound, meetings(model, satisfier) if answer else None)
    return FewestGaps(most, None)


def any_timetable(instance: Instance, conflicts: int, clock: Clock) -> tuple[bool | None, Meetings]:
    """Whether a timetable exists (None: unknown), and its meetings (pair, slot)."""
    model = build(instance)
    with Satisfier(model.cnf, clock) as satisfier:
        answer = satisfier.holds((), conflicts)
        return answer, meetings(model, satisfier) if answer else ()


def meetings(model: Timetable, satisfier: Satisfier) -> Meetings:
    """The meetings (pair, slot) of the timetable found."""
    values = satisfier.model()
    return tuple((e, t) for e, slots in enumerate(model.meets) for t, lit in slots.items() if values[lit - 1] > 0)
