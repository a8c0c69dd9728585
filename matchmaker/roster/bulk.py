"""One change for many attendees, in one transaction and one entry of the history."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.models import Attendee, Event, Group

_NAMED = 5


def group_attendees(session: Session, actor: Actor, event: Event, attendees: Sequence[int], group: Group | None) -> int:
    """Put the attendees with these ids into a group, or into none; returns how many were elsewhere."""
    target = group.id if group else None
    elsewhere = Attendee.group_id.is_distinct_from(target)
    query = select(Attendee.id, Attendee.name).where(
        Attendee.event_id == event.id, Attendee.id.in_(attendees), elsewhere
    )
    changed = session.execute(query.order_by(Attendee.name, Attendee.id)).all()
    if not changed:
        return 0
    session.execute(
        update(Attendee)
        .where(Attendee.id.in_([person.id for person in changed]))
        .values(group_id=target, version=Attendee.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    names = [person.name for person in changed[:_NAMED]]
    told = {"group": group.name} if group else {}
    record(session, actor, event, "attendees.grouped", changes_plan=True, count=len(changed), names=names, **told)
    return len(changed)


def attendee_ids(session: Session, event: Event, public_ids: Sequence[str]) -> list[int]:
    """The ids of the event's attendees with these public ids; unknown ones are left out. One query."""
    query = select(Attendee.id).where(Attendee.event_id == event.id, Attendee.public_id.in_(public_ids))
    return list(session.scalars(query))
