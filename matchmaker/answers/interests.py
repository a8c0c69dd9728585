"""The event's keywords; spellings that differ only in case or spacing are one interest."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.db import insert_missing
from matchmaker.models import Event, Interest
from matchmaker.text import identity


def ensure_interests(session: Session, event: Event, labels: Iterable[str]) -> dict[str, int]:
    """identity of the label -> id of the event's interest, created if missing; at most three statements.

    An interest keeps its first spelling. Two people who add the same new interest at the same time share it.
    """
    wanted = {identity(label): label for label in reversed(list(labels))}
    found = _existing(session, event, wanted)
    new = [{"event_id": event.id, "key": key, "label": wanted[key]} for key in wanted if key not in found]
    if not new:
        return found
    insert_missing(session, Interest, new)
    return _existing(session, event, wanted)


def _existing(session: Session, event: Event, keys: Iterable[str]) -> dict[str, int]:
    query = select(Interest.key, Interest.id).where(Interest.event_id == event.id, Interest.key.in_(list(keys)))
    return {row.key: row.id for row in session.execute(query)}
