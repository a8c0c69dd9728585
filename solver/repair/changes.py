"""What differs between two schedules, meeting by meeting, in the order of the first one's slots."""

from dataclasses import dataclass
from enum import StrEnum

from solver.problem import Problem
from solver.repair.request import matched
from solver.schedule import Meeting, Schedule


class Kind(StrEnum):
    """What became of a meeting."""

    MOVED = "moved"  # to another slot or table
    CANCELLED = "cancelled"
    NEW = "new"


@dataclass(frozen=True)
class Change:
    """`before` is None for a new meeting, `after` for a cancelled one; `pair` is the problem's."""

    kind: Kind
    pair: int
    before: Meeting | None
    after: Meeting | None


def changes(problem: Problem, previous: Schedule, schedule: Schedule) -> tuple[Change, ...]:
    """Every meeting that is not at the same slot and table as before."""
    before = matched(problem, previous)
    after = {m.pair: m for m in schedule.meetings}
    found = [
        Change(Kind.NEW if old is None else Kind.CANCELLED if new is None else Kind.MOVED, e, old, new)
        for e, old, new in ((e, before.get(e), after.get(e)) for e in sorted(before.keys() | after.keys()))
        if old is None or new is None or (old.slot, old.table) != (new.slot, new.table)
    ]
    order = {slot.id: t for t, slot in enumerate(problem.slots)}
    return tuple(sorted(found, key=lambda c: (_at(order, c), c.pair)))


def _at(order: dict[str, int], change: Change) -> int:
    meeting = change.before or change.after
    return order.get(meeting.slot, -1) if meeting is not None else -1
