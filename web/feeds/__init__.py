"""Calendar feeds: secret addresses that calendar apps poll."""

from __future__ import annotations

from flask import Blueprint

from matchmaker.access import attendee_by_secret
from matchmaker.models import Event, TokenKind
from web.feeds.calendar_response import calendar_response
from web.foundation.services import reading
from web.foundation.view_result import ViewResult

blueprint = Blueprint("feeds", __name__, url_prefix="/f")


@blueprint.get("/<secret>.ics")
def calendar(secret: str) -> ViewResult:
    with reading() as session:
        attendee = attendee_by_secret(session, TokenKind.FEED, secret)
        return calendar_response(session, session.get_one(Event, attendee.event_id), attendee)
