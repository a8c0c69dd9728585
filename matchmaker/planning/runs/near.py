"""The task to solve near a base plan, checked against the event and the plan before anything is stored or solved."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matchmaker.errors import Fault, InvalidInputError, StateError
from matchmaker.messages.texts.planning import (
    BUDGET_RANGE,
    FROZEN_BUT_ABSENT,
    NOT_AN_ATTENDEE,
    NOT_OF_THIS_EVENT,
    NOT_THEIR_SLOT,
    NOTHING_PUBLISHED,
    PINNED_BUT_ABSENT,
    PINNED_BUT_APART,
    TWO_BUDGETS,
)
from matchmaker.models import Attendee, Event, Meeting, Plan, Slot
from matchmaker.planning.problem.ids import attendee_id, slot_id
from matchmaker.planning.runs.changes import Changes
from matchmaker.planning.runs.tasks import Task, near_plan


def published_plan(session: Session, event: Event) -> Plan:
    """The plan that attendees see. Raises StateError if there is none."""
    if event.published_plan_id is None:
        raise StateError(NOTHING_PUBLISHED())
    return session.get_one(Plan, event.published_plan_id)


def near(
    session: Session,
    event: Event,
    base: Plan,
    *,
    most_changes: int | None = None,
    most_people: int | None = None,
    absent: Collection[Attendee] = (),
    frozen: Collection[Slot] = (),
    pinned: Collection[tuple[Attendee, Attendee]] = (),
) -> Task:
    """The task to solve near `base`; `matchmaker.planning.runs.changes.Changes` explains the limits. One query at most.

    Raises InvalidInputError with every fault: a base plan, person or slot of another event, two budgets, a frozen slot
    or pin in conflict with an absence, a pin of two people who do not meet.
    """
    faults = [
        *_foreign(event, base, absent, frozen, pinned),
        *_budget_faults(most_changes, most_people),
        *_conflicts(session, event, base, absent, frozen, pinned),
    ]
    if faults:
        raise InvalidInputError(faults)
    changes = Changes(
        most_changes,
        most_people,
        frozenset(attendee_id(person.id) for person in absent),
        frozenset(slot_id(slot.id) for slot in frozen),
        frozenset((attendee_id(a.id), attendee_id(b.id)) for a, b in pinned),
    )
    return near_plan(base.number, changes)


def _foreign(
    event: Event,
    base: Plan,
    absent: Collection[Attendee],
    frozen: Collection[Slot],
    pinned: Collection[tuple[Attendee, Attendee]],
) -> Iterator[Fault]:
    if base.event_id != event.id:
        yield Fault("near", NOT_OF_THIS_EVENT())
    people = [("absent", person) for person in absent] + [("pinned", person) for pair in pinned for person in pair]
    for place, person in people:
        if person.event_id != event.id:
            yield Fault(place, NOT_AN_ATTENDEE(who=person.name))
    for slot in frozen:
        if slot.event_id != event.id:
            yield Fault("frozen", NOT_THEIR_SLOT(at=slot.starts_at, zone=event.timezone))


def _budget_faults(most_changes: int | None, most_people: int | None) -> Iterator[Fault]:
    if most_changes is not None and most_people is not None:
        yield Fault("max_changes", TWO_BUDGETS())
    for place, budget in (("max_changes", most_changes), ("max_people", most_people)):
        if budget is not None and budget < 0:
            yield Fault(place, BUDGET_RANGE(found=budget))


def _conflicts(
    session: Session,
    event: Event,
    base: Plan,
    absent: Collection[Attendee],
    frozen: Collection[Slot],
    pinned: Collection[tuple[Attendee, Attendee]],
) -> Iterator[Fault]:
    """Promises that contradict each other or the base plan."""
    away = {person.id: person for person in absent}
    met = _meetings_of(session, base, {*away, *(person.id for pair in pinned for person in pair)})
    closed = {slot.starts_at for slot in frozen}
    for a, b, starts_at in met:
        for key in sorted({a, b} & away.keys() if starts_at in closed else ()):
            yield Fault("frozen", FROZEN_BUT_ABSENT(who=away[key].name, at=starts_at, zone=event.timezone))
    together = {frozenset((a, b)) for a, b, _ in met}
    for one, two in pinned:
        for person, other in ((one, two), (two, one)):
            if person.id in away:
                yield Fault("pinned", PINNED_BUT_ABSENT(who=person.name, other=other.name))
        if frozenset((one.id, two.id)) not in together:
            yield Fault("pinned", PINNED_BUT_APART(a=one.name, b=two.name, plan=base.number))


def _meetings_of(session: Session, plan: Plan, people: Collection[int]) -> list[tuple[int, int, datetime]]:
    """The plan's meetings in which any of these people takes part: both people, and the start."""
    if not people:
        return []
    rows = session.execute(
        select(Meeting.a_id, Meeting.b_id, Meeting.starts_at)
        .where(Meeting.plan_id == plan.id, or_(Meeting.a_id.in_(people), Meeting.b_id.in_(people)))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(a, b, starts_at) for a, b, starts_at in rows]
