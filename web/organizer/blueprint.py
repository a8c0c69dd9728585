"""The organizer's blueprint, and what most of its views need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.event import events
from matchmaker.event.agenda import LostSlot
from matchmaker.models import Event
from matchmaker.planning.plans.broken_meetings import BrokenMeeting
from matchmaker.planning.plans.consequences import broken_by
from web.foundation.forms import Form
from web.foundation.signed_in import current_organizer

blueprint = Blueprint("organizer", __name__)
REPAIR: Final = "repair"
CONFIRMED: Final = {REPAIR, "later"}
"""What the organizer chooses to do about published meetings that a change breaks."""


def find_event(session: Session, event_id: str) -> Event:
    """The signed-in organizer's event with this public id. Raises NotFoundError, also for other organizers' events."""
    return events.event_by_public_id(session, event_id, current_organizer(session))


def unconfirmed_losses(lost: list[LostSlot], form: Form) -> list[LostSlot]:
    """The lost slots with absences or meetings, unless the organizer has confirmed the change."""
    return [] if form.checked("agreed") else [slot for slot in lost if slot.absences or slot.agreed or slot.published]


def unconfirmed_breaks(session: Session, event: Event, form: Form, change: Callable[[], object]) -> list[BrokenMeeting]:
    """The published meetings that the change would break, unless the organizer has seen and confirmed them."""
    return [] if form.value("agreed") in CONFIRMED else broken_by(session, event, change)


def next_page(form: Form, otherwise: str) -> str:
    """Where to go after a change that broke published meetings: to repair the plan, if that is wanted."""
    return "solve" if form.value("agreed") == REPAIR else otherwise


def redirect_to(endpoint: str, **values: Any) -> Response:
    """After a POST: redirect to a page of the organizer."""
    return redirect(url_for(f"organizer.{endpoint}", **values), 303)
