"""Publishing a plan: what would change for whom, then one transaction that makes it so.

What attendees were told is kept as appointments, one per pair and meeting, for ever: publishing makes the appointments
equal to the plan's meetings. Calendars outside know an appointment by its UID and take the highest SEQUENCE for the
newest (RFC 5545, 3.8.7.4), so the one never changes and the other only rises.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import NotFoundError, StateError
from matchmaker.models import Appointment, Attendee, AttendeeStatus, Event, Meeting, Plan, PlanStatus, now
from matchmaker.planning.pairs import refused_pairs
from matchmaker.planning.plans import is_stale

Key = tuple[int, int, int]
"""The two attendees' ids, the smaller first, and 0 for their first meeting, 1 for their second."""


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
class _Wanted:
    place: Place
    reasons: list[Any]


@dataclass(frozen=True)
class _Told:
    id: int
    place: Place
    reasons: list[Any]
    sequence: int
    cancelled: bool


@dataclass(frozen=True)
class _Difference:
    """`wanted` and `told` by key, and the people to name in it."""

    people: dict[int, Attendee]
    wanted: dict[Key, _Wanted]
    told: dict[Key, _Told]
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
    return _difference(session, event, plan).summary()


def publish(session: Session, actor: Actor, event: Event, plan: Plan, *, allow_stale: bool = False) -> PlanChanges:
    """Make the plan what attendees see; the plan published before is superseded. An older plan may come back this way.

    Raises StateError if the data changed since the plan was made, unless `allow_stale`.
    """
    _lock(session, event)
    if is_stale(event, plan) and not allow_stale:
        raise StateError(
            f"The event's data changed since plan {plan.number} was made. Solve again, or look at what it would "
            "change and publish it all the same."
        )
    difference = _difference(session, event, plan)
    _apply(session, event, difference)
    _set_statuses(session, event, plan)
    result = difference.summary()
    record(session, actor, event, "plan.published", changes_plan=False, plan=plan.number, **result.counts())
    _point_to(session, event, plan.id)
    return result


def unpublish(session: Session, actor: Actor, event: Event) -> PlanChanges:
    """Take the published plan back: it is a draft again and every meeting told of is cancelled.

    Raises StateError if nothing is published.
    """
    _lock(session, event)
    if event.published_plan_id is None:
        raise StateError("No plan is published.")
    difference = _Difference(_people(session, event), {}, _told(session, event), left_out=0)
    _apply(session, event, difference)
    plan = session.get_one(Plan, event.published_plan_id)
    plan.status = PlanStatus.DRAFT
    plan.published_at = None
    result = difference.summary()
    record(session, actor, event, "plan.unpublished", changes_plan=False, plan=plan.number, **result.counts())
    _point_to(session, event, None)
    return result


def _lock(session: Session, event: Event) -> None:
    """Nobody else publishes or changes the event's data until this transaction ends."""
    session.flush()
    session.refresh(event, with_for_update=True)


def _difference(session: Session, event: Event, plan: Plan) -> _Difference:
    if plan.event_id != event.id:
        raise NotFoundError("There is no such plan.")
    people = _people(session, event)
    wanted, left_out = _wanted(session, event, plan, people)
    return _Difference(people, wanted, _told(session, event), left_out)


def _people(session: Session, event: Event) -> dict[int, Attendee]:
    people = session.scalars(select(Attendee).where(Attendee.event_id == event.id))
    return {person.id: person for person in people}


def _wanted(session: Session, event: Event, plan: Plan, people: dict[int, Attendee]) -> tuple[dict[Key, _Wanted], int]:
    """The plan's meetings that can still take place, and how many cannot."""
    withdrawn = {key for key, person in people.items() if person.status is AttendeeStatus.WITHDRAWN}
    refused = refused_pairs(session, event)
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
    wanted: dict[Key, _Wanted] = {}
    seen: Counter[tuple[int, int]] = Counter()
    left_out = 0
    for a, b, starts_at, ends_at, table_name, reasons in rows:
        if (a, b) in refused or not withdrawn.isdisjoint((a, b)):
            left_out += 1
            continue
        wanted[a, b, seen[a, b]] = _Wanted(Place(starts_at, ends_at, table_name), reasons)
        seen[a, b] += 1
    return wanted, left_out


def _told(session: Session, event: Event) -> dict[Key, _Told]:
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
        (a, b, ordinal): _Told(key, Place(starts, ends, table), reasons, sequence, cancelled)
        for a, b, ordinal, key, starts, ends, table, reasons, sequence, cancelled in rows
    }


def _apply(session: Session, event: Event, difference: _Difference) -> None:
    moment = now()
    added = difference.added()
    fresh = [_new_row(event, key, difference.wanted[key], moment) for key in added if key not in difference.told]
    known = [key for key in (*added, *difference.moved()) if key in difference.told]
    changed = [_told_anew(difference.told[key], difference.wanted[key], moment) for key in known]
    changed += [_told_off(difference.told[key], moment) for key in difference.cancelled()]
    changed += [
        _reworded(difference.told[key], difference.wanted[key], moment)
        for key in difference.kept()
        if difference.told[key].reasons != difference.wanted[key].reasons
    ]
    if fresh:
        session.execute(insert(Appointment), fresh)
    if changed:
        session.execute(update(Appointment), changed)
    for loaded in [row for row in session if isinstance(row, Appointment)]:
        session.expire(loaded)  # it is not what it was


def _new_row(event: Event, key: Key, wanted: _Wanted, moment: datetime) -> dict[str, Any]:
    a, b, ordinal = key
    return {
        "event_id": event.id,
        "a_id": a,
        "b_id": b,
        "ordinal": ordinal,
        "uid": secrets.token_hex(16),
        **_content(wanted.place, wanted.reasons, moment),
    }


def _told_anew(told: _Told, wanted: _Wanted, moment: datetime) -> dict[str, Any]:
    content = _content(wanted.place, wanted.reasons, moment)
    return {"id": told.id, "sequence": told.sequence + 1, "cancelled": False, **content}


def _told_off(told: _Told, moment: datetime) -> dict[str, Any]:
    content = _content(told.place, told.reasons, moment)
    return {"id": told.id, "sequence": told.sequence + 1, "cancelled": True, **content}


def _reworded(told: _Told, wanted: _Wanted, moment: datetime) -> dict[str, Any]:
    """Other reasons for the same meeting: the calendar entry's text is new, but nobody needs to be told."""
    content = _content(wanted.place, wanted.reasons, moment)
    return {"id": told.id, "sequence": told.sequence, "cancelled": False, **content}


def _content(place: Place, reasons: list[Any], moment: datetime) -> dict[str, Any]:
    return {
        "starts_at": place.starts_at,
        "ends_at": place.ends_at,
        "table_name": place.table_name,
        "reasons": reasons,
        "updated_at": moment,
    }


def _set_statuses(session: Session, event: Event, plan: Plan) -> None:
    session.execute(
        update(Plan)
        .where(Plan.event_id == event.id, Plan.status == PlanStatus.PUBLISHED, Plan.id != plan.id)
        .values(status=PlanStatus.SUPERSEDED)
    )
    plan.status = PlanStatus.PUBLISHED
    plan.published_at = now()


def _point_to(session: Session, event: Event, plan_id: int | None) -> None:
    """The last step. In SQL, not through the row: publishing must not look like an edit of the event's settings."""
    session.flush()
    session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(published_plan_id=plan_id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(event, ["published_plan_id"])
