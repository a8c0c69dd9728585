"""Finding attendees by what a person would type: an e-mail address, a reference, an id or a name."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from matchmaker.models import Attendee, Event
from matchmaker.text import identity, normalise


def attendees_called(session: Session, event: Event, text: str) -> list[Attendee]:
    """The one attendee with this e-mail address, reference or id, else everybody of this name."""
    sought = normalise(text)
    keys = or_(Attendee.email_key == identity(sought), Attendee.reference == sought, Attendee.public_id == sought)
    exact = session.scalars(select(Attendee).where(Attendee.event_id == event.id, keys)).all()
    if exact:
        return list(exact)
    everybody = session.scalars(select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.id))
    return [attendee for attendee in everybody if identity(attendee.name) == identity(sought)]


def names_of(session: Session, event: Event) -> dict[int, str]:
    """attendee id -> name."""
    query = select(Attendee.id, Attendee.name).where(Attendee.event_id == event.id)
    return dict(session.execute(query).all())


def everybody(session: Session, event: Event) -> list[Attendee]:
    """All attendees by name, the withdrawn included, their groups loaded."""
    query = select(Attendee).where(Attendee.event_id == event.id).options(selectinload(Attendee.group))
    return sorted(session.scalars(query), key=lambda attendee: (identity(attendee.name), attendee.id))
