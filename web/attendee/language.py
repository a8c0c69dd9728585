"""The attendee chooses the language of their pages, calendar and mails."""

from __future__ import annotations

from matchmaker.roster.language import choose_language
from web.attendee.blueprint import blueprint, redirect_to
from web.attendee.current_attendee import current_attendee
from web.foundation.forms import Form
from web.foundation.services import writing
from web.foundation.view_result import ViewResult


@blueprint.post("/language")
def set_language(secret: str) -> ViewResult:
    with writing() as session:
        current = current_attendee(session, secret)
        wanted = Form.from_request().value("language")
        choose_language(session, current.actor, current.event, current.attendee, wanted)
    return redirect_to("answers", current)
