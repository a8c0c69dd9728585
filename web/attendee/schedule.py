"""The attendee's schedule once the plan is published, as a page, a file and a calendar feed."""

from __future__ import annotations

import segno
from flask import flash
from markupsafe import Markup
from sqlalchemy.orm import Session

from matchmaker.models import now
from matchmaker.publishing import attendee_schedule, feed_secret, new_feed
from web.attendee.blueprint import blueprint, redirect_to, render
from web.attendee.current_attendee import CurrentAttendee, current_attendee
from web.attendee.timeline import WIDTH, timeline_days
from web.feeds.calendar_response import calendar_response
from web.foundation.language import _
from web.foundation.services import public_link, reading, services, writing
from web.foundation.view_result import ViewResult


@blueprint.get("/schedule")
def my_schedule(secret: str) -> ViewResult:
    with reading() as session:
        return schedule_page(session, current_attendee(session, secret))


@blueprint.get("/calendar.ics")
def download(secret: str) -> ViewResult:
    with reading() as session:
        current = current_attendee(session, secret)
        return calendar_response(session, current.event, current.attendee, filename="meetings.ics")


@blueprint.post("/feed")
def renew_feed(secret: str) -> ViewResult:
    with writing() as session:
        current = current_attendee(session, secret)
        new_feed(session, current.actor, services().settings.secret_keys, current.event, current.attendee)
    flash(_("Your calendar has a new address. Any earlier address no longer works."))
    return redirect_to("my_schedule", current, _anchor="calendar")


def schedule_page(session: Session, current: CurrentAttendee) -> ViewResult:
    scheduled = attendee_schedule(session, current.event, current.attendee, with_cancelled=True)
    meetings = [meeting for meeting in scheduled if not meeting.cancelled]
    moment = now()
    return render(
        "schedule.html",
        current,
        meetings=meetings,
        cancelled=[meeting for meeting in scheduled if meeting.cancelled],
        days=timeline_days(meetings, current.event.timezone),
        width=WIDTH,
        now=moment,
        upcoming=next((meeting for meeting in meetings if meeting.ends_at > moment), None),
        **_feed(session, current),
    )


def _feed(session: Session, current: CurrentAttendee) -> dict[str, object]:
    secret = feed_secret(session, services().settings.secret_keys, current.attendee)
    if secret is None:
        return {"feed": None}
    address = public_link("feeds.calendar", secret=secret)
    webcal = "webcal://" + address.split("://", 1)[1]
    return {"feed": address, "webcal": webcal, "qr": _qr_code(webcal)}


def _qr_code(text: str) -> Markup:
    """An SVG without style attributes, dark on light in every colour scheme, as cameras need it."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return Markup(drawing)  # noqa: S704 - segno drew it from our own address
