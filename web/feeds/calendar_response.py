"""A calendar as a conditional HTTP response: 304 Not Modified while nothing has changed."""

from __future__ import annotations

import hashlib

from flask import Response, request
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event
from matchmaker.publishing import attendee_calendar, last_change


def calendar_response(session: Session, event: Event, attendee: Attendee, filename: str | None = None) -> Response:
    """The attendee's meetings as iCalendar; an empty calendar until a plan is published."""
    response = Response(attendee_calendar(session, event, attendee), mimetype="text/calendar")
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.last_modified = last_change(session, event)
    response.cache_control.private = True
    response.cache_control.no_cache = True
    if filename:
        response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.make_conditional(request)
    return response
