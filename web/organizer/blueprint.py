"""The organizer's blueprint, and what most of its views need."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from flask import Blueprint, redirect, url_for
from sqlalchemy.orm import Session, object_session
from werkzeug.wrappers import Response

from matchmaker.event import events
from matchmaker.models import Event
from matchmaker.planning.problem.capacity import capacity_of
from matchmaker.planning.problem.names import EventNames
from matchmaker.publishing import Choice, Consequences, consequences
from web.foundation.forms import Form
from web.foundation.language import composed, reader
from web.foundation.services import services
from web.foundation.signed_in import current_actor, current_organizer

blueprint = Blueprint("organizer", __name__)


def find_event(session: Session, event_id: str) -> Event:
    """The signed-in organizer's event with this public id. Raises NotFoundError, also for other organizers' events."""
    return events.event_by_public_id(session, event_id, current_organizer(session))


def asking(session: Session, event: Event, form: Form) -> AbstractContextManager[Consequences]:
    """A change whose consequences are shown before it is saved: `form.catching` shows them, with the choices."""
    return consequences(session, services().settings, current_actor(), event, choice_of(form))


def choice_of(form: Form) -> Choice | None:
    """What the organizer chose to do about what a change breaks; None if nothing has been chosen."""
    return next((choice for choice in Choice if choice.value == form.value("agreed")), None)


def next_page(form: Form, otherwise: str) -> str:
    """Where to go after a change that broke published meetings: to repair the plan, if that is wanted."""
    return "solve" if choice_of(form) is Choice.REPAIR else otherwise


@blueprint.app_template_global()
def capacity_sentences(event: Event) -> list[str]:
    """Template function: what the event's slots and tables have room for, and what would suffice."""
    return [composed(message) for message in capacity_of(_session_of(event), event).messages()]


@blueprint.app_template_global()
def names_in(event: Event) -> EventNames:
    """Template function: the names of the event's people, slots and tables, for messages."""
    return EventNames(_session_of(event), event, reader().language)


def _session_of(event: Event) -> Session:
    session = object_session(event)
    assert session is not None  # noqa: S101 - pages are rendered inside their session
    return session


def redirect_to(endpoint: str, **values: Any) -> Response:
    """After a POST: redirect to a page of the organizer."""
    return redirect(url_for(f"organizer.{endpoint}", **values), 303)
