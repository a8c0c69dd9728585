"""A calendar as an HTTP answer that may be asked for again: 304 as long as nothing changed."""

from __future__ import annotations

import hashlib

from flask import Response, request
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event
from matchmaker.publishing import attendee_calendar, last_change


def calendar_answer(session: Session, event: Event, attendee: Attendee, filename: str | None = None) -> Response:
    """The attendee's meetings as iCalendar; an empty calendar before anything was published."""
    answer = Response(attendee_calendar(session, event, attendee), mimetype="text/calendar")
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
    answer.last_modified = last_change(session, event)
    answer.cache_control.private = True
    answer.cache_control.no_cache = True
    if filename:
        answer.headers.set("Content-Disposition", "attachment", filename=filename)
    answer.make_conditional(request)
    return answer
