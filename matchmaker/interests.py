"""The event's keywords: two spellings that differ only in case or spacing are one interest."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Event, Interest
from matchmaker.text import identity


def ensure_interests(session: Session, event: Event, labels: Iterable[str]) -> dict[str, Interest]:
    """identity of the label -> the event's interest, made where there was none. Two queries, however many labels.

    An interest keeps the spelling that it was first given.
    """
    wanted = {identity(label): label for label in reversed(list(labels))}
    known = session.scalars(select(Interest).where(Interest.event_id == event.id, Interest.key.in_(wanted)))
    found = {interest.key: interest for interest in known}
    new = [Interest(event_id=event.id, key=key, label=wanted[key]) for key in wanted if key not in found]
    session.add_all(new)
    session.flush(new)
    return found | {interest.key: interest for interest in new}
