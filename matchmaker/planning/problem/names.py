"""The names of an event's attendees, blocks, slots and tables, for messages that mention the solver's ids."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.messages import Language, Message, Reader, compose
from matchmaker.messages.languages import ENGLISH
from matchmaker.messages.texts.common import MOMENT
from matchmaker.models import Attendee, Block, Event, MeetingTable, Slot
from matchmaker.planning.problem.ids import attendee_id, block_id, slot_id, table_id


class EventNames:
    """`matchmaker.messages.Names` of an event: one query for each kind of id, when the first of its kind is shown."""

    def __init__(self, session: Session, event: Event, language: Language = ENGLISH) -> None:
        self._session, self._event, self._reader = session, event, Reader(language)

    def person(self, key: str) -> str:
        return self._people.get(key, key)

    def slot(self, key: str) -> str:
        """Day and time in the event's time zone."""
        return compose(self._slots[key], self._reader) if key in self._slots else key

    def block(self, key: str) -> str:
        return self._blocks.get(key, key)

    def table(self, key: str) -> str:
        return self._tables.get(key, key)

    @cached_property
    def _people(self) -> dict[str, str]:
        people = select(Attendee.id, Attendee.name).where(Attendee.event_id == self._event.id)
        return {attendee_id(key): name for key, name in self._session.execute(people)}

    @cached_property
    def _slots(self) -> dict[str, Message]:
        slots, zone = select(Slot.id, Slot.starts_at).where(Slot.event_id == self._event.id), self._event.timezone
        return {slot_id(key): MOMENT(at=at, zone=zone) for key, at in self._session.execute(slots)}

    @cached_property
    def _blocks(self) -> dict[str, str]:
        blocks = select(Block.id, Block.name).where(Block.event_id == self._event.id)
        return {block_id(key): name for key, name in self._session.execute(blocks)}

    @cached_property
    def _tables(self) -> dict[str, str]:
        tables = select(MeetingTable.id, MeetingTable.name).where(MeetingTable.event_id == self._event.id)
        return {table_id(key): name for key, name in self._session.execute(tables)}
