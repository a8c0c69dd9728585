"""After publication: whom one meets, when, where and why; and ways to have it in one's own calendar."""

from __future__ import annotations

import segno
from flask import flash
from markupsafe import Markup
from sqlalchemy.orm import Session

from matchmaker.models import now
from matchmaker.publishing import attendee_schedule, feed_secret, new_feed
from web.attendee.blueprint import Visitor, blueprint, page, redirect_to, visitor
from web.attendee.timeline import WIDTH, days
from web.feeds.calendar_response import calendar_answer
from web.foundation.services import public_link, reading, services, writing
from web.foundation.view_result import ViewResult


@blueprint.get("/schedule")
def my_schedule(secret: str) -> ViewResult:
    with reading() as session:
        return shown(session, visitor(session, secret))


@blueprint.get("/calendar.ics")
def download(secret: str) -> ViewResult:
    with reading() as session:
        me = visitor(session, secret)
        return calendar_answer(session, me.event, me.attendee, filename="meetings.ics")


@blueprint.post("/feed")
def renew_feed(secret: str) -> ViewResult:
    with writing() as session:
        me = visitor(session, secret)
        new_feed(session, me.actor, services().settings.secret_keys, me.event, me.attendee)
    flash("Your calendar has a new address. An older one does not work any more.")
    return redirect_to("my_schedule", me, _anchor="calendar")


def shown(session: Session, me: Visitor) -> ViewResult:
    known = attendee_schedule(session, me.event, me.attendee, with_cancelled=True)
    meetings = [meeting for meeting in known if not meeting.cancelled]
    moment = now()
    return page(
        "schedule.html",
        me,
        meetings=meetings,
        cancelled=[meeting for meeting in known if meeting.cancelled],
        days=days(meetings, me.event.timezone),
        width=WIDTH,
        moment=moment,
        upcoming=next((meeting for meeting in meetings if meeting.ends_at > moment), None),
        **_feed(session, me),
    )


def _feed(session: Session, me: Visitor) -> dict[str, object]:
    secret = feed_secret(session, services().settings.secret_keys, me.attendee)
    if secret is None:
        return {"feed": None}
    address = public_link("feeds.calendar", secret=secret)
    webcal = "webcal://" + address.split("://", 1)[1]
    return {"feed": address, "webcal": webcal, "qr": _qr(webcal)}


def _qr(text: str) -> Markup:
    """A drawing without style attributes, dark on light in every colour scheme: cameras need that."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return Markup(drawing)  # noqa: S704 - drawn by segno from an address of our own
