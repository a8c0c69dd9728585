"""Recorded pairs: agreed meetings, earlier meetings and attendees to keep apart."""

from __future__ import annotations

from flask import flash
from sqlalchemy.orm import Session

from matchmaker import roster
from matchmaker.errors import InvalidInputError
from matchmaker.messages.texts.roster import MANY_CALLED, NONE_CALLED
from matchmaker.models import Attendee, Event, Relation
from matchmaker.pairs.relations import set_relation
from matchmaker.roster import find_by_text
from matchmaker.schemas.loading import load
from matchmaker.schemas.pairs import PairDetails, PairDetailsSchema
from web.foundation.forms import Form
from web.foundation.language import _
from web.foundation.services import writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, redirect_to
from web.organizer.people import person_page


@blueprint.post("/events/<event_id>/people/<person_id>/pairs")
def set_pair(event_id: str, person_id: str) -> ViewResult:
    form = Form.from_request()
    with writing() as session:
        event = find_event(session, event_id)
        person = roster.attendee_by_public_id(session, event, person_id)
        with form.catching(session):
            note = load(PairDetailsSchema(), form.data())
            with asking(session, event, form):
                _set(session, event, person, note)
            flash(_("The record for {name} is saved.", name=person.name))
            return redirect_to("person", event_id=event_id, person_id=person_id, _anchor="pairs")
        return person_page(session, event, person, pair_form=form)


def _set(session: Session, event: Event, person: Attendee, note: PairDetails) -> None:
    other = _other(session, event, note.other)
    agreed = note.relation is Relation.AGREED
    slot = next((slot for slot in event.slots if agreed and slot.id == note.slot), None)
    table = next((table for table in event.tables if agreed and table.id == note.table), None)
    set_relation(session, current_actor(), event, (person, other), note.relation, slot=slot, table=table)


def _other(session: Session, event: Event, text: str) -> Attendee:
    found = find_by_text(session, event, text)
    if len(found) == 1:
        return found[0]
    raise InvalidInputError.at("other", MANY_CALLED(count=len(found), name=text) if found else NONE_CALLED(name=text))
