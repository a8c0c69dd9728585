"""Events: the list, a new event, and an event's overview, settings and history."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from zoneinfo import available_timezones

from flask import flash, render_template

from matchmaker.audit import history_of, people_in
from matchmaker.event import agenda, events
from matchmaker.event.losses import slot_losses
from matchmaker.event.overview import overview_of, overviews_of
from matchmaker.messages import mark
from matchmaker.messages.texts.history import UNSAID
from matchmaker.models import Event
from matchmaker.schemas.event import EventDetails, EventSchema
from matchmaker.schemas.loading import load
from web.foundation.forms import Form
from web.foundation.language import _, languages
from web.foundation.pagination import requested_page
from web.foundation.services import reading, session_for_request, writing
from web.foundation.signed_in import current_actor, current_organizer
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, next_page, redirect_to

_FLAGS = ("colleagues_may_meet", "met_before_may_meet")
LABELS = {
    "name": mark("Name"),
    "timezone": mark("Time zone"),
    "language": mark("Language"),
    "slot_minutes": mark("Length of a meeting"),
    "pause_minutes": mark("Pause after each meeting"),
    "default_min_meetings": mark("Minimum meetings per attendee"),
    "default_max_meetings": mark("Maximum meetings per attendee"),
    "max_consecutive": mark("Maximum meetings in a row"),
    "request_limit": mark("Wishes per attendee"),
    "aim": mark("What comes first in a plan"),
}


@blueprint.get("/events")
def event_list() -> ViewResult:
    with reading() as session:
        mine = events.events_of(session, current_organizer(session))
        overviews = overviews_of(session, mine)
        return render_template("organizer/events.html", events=[(event, overviews[event.id]) for event in mine])


@blueprint.route("/events/new", methods=["GET", "POST"])
def new_event() -> ViewResult:
    form = Form.from_request(**asdict(EventDetails(name="", timezone="")))
    if form.sent:
        with form.catching():
            details = load(EventSchema(), form.data(flags=_FLAGS))
            with writing() as session:
                event = events.create_event(session, current_actor(), details, current_organizer(session))
            flash(_("“{name}” is created. Next, add the blocks in which attendees meet.", name=event.name))
            return redirect_to("agenda", event_id=event.public_id)
    return form.page("organizer/new_event.html", **_choices())


@blueprint.get("/events/<event_id>/")
def overview(event_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        return render_template("organizer/overview.html", event=event, overview=overview_of(session, event))


@blueprint.route("/events/<event_id>/settings", methods=["GET", "POST"])
def settings(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(**_details_of(event), version=event.version)
        if form.sent:
            with form.catching(session):
                details = load(EventSchema(), form.data(flags=_FLAGS))
                lost = agenda.lost_slots(session, event, agenda.blocks_of(event), details)
                with asking(session, event, form) as found:
                    found.losses = slot_losses(event, lost)
                    events.update_event(session, current_actor(), event, details, form.version)
                flash(_("The settings are saved."))
                return redirect_to(next_page(form, "settings"), event_id=event_id)
        return form.page("organizer/settings.html", event=event, **_choices())


def _details_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in EventDetails.__dataclass_fields__}


@blueprint.get("/events/<event_id>/history")
def history(event_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        found = history_of(session, event, requested_page())
        people = people_in(session, event, found.rows)
        return render_template("organizer/history.html", event=event, history=found, people=people, unsaid=UNSAID)


def _choices() -> dict[str, Any]:
    """What the fields of an event's settings offer, and their labels."""
    return {
        "zones": sorted(available_timezones()),
        "languages": languages(),
        "labels": {name: _(label) for name, label in LABELS.items()},
    }
