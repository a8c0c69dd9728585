"""A base plan carried over to today's problem: the meetings that still exist there, and those that are lost."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.messages import Message
from matchmaker.messages.texts.edits import PAIR_GONE, PERSON_GONE, SLOT_GONE, TABLE_GONE
from matchmaker.messages.texts.planning import NOT_OF_THIS_EVENT
from matchmaker.models import Event, Meeting, Plan, Slot
from matchmaker.planning.problem.ids import attendee_id, slot_id, table_id
from solver import Meeting as ScheduledMeeting
from solver import Problem, Schedule, Status


@dataclass(frozen=True)
class LostMeeting:
    """A meeting of a base plan that today's problem has no place for: solver's ids of its people, and the reason."""

    a: str
    b: str
    starts_at: datetime
    table_name: str
    reason: Message


@dataclass(frozen=True)
class BaseSchedule:
    """`schedule` lists meetings of the problem, which may break its rules; it states no values."""

    schedule: Schedule
    lost: tuple[LostMeeting, ...]


def base_schedule(session: Session, event: Event, problem: Problem, plan: Plan) -> BaseSchedule:
    """The plan's meetings as meetings of `problem`, which is built from the event's present data; one query.

    Slots are recognised by the time at which they start, since the slots of an agenda that was changed and changed
    back are new ones. Raises NotFoundError for a plan of another event.
    """
    if plan.event_id != event.id:
        raise NotFoundError(NOT_OF_THIS_EVENT())
    carry = _Carrying(problem)
    same_start = and_(Slot.event_id == plan.event_id, Slot.starts_at == Meeting.starts_at)
    rows = session.execute(
        select(
            Meeting.a_id, Meeting.b_id, Meeting.starts_at, Meeting.table_id, Meeting.table_name, Slot.id.label("slot")
        )
        .outerjoin(Slot, same_start)
        .where(Meeting.plan_id == plan.id)
        .order_by(Meeting.pair, Meeting.id)
    )
    found = [carry.over(row) for row in rows]
    meetings = sorted((m for m in found if isinstance(m, ScheduledMeeting)), key=lambda meeting: meeting.pair)
    schedule = Schedule(problem.name, Status.FEASIBLE, tuple(meetings), (), 0.0, plan.seed, plan.program_version)
    return BaseSchedule(schedule, tuple(m for m in found if isinstance(m, LostMeeting)))


class _Carrying:
    """What a problem has, to look up the meetings of an earlier one. Each entry of its pairs is given away once."""

    def __init__(self, problem: Problem) -> None:
        self._pairs = problem.pairs
        self._people = {person.id for person in problem.people}
        self._slots = {slot.id for slot in problem.slots}
        self._tables = {table.id for table in problem.tables}
        self._entries: dict[frozenset[str], deque[int]] = defaultdict(deque)
        for index, pair in enumerate(problem.pairs):
            self._entries[frozenset((pair.a, pair.b))].append(index)

    def over(self, row: Row[*tuple[Any, ...]]) -> ScheduledMeeting | LostMeeting:
        a, b, slot, table = attendee_id(row.a_id), attendee_id(row.b_id), slot_id(row.slot), table_id(row.table_id)
        reason = self._reason(a, b, slot, table, row.table_name)
        if reason is not None:
            return LostMeeting(a, b, row.starts_at, row.table_name, reason)
        index = self._entries[frozenset((a, b))].popleft()
        return ScheduledMeeting(index, self._pairs[index].a, self._pairs[index].b, slot, table)

    def _reason(self, a: str, b: str, slot: str, table: str, table_name: str) -> Message | None:
        gone = next((who for who in (a, b) if who not in self._people), None)
        if gone is not None:
            return PERSON_GONE(who=gone)
        if not self._entries[frozenset((a, b))]:
            return PAIR_GONE(a=a, b=b)
        if slot not in self._slots:
            return SLOT_GONE()
        return None if table in self._tables else TABLE_GONE(table_name=table_name)
