"""What is lost with slots and tables that a change removes, besides published meetings: said before it is saved."""

from __future__ import annotations

from collections.abc import Iterable

from matchmaker.event.agenda import LostSlot
from matchmaker.event.tables import TableUses
from matchmaker.messages import Message
from matchmaker.messages.texts.event import (
    ABSENCES,
    AGREED_MEETINGS,
    OWNERS,
    SLOT_LENGTH_CHANGED,
    SLOT_REMOVED,
    TABLE_REMOVED,
)
from matchmaker.models import Event


def slot_losses(event: Event, lost: Iterable[LostSlot]) -> list[Message]:
    """A message for each of these slots with agreed meetings or absences."""
    return [_slot_loss(event, slot) for slot in lost if slot.agreed or slot.absences]


def table_losses(name: str, uses: TableUses) -> list[Message]:
    """A message, if the table is a booth or agreed meetings take place there."""
    affected = _affected(agreed=uses.agreed, owners=uses.owners)
    return [TABLE_REMOVED(table_name=name, affected=affected)] if affected else []


def _slot_loss(event: Event, slot: LostSlot) -> Message:
    lost = SLOT_LENGTH_CHANGED if slot.new_ends_at else SLOT_REMOVED
    return lost(at=slot.starts_at, affected=_affected(agreed=slot.agreed, absences=slot.absences), zone=event.timezone)


def _affected(*, agreed: int = 0, absences: int = 0, owners: int = 0) -> list[Message]:
    counts = ((agreed, AGREED_MEETINGS), (absences, ABSENCES), (owners, OWNERS))
    return [counted(count=count) for count, counted in counts if count]
