"""The answers page: the latest answers; opening and closing the answers."""

from __future__ import annotations

from flask import flash, render_template

from matchmaker.answers.latest import latest_answers
from matchmaker.event import events
from matchmaker.event.overview import overview_of
from web.foundation.forms import Form
from web.foundation.language import _
from web.foundation.services import reading, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to


@blueprint.get("/events/<event_id>/answers")
def answers(event_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        return render_template(
            "organizer/answers.html",
            event=event,
            overview=overview_of(session, event),
            latest=latest_answers(session, event),
        )


@blueprint.post("/events/<event_id>/answers")
def open_answers(event_id: str) -> ViewResult:
    wanted = Form.from_request().checked("open")
    with writing() as session:
        event = find_event(session, event_id)
        events.set_answers_open(session, current_actor(), event, wanted)
    flash(
        _("Answers are open.")
        if wanted
        else _("Answers are closed. Attendees can see their answers, but cannot change them.")
    )
    return redirect_to("answers", event_id=event_id)
