"""What a plan's figures are counted from: who takes part, which tables are open, and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from matchmaker.models import Event
from matchmaker.planning.problem.capacity import places_of
from matchmaker.planning.problem.ids import key_of
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import Timeline, read_tables, read_timeline
from solver import Person, Table


@dataclass(frozen=True)
class Basis:
    """The people and tables of the problem that a plan solves, or of today."""

    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    timeline: Timeline

    @cached_property
    def ids(self) -> frozenset[int]:
        """Ids of the people."""
        return frozenset(key_of(person.id) for person in self.people)

    @property
    def places(self) -> int:
        """How many meetings the tables can hold."""
        return places_of(self.tables, len(self.timeline.slots))


def basis_today(session: Session, event: Event) -> Basis:
    """With the present data, in five queries."""
    timeline = read_timeline(session, event)
    return Basis(read_people(session, event, timeline), read_tables(session, event, timeline), timeline)
