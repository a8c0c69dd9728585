"""The organizer's blueprint, and the one way a view of it finds its event."""

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


def my_event(session: Session, event_id: str) -> Event:
    """The event of this address. Raises NotFoundError if there is none or it is somebody else's."""
    return events.event_by_public_id(session, event_id, current_organizer(session))


def unagreed(lost: list[LostSlot], form: Form) -> list[LostSlot]:
    """What a change of the agenda would break and the organizer has not ticked that they know."""
    return [] if form.checked("agreed") else [slot for slot in lost if slot.absences or slot.agreed or slot.published]


def see(endpoint: str, **values: Any) -> Response:
    """After a POST: the page to look at next."""
    return redirect(url_for(f"organizer.{endpoint}", **values), 303)
