"""A problem and its schedule as arrays, the input of all explanations. Needs no solver library."""

from dataclasses import dataclass

from solver.explain.results import UnsoundError
from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Finding, Problem, ProblemError, TierName
from solver.schedule import Meeting, Schedule
from solver.verify import tier_values, verify


@dataclass(frozen=True, eq=False)
class View:
    """`held[e]`: pair e's meeting; `grid` holds them all; `values` of all four tiers."""

    problem: Problem
    schedule: Schedule
    instance: Instance
    grid: Grid
    held: dict[int, Meeting]
    values: dict[TierName, int]
    slot_index: dict[str, int]
    parameters: SearchParameters

    @property
    def placed(self) -> list[tuple[int, int]]:
        """(pair, slot) of every meeting."""
        return [(e, self.slot_index[m.slot]) for e, m in self.held.items()]

    def slots(self, indexes: list[int]) -> tuple[str, ...]:
        """The ids of the slots with these indexes."""
        return tuple(self.problem.slots[t].id for t in indexes)

    def person(self, p: int) -> str:
        """The id of person p."""
        return self.problem.people[p].id

    def other(self, e: int, p: int) -> str:
        """The id of the person whom p meets in pair e."""
        pair = self.problem.pairs[e]
        return pair.b if pair.a == self.person(p) else pair.a

    def before(self, tier: TierName) -> list[TierName]:
        """The tiers before this one; all tiers if the objective lacks it."""
        order = [t.tier for t in self.problem.objective]
        return order[: order.index(tier)] if tier in order else order


def view_of(problem: Problem, schedule: Schedule, parameters: SearchParameters = DEFAULT_PARAMETERS) -> View:
    """The view of a schedule. Raises UnsoundError if it breaks a rule or has no solution (infeasible, unknown)."""
    if schedule.status in ("infeasible", "unknown"):
        raise UnsoundError(Finding(f"unsound.{schedule.status}"))
    breaches = verify(problem, schedule)
    if breaches:
        raise UnsoundError(Finding("unsound.breach", {"breach": breaches[0].finding}))
    instance = compile_instance(problem)
    index = {slot.id: t for t, slot in enumerate(problem.slots)}
    grid = Grid(instance)
    grid.load((m.pair, index[m.slot]) for m in schedule.meetings)
    held = {m.pair: m for m in sorted(schedule.meetings, key=lambda m: m.pair)}
    return View(problem, schedule, instance, grid, held, tier_values(problem, schedule.meetings), index, parameters)


def entries(problem: Problem, a: str, b: str) -> tuple[int, ...]:
    """The pairs listed for two people, in either order. Raises ProblemError if a person is unknown or a is b."""
    known = {person.id for person in problem.people}
    for name in (a, b):
        if name not in known:
            raise ProblemError("", "problem.unknown-person", person=name)
    if a == b:
        raise ProblemError("", "problem.meets-themselves", person=a)
    return tuple(e for e, pair in enumerate(problem.pairs) if {pair.a, pair.b} == {a, b})
