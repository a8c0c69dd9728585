"""What publishing a plan changes against what attendees were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.models import Appointment, Attendee, AttendeeStatus, Event, Meeting, Plan
from matchmaker.pairs.eligibility import excluded_pairs

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Place:
    """When and where a meeting is; moments in UTC."""

    starts_at: datetime
    ends_at: datetime
    table_name: str


@dataclass(frozen=True)
class Change:
    """One meeting's change: `before` is None for an added one, `after` for a cancelled one."""

    a: Attendee
    b: Attendee
    before: Place | None
    after: Place | None


@dataclass(frozen=True)
class PlanChanges:
    """What publishing changes against what attendees were told last, in time order.

    `kept` counts the meetings that stay as they are, `left_out` those of the plan that cannot take place any more
    (somebody withdrew since, or the pair is not to meet): they are never published. `affected`: by name.
    """

    added: tuple[Change, ...]
    moved: tuple[Change, ...]
    cancelled: tuple[Change, ...]
    kept: int
    left_out: int
    affected: tuple[Attendee, ...]

    def counts(self) -> dict[str, int]:
        """The figures alone, for the record."""
        return {
            "added": len(self.added),
            "moved": len(self.moved),
            "cancelled": len(self.cancelled),
            "kept": self.kept,
            "left_out": self.left_out,
        }


@dataclass(frozen=True)
class Wanted:
    place: Place
    reasons: list[Any]


@dataclass(frozen=True)
class Told:
    id: int
    place: Place
    reasons: list[Any]
    sequence: int
    cancelled: bool


@dataclass(frozen=True)
class Difference:
    """`wanted` and `told` by key, and the people to name in it."""

    people: dict[int, Attendee]
    wanted: dict[Key, Wanted]
    told: dict[Key, Told]
    left_out: int

    def added(self) -> list[Key]:
        return [key for key in self.wanted if key not in self.told or self.told[key].cancelled]

    def moved(self) -> list[Key]:
        return [key for key in self._both() if self.wanted[key].place != self.told[key].place]

    def kept(self) -> list[Key]:
        return [key for key in self._both() if self.wanted[key].place == self.told[key].place]

    def cancelled(self) -> list[Key]:
        return [key for key, told in self.told.items() if not told.cancelled and key not in self.wanted]

    def _both(self) -> Iterable[Key]:
        return (key for key in self.wanted if key in self.told and not self.told[key].cancelled)

    def change(self, key: Key) -> Change:
        told, wanted = self.told.get(key), self.wanted.get(key)
        return Change(
            self.people[key[0]],
            self.people[key[1]],
            before=told.place if told and not told.cancelled else None,
            after=wanted.place if wanted else None,
        )

    def summary(self) -> PlanChanges:
        added, moved, cancelled = self.added(), self.moved(), self.cancelled()
        affected = {self.people[who] for key in (*added, *moved, *cancelled) for who in key[:2]}
        return PlanChanges(
            added=self._in_time_order(added),
            moved=self._in_time_order(moved),
            cancelled=self._in_time_order(cancelled),
            kept=len(self.kept()),
            left_out=self.left_out,
            affected=tuple(sorted(affected, key=lambda person: (person.name, person.id))),
        )

    def _in_time_order(self, keys: list[Key]) -> tuple[Change, ...]:
        def moment(change: Change) -> tuple[datetime, str, str]:
            place = change.after or change.before
            assert place is not None  # noqa: S101 - a change has at least one of the two
            return place.starts_at, change.a.name, change.b.name

        return tuple(sorted(map(self.change, keys), key=moment))


def changes(session: Session, event: Event, plan: Plan) -> PlanChanges:
    """What publishing this plan would change. Reads only."""
    return difference_of(session, event, plan).summary()


def difference_of(session: Session, event: Event, plan: Plan) -> Difference:
    if plan.event_id != event.id:
        raise NotFoundError("There is no such plan.")
    people = people_of(session, event)
    wanted, left_out = _wanted(session, event, plan, people)
    return Difference(people, wanted, told_of(session, event), left_out)


def people_of(session: Session, event: Event) -> dict[int, Attendee]:
    people = session.scalars(select(Attendee).where(Attendee.event_id == event.id))
    return {person.id: person for person in people}


def _wanted(session: Session, event: Event, plan: Plan, people: dict[int, Attendee]) -> tuple[dict[Key, Wanted], int]:
    """The plan's meetings that can still take place, and how many cannot."""
    withdrawn = {key for key, person in people.items() if person.status is AttendeeStatus.WITHDRAWN}
    excluded = excluded_pairs(session, event)
    rows = session.execute(
        select(
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
    wanted: dict[Key, Wanted] = {}
    seen: Counter[tuple[int, int]] = Counter()
    left_out = 0
    for a, b, starts_at, ends_at, table_name, reasons in rows:
        if (a, b) in excluded or not withdrawn.isdisjoint((a, b)):
            left_out += 1
            continue
        wanted[a, b, seen[a, b]] = Wanted(Place(starts_at, ends_at, table_name), reasons)
        seen[a, b] += 1
    return wanted, left_out


def told_of(session: Session, event: Event) -> dict[Key, Told]:
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
        (a, b, ordinal): Told(key, Place(starts, ends, table), reasons, sequence, cancelled)
        for a, b, ordinal, key, starts, ends, table, reasons, sequence, cancelled in rows
    }
