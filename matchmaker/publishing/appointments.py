"""Appointments: what attendees see, one per pair and meeting, never deleted.

Calendars identify an appointment by its UID and take the highest SEQUENCE as the latest (RFC 5545, 3.8.7.4), so the
UID never changes and the SEQUENCE only increases.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from matchmaker.models import Appointment, Event, now
from matchmaker.publishing.difference import Difference, Key, PlannedMeeting, PublishedMeeting

_TABLE: Any = Appointment.__table__
"""Written without objects of the session: tens of thousands of rows at once."""
_UPDATE = _TABLE.update().where(_TABLE.c.id == bindparam("key"))


def make_equal(session: Session, event: Event, difference: Difference) -> None:
    """Make the appointments equal to the planned meetings, in two statements."""
    planned, published = difference.planned, difference.published
    moment = now()
    added = difference.added()
    new = [_new_row(event, key, planned[key], moment) for key in added if key not in published]
    known = [key for key in (*added, *difference.moved()) if key in published]
    changed = [_updated(published[key], planned[key], moment) for key in known]
    changed += [_cancelled(published[key], moment) for key in difference.cancelled()]
    changed += [
        _reworded(published[key], planned[key], moment)
        for key in difference.kept()
        if published[key].reasons != planned[key].reasons
    ]
    if new:
        session.execute(_TABLE.insert(), new)
    if changed:
        session.execute(_UPDATE, changed)
    for appointment in [row for row in session if isinstance(row, Appointment)]:
        session.expire(appointment)  # its row has changed in the database


def _new_row(event: Event, key: Key, planned: PlannedMeeting, moment: datetime) -> dict[str, Any]:
    a, b, ordinal = key
    unchanging = {"event_id": event.id, "a_id": a, "b_id": b, "ordinal": ordinal, "uid": secrets.token_hex(16)}
    return unchanging | {"sequence": 0, "cancelled": False} | _content(planned, moment)


def _updated(published: PublishedMeeting, planned: PlannedMeeting, moment: datetime) -> dict[str, Any]:
    counted = {"key": published.id, "sequence": published.sequence + 1, "cancelled": False}
    return counted | _content(planned, moment)


def _cancelled(published: PublishedMeeting, moment: datetime) -> dict[str, Any]:
    counted = {"key": published.id, "sequence": published.sequence + 1, "cancelled": True}
    return counted | _content(published, moment)


def _reworded(published: PublishedMeeting, planned: PlannedMeeting, moment: datetime) -> dict[str, Any]:
    """New reasons for an unchanged meeting: the calendar entry's text changes, but it is no reason for a mail."""
    counted = {"key": published.id, "sequence": published.sequence, "cancelled": False}
    return counted | _content(planned, moment)


def _content(meeting: PlannedMeeting | PublishedMeeting, moment: datetime) -> dict[str, Any]:
    where = meeting.time_and_table
    times = {"starts_at": where.starts_at, "ends_at": where.ends_at, "updated_at": moment}
    return times | {"table_name": where.table_name, "reasons": meeting.reasons}
