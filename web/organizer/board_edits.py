"""The edit that a form of the board describes."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.messages.texts.edits import KINDS, MEETING_GONE, SLOT_REMOVED, TABLE_REMOVED
from matchmaker.messages.texts.planning import NOT_ON_THE_LIST, SEVERAL_OF_THAT_NAME
from matchmaker.models import Attendee, Event, Meeting, MeetingTable, Plan, Slot
from matchmaker.planning.edits import choices
from matchmaker.planning.edits.edit_plan import edit_plan, redo, undo
from matchmaker.planning.edits.edits import Cancel, Edit, Pin, Swap
from matchmaker.planning.problem.names import EventNames
from matchmaker.roster import find_by_text
from matchmaker.text import identity
from web.foundation.language import _, composed, reader
from web.foundation.signed_in import current_actor


def carry_out(session: Session, event: Event, plan: Plan) -> tuple[Plan, list[str]]:
    """Make the edit that the form describes; the plan it was made in, and what to say about it."""
    action, version = request.form.get("action", ""), number_in_request("version") or 0
    if action in {"undo", "redo"}:
        turned = (undo if action == "undo" else redo)(session, current_actor(), event, plan, version)
        kind = composed(KINDS[turned.kind]())
        return plan, [_("Undone: {kind}.", kind=kind) if action == "undo" else _("Made again: {kind}.", kind=kind)]
    edited = edit_plan(session, current_actor(), event, plan, _edit(session, event, plan, action), version)
    names = EventNames(session, event, reader().language)
    return edited.plan, [composed(wish, names) for wish in edited.judgement.wishes]


def _edit(session: Session, event: Event, plan: Plan, action: str) -> Edit:
    """Raises NotFoundError for what does not exist, InvalidInputError for people who are not on the list."""
    slot, table = _place(session, event)
    if action == "add":
        return choices.addition(session, event, plan, _two_people(session, event), slot, table)
    meeting = _meeting(session, plan, "meeting")
    if action == "move" and request.form.get("other"):
        return Swap(meeting, _meeting(session, plan, "other"))
    if action == "move":
        return choices.move(session, event, plan, meeting, slot, table)
    if action in {"pin", "unpin"}:
        return Pin(meeting, pinned=action == "pin")
    if action == "cancel":
        return Cancel(meeting)
    raise NotFoundError(MEETING_GONE())


def _place(session: Session, event: Event) -> tuple[Slot | None, MeetingTable | None]:
    """`to` is a slot, or a slot and a table, as ids with a hyphen between them; `table` is the name of a table.

    None for what is not given. Raises NotFoundError for what does not exist, perhaps removed since the page was shown.
    """
    slot_id, _hyphen, table_id = request.form.get("to", "").partition("-")
    name = identity(request.form.get("table", ""))
    slot = next((one for one in event.slots if str(one.id) == slot_id), None)
    table = next((one for one in event.tables if str(one.id) == table_id or identity(one.name) == name), None)
    if slot_id and slot is None:
        raise NotFoundError(SLOT_REMOVED())
    if (table_id or name) and table is None:
        raise NotFoundError(TABLE_REMOVED())
    return slot, table


def _two_people(session: Session, event: Event) -> tuple[Attendee, Attendee]:
    return _person(session, event, "a"), _person(session, event, "b")


def asked_people(session: Session, event: Event) -> tuple[Attendee, Attendee] | None:
    """The two people in the address for whom a place is looked for; None if they are not two on the list."""
    found = [find_by_text(session, event, request.args.get(name, "").strip()[:200]) for name in ("a", "b")]
    if any(len(people) != 1 for people in found) or found[0] == found[1]:
        return None
    return found[0][0], found[1][0]


def _person(session: Session, event: Event, field: str) -> Attendee:
    text = request.form.get(field, "").strip()[:200]
    found = find_by_text(session, event, text) if text else []
    if len(found) != 1:
        raise InvalidInputError.at("", (SEVERAL_OF_THAT_NAME if found else NOT_ON_THE_LIST)(who=text))
    return found[0]


def _meeting(session: Session, plan: Plan, field: str) -> Meeting:
    number = number_in_request(field)
    meeting = None if number is None else session.get(Meeting, number)
    if meeting is None or meeting.plan_id != plan.id:
        raise NotFoundError(MEETING_GONE())
    return meeting


def number_in_request(field: str) -> int | None:
    """A sent or asked number that an id or a version can be."""
    text = request.form.get(field) or request.args.get(field) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
