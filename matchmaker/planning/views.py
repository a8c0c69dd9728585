"""A plan as a person reads it: by person, by slot, by table. Three queries at most, whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Plan


@dataclass(frozen=True)
class MeetingView:
    """A meeting with its two people; moments are in UTC, `reasons` as scoring left them."""

    id: int
    starts_at: datetime
    ends_at: datetime
    table_name: str
    a: Attendee
    b: Attendee
    score: int
    reasons: list[Any]

    def partner_of(self, attendee: Attendee) -> Attendee:
        return self.b if attendee.id == self.a.id else self.a


@dataclass(frozen=True)
class PersonView:
    attendee: Attendee
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True)
class SlotView:
    starts_at: datetime
    ends_at: datetime
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True)
class TableView:
    name: str
    meetings: tuple[MeetingView, ...]


def meetings_of(session: Session, plan: Plan) -> list[MeetingView]:
    """The plan's meetings in time order, then by table."""
    raise NotImplementedError


def by_person(session: Session, plan: Plan) -> list[PersonView]:
    """Everybody who has not withdrawn or has a meeting, by name; people without meetings have an empty list."""
    raise NotImplementedError


def by_slot(session: Session, plan: Plan) -> list[SlotView]:
    """The rounds in which anybody meets, in time order."""
    raise NotImplementedError


def by_table(session: Session, plan: Plan) -> list[TableView]:
    """The tables at which anybody meets, in the event's order of tables."""
    raise NotImplementedError
