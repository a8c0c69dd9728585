"""Publishing a plan after a look at what changes for whom; taking it back."""

from __future__ import annotations

from flask import flash
from sqlalchemy.orm import Session

from matchmaker import publishing
from matchmaker.models import Event, Plan
from matchmaker.planning.plans import plans as planned
from matchmaker.publishing import PlanChanges, queue_change_notices
from web.foundation.filters import counted
from web.foundation.forms import Form
from web.foundation.page import Page
from web.foundation.services import one_session, services, writing
from web.foundation.signed_in import current_actor
from web.organizer.blueprint import blueprint, my_event, see


@blueprint.route("/events/<event_id>/plans/<int:number>/publish", methods=["GET", "POST"])
def publish(event_id: str, number: int) -> Page:
    """Shows the difference; the button publishes just what was shown, or asks again if the event changed meanwhile."""
    with one_session() as session:
        event = my_event(session, event_id)
        found = planned.plan_by_number(session, event, number)
        form = Form.of(published=event.published_plan_id, data=event.data_version, tell="on")
        if form.sent:
            with form.catching(session):
                form.refuse_if_changed()
                done = publishing.publish(session, current_actor(), event, found, allow_stale=form.checked("stale"))
                flash(f"Plan {number} is published. {_tell(session, event, done, form)}")
                return see("plan", event_id=event_id, number=number)
        return _page(session, event, found, form)


def _page(session: Session, event: Event, plan: Plan, form: Form) -> Page:
    return form.page(
        "organizer/publish.html",
        event=event,
        plan=plan,
        changes=publishing.changes(session, event, plan),
        stale=planned.is_stale(event, plan),
        can_mail=services().settings.smtp_url is not None,
    )


@blueprint.post("/events/<event_id>/unpublish")
def unpublish(event_id: str) -> Page:
    with writing() as session:
        event = my_event(session, event_id)
        done = publishing.unpublish(session, current_actor(), event)
        flash(f"Nothing is published any more. {_tell(session, event, done, Form.of())}")
    return see("plans", event_id=event_id)


def _tell(session: Session, event: Event, done: PlanChanges, form: Form) -> str:
    """Mail those affected, if that was ticked and this service sends mail; what was done, in words."""
    affected = f"This changes something for {counted(len(done.affected), 'person', 'people')}"
    settings = services().settings
    if settings.smtp_url is None or not form.checked("tell"):
        return f"{affected}; nobody gets a mail. Calendars follow by themselves."
    mails = queue_change_notices(session, settings, event, done)
    return f"{affected}; {counted(len(mails), 'mail is', 'mails are')} on the way."
