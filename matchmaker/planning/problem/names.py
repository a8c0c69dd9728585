"""The solver's sentences with the names of attendees, blocks, slots and tables in place of their ids."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Block, Event, MeetingTable, Slot
from matchmaker.planning.problem.ids import Keys, attendee_id, block_id, keys_in, replace_ids, slot_id, table_id


def with_names(session: Session, event: Event, sentences: Iterable[str]) -> list[str]:
    """The sentences with every id of this event replaced by its name, a slot's by its local day and time."""
    sentences = list(sentences)
    names = _names(session, event, keys_in(sentences))
    return [replace_ids(sentence, names) for sentence in sentences]


def _names(session: Session, event: Event, keys: Keys) -> dict[str, str]:
    zone = ZoneInfo(event.timezone)
    people = session.execute(
        select(Attendee.id, Attendee.name).where(Attendee.event_id == event.id, Attendee.id.in_(keys.attendees))
    )
    blocks = session.execute(select(Block.id, Block.name).where(Block.event_id == event.id, Block.id.in_(keys.blocks)))
    slots = session.execute(select(Slot.id, Slot.starts_at).where(Slot.event_id == event.id, Slot.id.in_(keys.slots)))
    tables = session.execute(
        select(MeetingTable.id, MeetingTable.name).where(
            MeetingTable.event_id == event.id, MeetingTable.id.in_(keys.tables)
        )
    )
    return (
        {attendee_id(key): name for key, name in people}
        | {block_id(key): name for key, name in blocks}
        | {slot_id(key): f"{moment.astimezone(zone):%d %B %H:%M}" for key, moment in slots}
        | {table_id(key): name for key, name in tables}
    )
