"""Publishing a plan after showing its changes; unpublishing it."""

from __future__ import annotations

from flask import flash
from sqlalchemy.orm import Session

from matchmaker import publishing
from matchmaker.models import Event, Plan
from matchmaker.planning.plans import plans as planned
from matchmaker.publishing import PlanChanges, Prepared, queue_change_notices
from web.foundation.forms import Form
from web.foundation.language import _, _n
from web.foundation.services import reading, services, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to


@blueprint.route("/events/<event_id>/plans/<int:number>/publish", methods=["GET", "POST"])
def publish(event_id: str, number: int) -> ViewResult:
    """Shows the changes. Publishes exactly these, or shows the new ones if the event changed in the meantime."""
    with reading() as session:
        event, found, form = _opened(session, event_id, number)
        prepared = _prepared(session, event, found, form) if form.sent else None
        if prepared is None:
            return _page(session, event, found, form)
    if _publish(event_id, number, form, prepared):
        return redirect_to("plan", event_id=event_id, number=number)
    with reading() as session:
        event, found, form = _opened(session, event_id, number)
        form.refuse_as_changed()
        return _page(session, event, found, form)


def _opened(session: Session, event_id: str, number: int) -> tuple[Event, Plan, Form]:
    """The form's version is all that a publication depends on: what the page showed is what is published."""
    event = find_event(session, event_id)
    found = planned.plan_by_number(session, event, number)
    return event, found, Form.from_request(standing=publishing.standing_of(session, event, found), notify="on")


def _prepared(session: Session, event: Event, plan: Plan, form: Form) -> Prepared | None:
    with form.catching():
        form.refuse_if_changed()
        return publishing.prepare(session, event, plan, allow_stale=form.checked("stale"))
    return None


def _publish(event_id: str, number: int, form: Form, prepared: Prepared) -> bool:
    """Whether it is published; not if something changed since it was prepared."""
    with writing() as session, form.catching(session):
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        done = publishing.publish_prepared(session, current_actor(), event, plan, prepared)
        mails = _mail_affected(session, event, done, form)
        flash(_("Plan {number} is published. {mails}", number=number, mails=mails))
    return form.conflict is None


def _page(session: Session, event: Event, plan: Plan, form: Form) -> ViewResult:
    return form.page(
        "organizer/publish.html",
        event=event,
        plan=plan,
        changes=publishing.changes(session, event, plan),
        stale=planned.is_stale(event, plan),
        can_mail=services().settings.smtp_url is not None,
    )


@blueprint.post("/events/<event_id>/unpublish")
def unpublish(event_id: str) -> ViewResult:
    with reading() as session:
        prepared = publishing.prepare_unpublishing(session, find_event(session, event_id))
    with writing() as session:
        event = find_event(session, event_id)
        done = publishing.unpublish_prepared(session, current_actor(), event, prepared)
        mails = _mail_affected(session, event, done, Form.from_request())
        flash(_("The plan is unpublished. {mails}", mails=mails))
    return redirect_to("plans", event_id=event_id)


def _mail_affected(session: Session, event: Event, done: PlanChanges, form: Form) -> str:
    """Queue mails to the affected attendees if requested and possible; returns a sentence about it."""
    affected = _n("{count:number} attendee is affected", "{count:number} attendees are affected", len(done.affected))
    settings = services().settings
    if settings.smtp_url is None or not form.checked("notify"):
        return _("{affected}; no e-mail is sent. Subscribed calendars update automatically.", affected=affected)
    mails = queue_change_notices(session, settings, event, done)
    return _n(
        "{affected}; {count:number} e-mail is queued.",
        "{affected}; {count:number} e-mails are queued.",
        len(mails),
        affected=affected,
    )
