"""How many meetings the slots and tables have room for: computed while an event is set up, before anything is solved.

Only seats are counted, so these are upper limits: who may meet whom, and when each person is there, may allow less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.sentence import Sentence
from matchmaker.messages.texts import capacity as texts
from matchmaker.models import Attendee, AttendeeStatus, Event
from matchmaker.planning.problem.slots_and_tables import read_tables, read_timeline
from solver import Table


@dataclass(frozen=True)
class Capacity:
    """`places`: meetings that the tables can hold, all slots together; `tables`: places in a slot if all are open.

    Tables that are reserved for their owners are left out.
    """

    people: int
    slots: int
    tables: int
    places: int
    least: int
    most: int | None

    @property
    def average(self) -> float:
        """Meetings for each person if every seat is taken, at most one in each slot."""
        return min(float(self.slots), 2 * self.places / self.people) if self.people else 0.0

    @property
    def tables_at_full_use(self) -> int:
        return self.people // 2

    def tables_for(self, meetings: int) -> int:
        """The fewest tables, open in all slots, with which each person can have this many meetings."""
        return ceil(self.people * meetings / (2 * self.slots)) if self.slots else 0

    def slots_for(self, meetings: int) -> int:
        """The fewest slots in which these tables have room for this many meetings of each person."""
        return max(meetings, ceil(self.people * meetings / (2 * self.tables))) if self.tables else 0

    @property
    def suggested(self) -> tuple[int, int]:
        """A minimum and a maximum: nobody far below the average, and nobody far above it."""
        return max(1, floor(self.average * 2 / 3)), max(1, ceil(self.average))

    def messages(self) -> Iterator[Message]:
        """What there is room for, what would suffice, and suggested limits. Nothing without people, slots or tables."""
        if self.people < 2 or not self.slots or not self.places:
            return
        if self.tables < self.tables_at_full_use:
            yield texts.FULL_USE(
                people=texts.PEOPLE(count=self.people),
                slots=texts.SLOTS(count=self.slots),
                tables=texts.TABLES(count=self.tables_at_full_use),
            )
        else:
            yield texts.ENOUGH()
        yield texts.ROOM(tables=texts.TABLES(count=self.tables), average=self.average)
        if self.most is not None and self.average < self.most:
            yield self._would_do(self.most, texts.WOULD_DO)
        elif self.average < self.least:
            yield self._would_do(self.least, texts.WOULD_DO_MINIMUM)
        if self.most is None or not self.least:
            least, most = self.suggested
            yield texts.SUGGESTED(least=least, most=most)

    def _would_do(self, target: int, sentence: Sentence) -> Message:
        return sentence(
            target=target,
            tables=texts.TABLES(count=self.tables_for(target)),
            slots=texts.SLOTS(count=self.slots_for(target)),
        )


def places_of(tables: Iterable[Table], slots: int) -> int:
    """How many meetings the tables can hold in so many slots; those for their owners only are left out."""
    return sum(
        table.capacity * (slots if table.slots is None else len(table.slots)) for table in tables if not table.reserved
    )


def capacity_of(session: Session, event: Event) -> Capacity:
    """The event's capacity, in four queries."""
    timeline = read_timeline(session, event)
    open_tables = [table for table in read_tables(session, event, timeline) if not table.reserved]
    people = select(func.count(Attendee.id)).where(
        Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN
    )
    return Capacity(
        people=session.scalar(people) or 0,
        slots=len(timeline.slots),
        tables=sum(table.capacity for table in open_tables),
        places=places_of(open_tables, len(timeline.slots)),
        least=event.default_min_meetings,
        most=event.default_max_meetings,
    )
