"""The people of a plan: its figures keep their ids, and its pages show their names of today."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event, Meeting, Plan
from matchmaker.pairs.relations import Ids


@dataclass(frozen=True)
class Named:
    """A person as a link."""

    id: int
    public_id: str
    name: str


def people_by_id(session: Session, event: Event) -> dict[int, Named]:
    """Everybody on the event's list, withdrawn or not, in one query."""
    query = select(Attendee.id, Attendee.public_id, Attendee.name).where(Attendee.event_id == event.id)
    return {key: Named(key, public, name) for key, public, name in session.execute(query)}


def pairs_of(session: Session, plan: Plan) -> list[Ids]:
    """The two people of each of the plan's meetings, in one query."""
    pairs = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id))
    return [(a, b) for a, b in pairs]
