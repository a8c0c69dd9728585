"""Things that arguments name: an event, an attendee, an organizer, a slot, a table, a plan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker import access, local_time
from matchmaker.errors import InvalidInputError, NotFoundError, StateError
from matchmaker.event import events
from matchmaker.messages.texts import commands as texts
from matchmaker.models import Attendee, Event, MeetingTable, Organizer, Plan, Slot
from matchmaker.planning.plans.plans import plan_by_number, plans_of
from matchmaker.roster import find_by_text
from matchmaker.text import identity


def find_event(session: Session, text: str) -> Event:
    """The event with this id or this name (`spring-forum` finds “Spring Forum”).

    Raises NotFoundError if there is none, or if several events have the name.
    """
    try:
        return events.event_by_public_id(session, text)
    except NotFoundError:
        found = [event for event in events.all_events(session) if _comparable(event.name) == _comparable(text)]
    if len(found) > 1:
        ids = ", ".join(event.public_id for event in found)
        raise NotFoundError(texts.SEVERAL_EVENTS(count=len(found), name=text, ids=ids))
    if not found:
        raise NotFoundError(texts.NO_EVENT(name=text))
    return found[0]


def find_attendee(session: Session, event: Event, text: str) -> Attendee:
    """The attendee with this e-mail address, reference, id or name.

    Raises NotFoundError if there is none, or if several attendees have the name or share the address.
    """
    found = find_by_text(session, event, text)
    if not found:
        raise NotFoundError(texts.NO_ATTENDEE(name=text))
    if len(found) > 1:
        people = tuple(f"{one.name} ({one.public_id})" for one in found)
        raise NotFoundError(texts.SEVERAL_ATTENDEES(count=len(found), name=text, people=people))
    return found[0]


def find_organizer(session: Session, email: str) -> Organizer:
    """The organizer with this e-mail address. Raises NotFoundError if there is none."""
    found = access.find_organizer(session, email)
    if found is None:
        raise NotFoundError(texts.NO_ORGANIZER(email=email))
    return found


def find_slot(event: Event, text: str, option: str = "--at") -> Slot:
    """The slot that starts at this local time, the value of `option`.

    Raises InvalidInputError for a malformed time, else NotFoundError.
    """
    try:
        at = datetime.fromisoformat(text)
        moment = at if at.tzinfo else local_time.moment(at.date(), at.time(), event.timezone)
    except ValueError as error:
        raise InvalidInputError.at(option, texts.NO_LOCAL_TIME(given=text)) from error
    found = next((slot for slot in event.slots if slot.starts_at == moment), None)
    if found is None:
        raise NotFoundError(texts.NO_SLOT(event=event.name, given=text))
    return found


def find_table(event: Event, name: str) -> MeetingTable:
    """The table with this name. Raises NotFoundError if there is none."""
    found = next((table for table in event.tables if identity(table.name) == identity(name)), None)
    if found is None:
        raise NotFoundError(texts.NO_TABLE(event=event.name, name=name))
    return found


def find_plan(session: Session, event: Event, number: int | None, *, prefer_published: bool = False) -> Plan:
    """The plan with this number; without a number the newest one, or the published one if preferred.

    Raises NotFoundError for an unknown number, StateError if the event has no plan.
    """
    if number is not None:
        return plan_by_number(session, event, number)
    plans = plans_of(session, event)
    if not plans:
        raise StateError(texts.NO_PLAN_YET(event=event.name, id=event.public_id))
    published = (plan for plan in plans if prefer_published and plan.id == event.published_plan_id)
    return next(published, plans[0])


def _comparable(name: str) -> str:
    return identity(name).replace("-", " ")
