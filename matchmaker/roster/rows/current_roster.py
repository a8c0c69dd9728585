"""An event's current roster in the form of a file's rows, read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeInterest,
    Direction,
    Event,
    Goal,
    Grade,
    Group,
    Interest,
    MeetingTable,
    PairRelation,
    Relation,
    Request,
)
from matchmaker.roster.rows.asked import Asked
from matchmaker.schemas.answers import GoalDetails
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity

_PLAIN_COLUMNS = ("reference", "name", "email", "organisation", "job_title", "about", "status")


@dataclass(frozen=True)
class Person:
    """An attendee; the lists of people in `row` are empty, since `CurrentRoster` contains the pairs."""

    id: int
    public_id: str
    version: int
    row: RosterRow


@dataclass(frozen=True)
class CurrentRoster:
    """Everything that an import may change. Pairs are (smaller id, larger id) in relations, (from, to) in requests."""

    people: list[Person]
    groups: dict[str, int] = field(default_factory=dict)
    """identity of the name -> id; `tables` and `interests` alike."""
    tables: dict[str, int] = field(default_factory=dict)
    interests: dict[str, int] = field(default_factory=dict)
    relations: dict[tuple[int, int], Relation] = field(default_factory=dict)
    requests: dict[tuple[int, int], Asked] = field(default_factory=dict)
    by_organizer: frozenset[tuple[int, int]] = frozenset()
    """The requests that came from the organizer."""


def roster_version(session: Session, event: Event) -> str:
    """Differs whenever the event's roster differs."""
    data_version = select(Event.data_version).where(Event.id == event.id)
    # an attendee's answers may change without raising the data version
    edits = select(func.sum(Attendee.version)).where(Attendee.event_id == event.id)
    return f"{session.scalar(data_version)}.{session.scalar(edits) or 0}"


def read_roster(session: Session, event: Event) -> CurrentRoster:
    """The event's roster in the database."""
    groups = dict(session.execute(select(Group.id, Group.name).where(Group.event_id == event.id)).all())
    tables = dict(
        session.execute(select(MeetingTable.id, MeetingTable.name).where(MeetingTable.event_id == event.id)).all()
    )
    interests = session.execute(select(Interest.key, Interest.id).where(Interest.event_id == event.id))
    relations = select(PairRelation.a_id, PairRelation.b_id, PairRelation.relation).where(
        PairRelation.event_id == event.id
    )
    # an attendee's own no-thanks is confidential: neither exports nor import previews may show it
    requests = (
        select(Request.attendee_id, Request.other_id, Request.grade, Request.rank, Request.by_organizer)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id, (Request.grade != Grade.NO) | Request.by_organizer)
    )
    requested = session.execute(requests).all()
    return CurrentRoster(
        people=_people(session, event, groups, tables),
        groups={identity(name): group_id for group_id, name in groups.items()},
        tables={identity(name): table_id for table_id, name in tables.items()},
        interests=dict(interests.all()),
        relations={(a, b): relation for a, b, relation in session.execute(relations)},
        requests={(a, b): Asked(grade, rank) for a, b, grade, rank, _ in requested},
        by_organizer=frozenset((a, b) for a, b, *_, own in requested if own),
    )


def _people(session: Session, event: Event, groups: dict[int, str], tables: dict[int, str]) -> list[Person]:
    interests = _interests(session, event)
    goals = _goals(session, event)
    away = _away(session, event)
    columns = [getattr(Attendee, name) for name in _PLAIN_COLUMNS]
    limits = (Attendee.group_id, Attendee.table_id, Attendee.min_meetings, Attendee.max_meetings)
    query = select(Attendee.id, Attendee.public_id, Attendee.version, *limits, *columns)
    return [
        Person(
            found.id,
            found.public_id,
            found.version,
            RosterRow(
                **{name: getattr(found, name) for name in _PLAIN_COLUMNS},
                group=groups.get(found.group_id, ""),
                booth=tables.get(found.table_id, ""),
                interests=tuple(interests[found.id]),
                seeks=tuple(goals[found.id, Direction.SEEK]),
                offers=tuple(goals[found.id, Direction.OFFER]),
                min_meetings=found.min_meetings,
                max_meetings=found.max_meetings,
                away=tuple(sorted(away[found.id])),
            ),
        )
        for found in session.execute(query.where(Attendee.event_id == event.id).order_by(Attendee.id))
    ]


def _interests(session: Session, event: Event) -> defaultdict[int, list[str]]:
    query = (
        select(AttendeeInterest.attendee_id, Interest.label)
        .join(Interest, Interest.id == AttendeeInterest.interest_id)
        .where(Interest.event_id == event.id)
        .order_by(AttendeeInterest.attendee_id, AttendeeInterest.position, Interest.id)
    )
    return _grouped((attendee_id, label) for attendee_id, label in session.execute(query))


def _goals(session: Session, event: Event) -> defaultdict[tuple[int, Direction], list[GoalDetails]]:
    query = select(Goal.attendee_id, Goal.direction, Goal.kind, Goal.topic).join(
        Attendee, Attendee.id == Goal.attendee_id
    )
    found = session.execute(query.where(Attendee.event_id == event.id).order_by(Goal.id))
    return _grouped(
        ((attendee_id, direction), GoalDetails(kind, topic)) for attendee_id, direction, kind, topic in found
    )


def _away(session: Session, event: Event) -> defaultdict[int, list[Any]]:
    query = select(Absence.attendee_id, Absence.starts_at, Absence.ends_at).join(
        Attendee, Attendee.id == Absence.attendee_id
    )
    found = session.execute(query.where(Attendee.event_id == event.id))
    return _grouped((attendee_id, (starts, ends)) for attendee_id, starts, ends in found)


def _grouped(items: Iterable[tuple[Any, Any]]) -> defaultdict[Any, list[Any]]:
    grouped: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, value in items:
        grouped[key].append(value)
    return grouped
