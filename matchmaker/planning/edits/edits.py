"""The kinds of edits, and the meetings that each replaces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import NotFoundError
from matchmaker.messages.texts.edits import MEETING_GONE
from matchmaker.models import Attendee, Meeting, MeetingTable, PairScore, Plan, Slot
from matchmaker.pairs.relations import Ids
from matchmaker.planning.edits.placed import Placed, Replacement


@dataclass(frozen=True)
class Move:
    """To another time, another table, or both."""

    meeting: Meeting
    slot: Slot
    table: MeetingTable


@dataclass(frozen=True)
class Swap:
    """The two meetings take each other's time and table."""

    one: Meeting
    other: Meeting


@dataclass(frozen=True)
class Cancel:
    meeting: Meeting


@dataclass(frozen=True)
class Add:
    """A new meeting of two people."""

    a: Attendee
    b: Attendee
    slot: Slot
    table: MeetingTable


@dataclass(frozen=True)
class Pin:
    """`pinned`: whether the solver must leave the meeting where it is."""

    meeting: Meeting
    pinned: bool = True


Edit: TypeAlias = Move | Swap | Cancel | Add | Pin


def kind_of(edit: Edit) -> str:
    """The name of the edit's kind."""
    if isinstance(edit, Pin):
        return "pin" if edit.pinned else "unpin"
    return type(edit).__name__.lower()


def replacements_of(session: Session, plan: Plan, edit: Edit) -> tuple[Replacement, ...]:
    """The meetings that the edit replaces. Raises NotFoundError for a meeting that is not in the plan."""
    for meeting in _meetings(edit):
        if meeting.plan_id != plan.id:
            raise NotFoundError(MEETING_GONE())
    match edit:
        case Move(meeting, slot, table):
            placed = Placed.of(meeting)
            return (Replacement(placed, _at(placed, slot, table)),)
        case Swap(one, other):
            first, second = Placed.of(one), Placed.of(other)
            return Replacement(first, _in_place_of(first, second)), Replacement(second, _in_place_of(second, first))
        case Cancel(meeting):
            return (Replacement(Placed.of(meeting), None),)
        case Pin(meeting, pinned):
            placed = Placed.of(meeting)
            return (Replacement(placed, replace(placed, pinned=pinned)),)
        case Add(a, b, slot, table):
            return (Replacement(None, _new(session, (min(a.id, b.id), max(a.id, b.id)), slot, table)),)


def _meetings(edit: Edit) -> tuple[Meeting, ...]:
    if isinstance(edit, Swap):
        return edit.one, edit.other
    return () if isinstance(edit, Add) else (edit.meeting,)


def _at(placed: Placed, slot: Slot, table: MeetingTable) -> Placed:
    return replace(placed, starts_at=slot.starts_at, ends_at=slot.ends_at, table_id=table.id, table_name=table.name)


def _in_place_of(placed: Placed, other: Placed) -> Placed:
    return replace(
        placed,
        starts_at=other.starts_at,
        ends_at=other.ends_at,
        table_id=other.table_id,
        table_name=other.table_name,
    )


def _new(session: Session, ids: Ids, slot: Slot, table: MeetingTable) -> Placed:
    scored = session.get(PairScore, ids)
    score, reasons = (0, []) if scored is None else (scored.score, scored.reasons)
    return Placed(*ids, slot.starts_at, slot.ends_at, table.id, table.name, score, reasons)


def meeting_of(session: Session, plan: Plan, a: Attendee, b: Attendee) -> Meeting:
    """The first meeting of the two in this plan. Raises NotFoundError if they have none."""
    first, second = sorted((a.id, b.id))
    found = session.scalar(
        select(Meeting)
        .where(Meeting.plan_id == plan.id, Meeting.a_id == first, Meeting.b_id == second)
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    if found is None:
        raise NotFoundError(MEETING_GONE())
    return found
