"""The organizer's blueprint, and what most of its views need."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.event import events
from matchmaker.event.agenda import LostSlot
from matchmaker.models import Event
from web.foundation.forms import Form
from web.foundation.signed_in import current_organizer

blueprint = Blueprint("organizer", __name__)


def find_event(session: Session, event_id: str) -> Event:
    """The signed-in organizer's event with this public id. Raises NotFoundError, also for other organizers' events."""
    return events.event_by_public_id(session, event_id, current_organizer(session))


def unconfirmed_losses(lost: list[LostSlot], form: Form) -> list[LostSlot]:
    """The lost slots with absences or meetings, unless the organizer has confirmed the change."""
    return [] if form.checked("agreed") else [slot for slot in lost if slot.absences or slot.agreed or slot.published]


def redirect_to(endpoint: str, **values: Any) -> Response:
    """After a POST: redirect to a page of the organizer."""
    return redirect(url_for(f"organizer.{endpoint}", **values), 303)
