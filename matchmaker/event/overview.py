"""The progress of an event: the steps from an empty setup to a published plan, and the next one."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.texts.event import (
    HAVE_ANSWERED,
    NEWER_PLAN,
    NO_ANSWERS_YET,
    NO_PLAN_YET,
    NO_SLOTS_NOR_TABLES,
    NO_SLOTS_YET,
    NO_TABLES_YET,
    NOBODY_YET,
    NOTHING_SHOWN,
    ON_THE_LIST,
    PLAN_SHOWN,
    PLAN_STALE,
    PLAN_UP_TO_DATE,
    SLOTS,
    SLOTS_AND_TABLES,
    STEP_ANSWERS,
    STEP_ATTENDEES,
    STEP_PUBLISH,
    STEP_SET_UP,
    STEP_SOLVE,
    TABLES,
)
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    Block,
    Event,
    MeetingTable,
    Plan,
    RunKind,
    RunStatus,
    Slot,
    SolveRun,
)


class StepState(enum.StrEnum):
    """`waiting`: an earlier step is not done yet."""

    DONE = "done"
    NEXT = "next"
    UNDER_WAY = "under way"
    WAITING = "waiting"


@dataclass(frozen=True)
class Step:
    name: Message
    state: StepState
    message: Message


@dataclass(frozen=True)
class Overview:
    """Counts of an event; `invited` people have not answered yet. Plans are given by number."""

    slots: int
    tables: int
    invited: int
    active: int
    withdrawn: int
    newest_plan: int | None
    newest_is_stale: bool
    published_plan: int | None
    run: str | None
    """Public id of the run in progress."""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def people(self) -> int:
        return self.invited + self.active

    def steps(self) -> list[Step]:
        """Set up, attendees, answers, solve, publish, each with its state and a message."""
        facts = [self._set_up(), self._people(), self._answers(), self._solve(), self._publish()]
        done = [is_done for _, is_done, _ in facts]
        first = next((k for k, is_done in enumerate(done) if not is_done), None)
        return [Step(name, self._state(k, is_done, first), message) for k, (name, is_done, message) in enumerate(facts)]

    def _state(self, index: int, is_done: bool, first: int | None) -> StepState:
        if is_done:
            return StepState.DONE
        if self.run and index == 3:
            return StepState.UNDER_WAY
        return StepState.NEXT if index == first else StepState.WAITING

    def _set_up(self) -> tuple[Message, bool, Message]:
        if not self.slots and not self.tables:
            return STEP_SET_UP(), False, NO_SLOTS_NOR_TABLES()
        if not self.slots or not self.tables:
            return STEP_SET_UP(), False, NO_TABLES_YET() if self.slots else NO_SLOTS_YET()
        return STEP_SET_UP(), True, SLOTS_AND_TABLES(slots=SLOTS(count=self.slots), tables=TABLES(count=self.tables))

    def _people(self) -> tuple[Message, bool, Message]:
        if self.people < 2:
            return STEP_ATTENDEES(), False, NOBODY_YET()
        return STEP_ATTENDEES(), True, ON_THE_LIST(count=self.people)

    def _answers(self) -> tuple[Message, bool, Message]:
        if not self.active:
            return STEP_ANSWERS(), self.newest_plan is not None, NO_ANSWERS_YET()
        return STEP_ANSWERS(), True, HAVE_ANSWERED(answered=self.active, people=self.people)

    def _solve(self) -> tuple[Message, bool, Message]:
        if self.newest_plan is None:
            return STEP_SOLVE(), False, NO_PLAN_YET()
        if self.newest_is_stale:
            return STEP_SOLVE(), False, PLAN_STALE(number=self.newest_plan)
        return STEP_SOLVE(), True, PLAN_UP_TO_DATE(number=self.newest_plan)

    def _publish(self) -> tuple[Message, bool, Message]:
        if self.published_plan is None:
            return STEP_PUBLISH(), False, NOTHING_SHOWN()
        if self.published_plan != self.newest_plan:
            return STEP_PUBLISH(), False, NEWER_PLAN(number=self.published_plan)
        return STEP_PUBLISH(), True, PLAN_SHOWN(number=self.published_plan)


def overview_of(session: Session, event: Event) -> Overview:
    """The event's counts and days, in seven queries."""
    return overviews_of(session, [event])[event.id]


def overviews_of(session: Session, events: Sequence[Event]) -> dict[int, Overview]:
    """event id -> counts and days, in seven queries regardless of the number of events."""
    ids = [event.id for event in events]
    slots = _per_event(session, Slot.event_id, ids)
    tables = _per_event(session, MeetingTable.event_id, ids)
    people = _people(session, ids)
    newest = _newest_plans(session, ids)
    published = dict(
        session.execute(
            select(Plan.event_id, Plan.number).join(Event, Event.published_plan_id == Plan.id).where(Event.id.in_(ids))
        ).all()
    )
    running = and_(SolveRun.status.in_([RunStatus.QUEUED, RunStatus.RUNNING]), SolveRun.kind != RunKind.EXPLAIN)
    runs = dict(
        session.execute(select(SolveRun.event_id, SolveRun.public_id).where(SolveRun.event_id.in_(ids), running)).all()
    )
    days = _days(session, ids)
    return {
        event.id: Overview(
            slots=slots.get(event.id, 0),
            tables=tables.get(event.id, 0),
            invited=people.get((event.id, AttendeeStatus.INVITED), 0),
            active=people.get((event.id, AttendeeStatus.ACTIVE), 0),
            withdrawn=people.get((event.id, AttendeeStatus.WITHDRAWN), 0),
            newest_plan=newest[event.id].number if event.id in newest else None,
            newest_is_stale=event.id in newest and newest[event.id].data_version != event.data_version,
            published_plan=published.get(event.id),
            run=runs.get(event.id),
            first_day=days[event.id][0] if event.id in days else None,
            last_day=days[event.id][1] if event.id in days else None,
        )
        for event in events
    }


def _days(session: Session, ids: Sequence[int]) -> dict[int, tuple[date, date]]:
    query = select(Block.event_id, func.min(Block.day), func.max(Block.day)).where(Block.event_id.in_(ids))
    return {event_id: (first, last) for event_id, first, last in session.execute(query.group_by(Block.event_id))}


def _per_event(session: Session, column: Any, ids: Sequence[int]) -> dict[int, int]:
    return dict(session.execute(select(column, func.count()).where(column.in_(ids)).group_by(column)).all())


def _people(session: Session, ids: Sequence[int]) -> dict[tuple[int, AttendeeStatus], int]:
    query = select(Attendee.event_id, Attendee.status, func.count()).where(Attendee.event_id.in_(ids))
    rows = session.execute(query.group_by(Attendee.event_id, Attendee.status))
    return {(event_id, status): amount for event_id, status, amount in rows}


def _newest_plans(session: Session, ids: Sequence[int]) -> dict[int, Plan]:
    newest = select(func.max(Plan.id)).where(Plan.event_id.in_(ids)).group_by(Plan.event_id)
    return {plan.event_id: plan for plan in session.scalars(select(Plan).where(Plan.id.in_(newest)))}
