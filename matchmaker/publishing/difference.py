"""The difference between a plan and what is published, meeting by meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.messages.texts.planning import NOT_OF_THIS_EVENT
from matchmaker.models import Appointment, Attendee, Event, Meeting, Plan
from matchmaker.planning.plans.broken_meetings import broken_meetings
from matchmaker.publishing.changes import Change, PlanChanges, TimeAndTable

Key = tuple[int, int, int]
"""The two attendees' ids, the smaller first, and 0 for their first meeting, 1 for their second."""


@dataclass(frozen=True)
class PlannedMeeting:
    time_and_table: TimeAndTable
    reasons: list[Any]


@dataclass(frozen=True)
class PublishedMeeting:
    """An appointment, `id` its row's. Cancelled meetings stay published, as cancelled."""

    id: int
    time_and_table: TimeAndTable
    reasons: list[Any]
    sequence: int
    cancelled: bool


@dataclass(frozen=True)
class Difference:
    """The meetings of a plan and those published, by key; `people` by id."""

    people: dict[int, Attendee]
    planned: dict[Key, PlannedMeeting]
    published: dict[Key, PublishedMeeting]
    left_out: int

    def added(self) -> list[Key]:
        return [key for key in self.planned if key not in self.published or self.published[key].cancelled]

    def moved(self) -> list[Key]:
        return [key for key in self._in_both() if not self._same_time_and_table(key)]

    def kept(self) -> list[Key]:
        return [key for key in self._in_both() if self._same_time_and_table(key)]

    def cancelled(self) -> list[Key]:
        return [key for key, meeting in self.published.items() if not meeting.cancelled and key not in self.planned]

    def summary(self) -> PlanChanges:
        added, moved, cancelled = self.added(), self.moved(), self.cancelled()
        affected = {self.people[attendee] for key in (*added, *moved, *cancelled) for attendee in key[:2]}
        return PlanChanges(
            added=self._changes(added),
            moved=self._changes(moved),
            cancelled=self._changes(cancelled),
            kept=len(self.kept()),
            left_out=self.left_out,
            affected=tuple(sorted(affected, key=lambda person: (person.name, person.id))),
        )

    def _in_both(self) -> Iterable[Key]:
        return (key for key in self.planned if key in self.published and not self.published[key].cancelled)

    def _same_time_and_table(self, key: Key) -> bool:
        return self.planned[key].time_and_table == self.published[key].time_and_table

    def _changes(self, keys: list[Key]) -> tuple[Change, ...]:
        return tuple(sorted(map(self._change, keys), key=_time_order))

    def _change(self, key: Key) -> Change:
        published, planned = self.published.get(key), self.planned.get(key)
        return Change(
            self.people[key[0]],
            self.people[key[1]],
            before=published.time_and_table if published and not published.cancelled else None,
            after=planned.time_and_table if planned else None,
        )


def changes(session: Session, event: Event, plan: Plan) -> PlanChanges:
    """What publishing this plan would change; changes nothing. Raises NotFoundError for another event's plan."""
    return difference_of(session, event, plan).summary()


def difference_of(session: Session, event: Event, plan: Plan) -> Difference:
    """The plan compared with what is published. Raises NotFoundError for another event's plan."""
    if plan.event_id != event.id:
        raise NotFoundError(NOT_OF_THIS_EVENT())
    people = _people(session, event)
    planned, left_out = _planned(session, event, plan)
    return Difference(people, planned, _published(session, event), left_out)


def withdrawal_of_all(session: Session, event: Event) -> Difference:
    """An empty plan compared with what is published: every meeting is cancelled."""
    return Difference(_people(session, event), {}, _published(session, event), left_out=0)


def _time_order(change: Change) -> tuple[datetime, str, str]:
    time_and_table = change.after or change.before
    assert time_and_table is not None  # noqa: S101 - a change has at least one of the two
    return time_and_table.starts_at, change.a.name, change.b.name


def _people(session: Session, event: Event) -> dict[int, Attendee]:
    people = session.scalars(select(Attendee).where(Attendee.event_id == event.id))
    return {person.id: person for person in people}


def _planned(session: Session, event: Event, plan: Plan) -> tuple[dict[Key, PlannedMeeting], int]:
    """The plan's meetings that can take place by today's data, and the number of those that cannot."""
    broken = {one.meeting_id for one in broken_meetings(session, event, plan) if not one.limit}
    rows = session.execute(
        select(
            Meeting.id,
            Meeting.a_id,
            Meeting.b_id,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.table_name,
            Meeting.reasons,
        )
        .where(Meeting.plan_id == plan.id)
        .order_by(Meeting.starts_at)
    )
    planned: dict[Key, PlannedMeeting] = {}
    meetings_of_pair: Counter[tuple[int, int]] = Counter()
    for key, a, b, starts_at, ends_at, table_name, reasons in rows:
        if key in broken:
            continue
        planned[a, b, meetings_of_pair[a, b]] = PlannedMeeting(TimeAndTable(starts_at, ends_at, table_name), reasons)
        meetings_of_pair[a, b] += 1
    return planned, len(broken)


def _published(session: Session, event: Event) -> dict[Key, PublishedMeeting]:
    rows = session.execute(
        select(
            Appointment.a_id,
            Appointment.b_id,
            Appointment.ordinal,
            Appointment.id,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.table_name,
            Appointment.reasons,
            Appointment.sequence,
            Appointment.cancelled,
        ).where(Appointment.event_id == event.id)
    )
    return {
        (a, b, ordinal): PublishedMeeting(key, TimeAndTable(starts, ends, table), reasons, sequence, cancelled)
        for a, b, ordinal, key, starts, ends, table, reasons, sequence, cancelled in rows
    }
