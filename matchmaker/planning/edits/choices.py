"""Edits of which the place is only partly given: the rest is the first that suits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.messages.texts.edits import NO_PLACE
from matchmaker.models import Attendee, Event, Meeting, MeetingTable, Plan, Slot
from matchmaker.planning.edits.edits import Add, Move
from matchmaker.planning.edits.places import places_of
from matchmaker.planning.problem.ids import attendee_id


def addition(
    session: Session,
    event: Event,
    plan: Plan,
    both: tuple[Attendee, Attendee],
    slot: Slot | None = None,
    table: MeetingTable | None = None,
) -> Add:
    """A meeting of the two at the first slot and table that suit, or at those given.

    Raises NotFoundError if none suits.
    """
    if slot is None or table is None:
        first, second = sorted(person.id for person in both)
        places = places_of(session, event, plan, (first, second))
        found = places.first(slot.id if slot else None, table.id if table else None)
        if found is None:
            raise NotFoundError(NO_PLACE(a=attendee_id(first), b=attendee_id(second)))
        slot, table = session.get_one(Slot, found[0]), session.get_one(MeetingTable, found[1])
    return Add(*both, slot, table)


def move(
    session: Session, event: Event, plan: Plan, meeting: Meeting, slot: Slot | None, table: MeetingTable | None
) -> Move:
    """The meeting at this slot and table; by default the slot stays, and the table too if it is free, else the first.

    Where no table is free, the move is to where it breaks a rule, so that the refusal names the rule.
    """
    slot = slot or next((one for one in event.slots if one.starts_at == meeting.starts_at), event.slots[0])
    if table is not None:
        return Move(meeting, slot, table)
    places = places_of(session, event, plan, (meeting.a_id, meeting.b_id), meeting)
    stays = meeting.table_id is not None and places.against(slot.id, meeting.table_id) is None
    found = places.first(slot.id, meeting.table_id if stays else None)
    chosen = found[1] if found else meeting.table_id or event.tables[0].id
    return Move(meeting, slot, session.get_one(MeetingTable, chosen))
