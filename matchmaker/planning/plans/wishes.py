"""Wishes and a plan: whose are met, who is most wanted, who has fewer meetings than their minimum.

A no-thanks is never read here. That a wish is not met is said without a reason: an explanation of the pair gives one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.messages import Message
from matchmaker.messages.texts.wishes import FEW_SLOTS, OTHERS_CAME_FIRST
from matchmaker.models import Attendee, AttendeeStatus, Event, Grade, Meeting, Plan, Request
from matchmaker.pairs.relations import Ids
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import read_timeline

SHOWN = 50
MOST_WANTED = 10


@dataclass(frozen=True)
class Named:
    """A person as a link."""

    id: int
    public_id: str
    name: str


@dataclass(frozen=True)
class Wish:
    """A wish of or for a person. `made`: by the person; `starts_at`, `table_name`: of the meeting, if any."""

    other: Named
    grade: Grade
    made: bool
    starts_at: datetime | None
    table_name: str


@dataclass(frozen=True)
class Wanted:
    """How many people want to meet somebody, and how many of them do."""

    person: Named
    musts: int
    likes: int
    met: int


@dataclass(frozen=True)
class Below:
    """Somebody with `count` meetings, fewer than their minimum, and why as far as it is known without a search."""

    person: Named
    count: int
    least: int
    reason: Message


def wishes_of(session: Session, event: Event, plan: Plan, person: Attendee) -> list[Wish]:
    """What the person wishes and what others wish of them, musts first, made before received; in two queries."""
    meetings = {
        row.b_id if row.a_id == person.id else row.a_id: row
        for row in session.execute(
            select(Meeting.a_id, Meeting.b_id, Meeting.starts_at, Meeting.table_name)
            .where(Meeting.plan_id == plan.id, or_(Meeting.a_id == person.id, Meeting.b_id == person.id))
            .order_by(Meeting.starts_at.desc())
        )
    }
    rows = session.execute(
        _wishes(event).where(or_(Request.attendee_id == person.id, Request.other_id == person.id))
    ).all()
    found = []
    for row in rows:
        made = row.asking == person.id
        other = Named(row.asked, row.asked_public, row.asked_name) if made else _asking(row)
        met = meetings.get(other.id)
        found.append(Wish(other, row.grade, made, met.starts_at if met else None, met.table_name if met else ""))
    return sorted(found, key=lambda wish: (wish.grade is not Grade.MUST, not wish.made, wish.other.name))


def unmet_musts(session: Session, event: Event, plan: Plan) -> tuple[list[tuple[Named, Named]], int]:
    """The musts that the plan does not meet, at most SHOWN of them, and their number."""
    met = _met(session, plan)
    musts = _wishes(event).where(Request.grade == Grade.MUST).order_by("asking_name", "asked_name")
    rows = session.execute(musts).all()
    unmet = [
        (_asking(row), Named(row.asked, row.asked_public, row.asked_name))
        for row in rows
        if (min(row.asking, row.asked), max(row.asking, row.asked)) not in met
    ]
    return unmet[:SHOWN], len(unmet)


def most_wanted(session: Session, event: Event, plan: Plan) -> list[Wanted]:
    """Those whom most people want to meet, musts first; at most MOST_WANTED."""
    met = _met(session, plan)
    people: dict[int, Named] = {}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in session.execute(_wishes(event)):
        people[row.asked] = Named(row.asked, row.asked_public, row.asked_name)
        counts[row.asked][row.grade.value] += 1
        counts[row.asked]["met"] += (min(row.asking, row.asked), max(row.asking, row.asked)) in met
    found = [Wanted(people[key], c[Grade.MUST.value], c[Grade.LIKE.value], c["met"]) for key, c in counts.items()]
    return sorted(found, key=lambda one: (-one.musts, -one.likes, one.person.name))[:MOST_WANTED]


def wishes_met(session: Session, event: Event, plan: Plan) -> tuple[int, int]:
    """How many wishes the plan meets, musts and others, and how many there are; counted by the database."""
    wish = _wishes(event).subquery()
    pair, reversed_pair = (
        and_(Meeting.a_id == a, Meeting.b_id == b)
        for a, b in ((wish.c.asking, wish.c.asked), (wish.c.asked, wish.c.asking))
    )
    met = exists().where(Meeting.plan_id == plan.id, or_(pair, reversed_pair))
    total, fulfilled = session.execute(
        select(func.count(), func.coalesce(func.sum(case((met, 1), else_=0)), 0)).select_from(wish)
    ).one()
    return fulfilled, total


def below_minimum(session: Session, event: Event, plan: Plan) -> tuple[list[Below], int]:
    """Everybody who takes part and has fewer meetings than their minimum, the furthest below first; at most SHOWN."""
    held: Counter[int] = Counter()
    for a, b in session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)):
        held.update((a, b))
    timeline = read_timeline(session, event)
    people = {person.id: person for person in read_people(session, event, timeline)}
    names = session.execute(
        select(Attendee.id, Attendee.public_id, Attendee.name).where(Attendee.event_id == event.id)
    ).all()
    found = []
    for row in names:
        person = people.get(f"a{row.id}")
        if person is not None and held[row.id] < person.min_meetings:
            slots = len(timeline.slots) if person.available is None else len(person.available)
            reason = FEW_SLOTS(count=slots) if slots < person.min_meetings else OTHERS_CAME_FIRST()
            found.append(Below(Named(row.id, row.public_id, row.name), held[row.id], person.min_meetings, reason))
    found.sort(key=lambda one: (one.count - one.least, one.person.name))
    return found[:SHOWN], len(found)


def _wishes(event: Event) -> Select[int, str, str, int, str, str, Grade]:
    """The wishes of people who take part for people who take part."""
    asking, asked = aliased(Attendee), aliased(Attendee)
    return (
        select(
            asking.id.label("asking"),
            asking.public_id.label("asking_public"),
            asking.name.label("asking_name"),
            asked.id.label("asked"),
            asked.public_id.label("asked_public"),
            asked.name.label("asked_name"),
            Request.grade,
        )
        .join(asking, asking.id == Request.attendee_id)
        .join(asked, asked.id == Request.other_id)
        .where(
            asking.event_id == event.id,
            Request.grade != Grade.NO,
            asking.status != AttendeeStatus.WITHDRAWN,
            asked.status != AttendeeStatus.WITHDRAWN,
        )
    )


def _asking(row: object) -> Named:
    return Named(row.asking, row.asking_public, row.asking_name)  # type: ignore[attr-defined]  # a row of _wishes


def _met(session: Session, plan: Plan) -> set[Ids]:
    rows = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id))
    return {(a, b) if a < b else (b, a) for a, b in rows}
