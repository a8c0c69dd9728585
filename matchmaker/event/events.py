"""Create and find events, and change their settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError, NotFoundError
from matchmaker.event import agenda
from matchmaker.messages.texts.event import EVENT_CHANGED, NO_SUCH_EVENT
from matchmaker.models import Event, EventOrganizer, Organizer
from matchmaker.schemas.event import EventDetails
from matchmaker.schemas.loading import load
from matchmaker.schemas.weights import Preset, WeightsSchema


def create_event(session: Session, actor: Actor, details: EventDetails, organizer: Organizer | None) -> Event:
    """A new event run by `organizer` (None: only by the command line); answers are open from the start."""
    event = Event(**asdict(details), weights={})
    session.add(event)
    session.flush()
    if organizer is not None:
        session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id))
    record(session, actor, event, "event.created", changes_plan=False, name=event.name)
    return event


def update_event(session: Session, actor: Actor, event: Event, details: EventDetails, version: int) -> Event:
    """Set the event's settings; if the time zone, slot length or pause changes, the slots are recomputed.

    `version` is the one that the editor was shown. Raises EditConflictError if the event has changed since then,
    InvalidInputError if a block becomes invalid. `agenda.lost_slots` lists the slots that a change removes.
    """
    if event.version != version:
        raise EditConflictError(EVENT_CHANGED())
    changed = {name: value for name, value in asdict(details).items() if getattr(event, name) != value}
    for name, value in changed.items():
        setattr(event, name, value)
    if changed.keys() & {"timezone", "slot_minutes", "pause_minutes"}:
        agenda.rebuild_slots(session, event)
    if changed:
        plan_changes = bool(changed.keys() - {"name", "venue", "language", "request_limit"})
        record(session, actor, event, "event.updated", changes_plan=plan_changes, **changed)
    return event


def set_answers_open(session: Session, actor: Actor, event: Event, answers_open: bool) -> Event:
    """Open or close the attendees' answers."""
    event.answers_open = answers_open
    action = "event.answers_opened" if answers_open else "event.answers_closed"
    record(session, actor, event, action, changes_plan=False)
    return event


def set_weights(session: Session, actor: Actor, event: Event, weights: Mapping[str, Any]) -> Event:
    """Set the weights of the scores. Raises InvalidInputError for weights that WeightsSchema rejects."""
    event.weights = load(WeightsSchema(), weights).as_json()
    record(session, actor, event, "event.weights_set", changes_plan=True, **event.weights)
    return event


def use_preset(session: Session, actor: Actor, event: Event, preset: Preset) -> Event:
    """Set the preset's weights, and what comes first in its plans."""
    event.aim = preset.aim
    return set_weights(session, actor, event, preset.weights.as_json())


def events_of(session: Session, organizer: Organizer) -> list[Event]:
    """The events this organizer runs, newest first."""
    return list(session.scalars(_run_by(organizer).order_by(Event.created_at.desc(), Event.id.desc())))


def all_events(session: Session) -> list[Event]:
    """Every event, newest first; for the command line."""
    return list(session.scalars(select(Event).order_by(Event.created_at.desc(), Event.id.desc())))


def event_by_public_id(session: Session, public_id: str, organizer: Organizer | None = None) -> Event:
    """The event. Raises NotFoundError if there is none or `organizer` does not run it (None: no restriction)."""
    events = select(Event) if organizer is None else _run_by(organizer)
    event = session.scalar(events.where(Event.public_id == public_id))
    if event is None:
        raise NotFoundError(NO_SUCH_EVENT())
    return event


def _run_by(organizer: Organizer) -> Select[Event]:
    return (
        select(Event)
        .join(EventOrganizer, EventOrganizer.event_id == Event.id)
        .where(EventOrganizer.organizer_id == organizer.id)
    )
