"""What the organizer knows of two people: agreed meetings, people to keep apart, people who have met before."""

from __future__ import annotations

from flask import flash
from sqlalchemy.orm import Session

from matchmaker import roster
from matchmaker.errors import InvalidInputError
from matchmaker.lookup import attendees_called
from matchmaker.models import Attendee, Event, MeetingTable, Slot, Standing
from matchmaker.standings import set_standing
from web.forms import Form
from web.organizer.blueprint import blueprint, my_event, see
from web.page import Page
from web.services import writing
from web.sessions import current_actor


@blueprint.post("/events/<event_id>/people/<person_id>/pairs")
def set_pair(event_id: str, person_id: str) -> Page:
    """An empty standing forgets what was known."""
    form = Form.of()
    with writing() as session:
        event = my_event(session, event_id)
        person = roster.attendee_by_public_id(session, event, person_id)
        with form.catching(session):
            other = _other(session, event, form.value("other"))
            standing = next((kind for kind in Standing if kind.value == form.value("standing")), None)
            place = _place(event, form) if standing is Standing.AGREED else (None, None)
            set_standing(session, current_actor(), event, (person, other), standing, slot=place[0], table=place[1])
    for fault in form.faults:
        flash(fault.sentence, "bad")
    if not form.faults:
        flash(f"Noted for {person.name} and {other.name}.")
    return see("person", event_id=event_id, person_id=person_id, _anchor="pairs")


def _other(session: Session, event: Event, text: str) -> Attendee:
    found = attendees_called(session, event, text) if text.strip() else []
    if len(found) == 1:
        return found[0]
    many = f"There are {len(found)} people called “{text}”. Write the e-mail address instead."
    raise InvalidInputError.at("other", many if found else f"Nobody on the list is called “{text[:80]}”.")


def _place(event: Event, form: Form) -> tuple[Slot | None, MeetingTable | None]:
    slot = next((slot for slot in event.slots if str(slot.id) == form.value("slot")), None)
    table = next((table for table in event.tables if str(table.id) == form.value("table")), None)
    return slot, table
