"""Wishes and a plan: whose are met, who is most wanted, who has fewer meetings than their minimum.

A no-thanks is never read here. That a wish is not met is said without a reason: an explanation of the pair gives one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.messages import Message
from matchmaker.messages.texts.wishes import FEW_SLOTS, OTHERS_CAME_FIRST
from matchmaker.models import Attendee, AttendeeStatus, Event, Grade, Meeting, Plan, Request
from matchmaker.pairs.relations import Ids
from matchmaker.planning.plans.basis import Basis, basis_today
from matchmaker.planning.plans.named import Named, pairs_of, people_by_id
from matchmaker.planning.problem.ids import attendee_id, key_of
from solver import Person

SHOWN = 50
MOST_WANTED = 10


class MadeWish(NamedTuple):
    """A wish of one person for another, by their ids."""

    asking: int
    asked: int
    grade: Grade

    @property
    def ids(self) -> Ids:
        return min(self.asking, self.asked), max(self.asking, self.asked)


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
    """The musts that the plan did not meet when it was made, at most SHOWN of them, and their number."""
    kept, people = _kept(session, event, plan), people_by_id(session, event)
    return [(people[a], people[b]) for a, b in kept["unmet"] if a in people and b in people], kept["unmet_count"]


def most_wanted(session: Session, event: Event, plan: Plan) -> list[Wanted]:
    """Those whom most people wanted to meet, musts first; at most MOST_WANTED."""
    kept, people = _kept(session, event, plan), people_by_id(session, event)
    return [Wanted(people[who], *counts) for who, *counts in kept["wanted"] if who in people]


def below_minimum(session: Session, event: Event, plan: Plan) -> tuple[list[Below], int]:
    """Everybody with fewer meetings than their minimum was, the furthest below first; at most SHOWN."""
    kept, people = _kept(session, event, plan), people_by_id(session, event)
    found = [
        Below(people[who], count, least, Message.from_json(reason))
        for who, count, least, reason in kept["below"]
        if who in people
    ]
    return found, kept["below_count"]


def made_wishes(session: Session, event: Event, people: Collection[int]) -> list[MadeWish]:
    """The wishes of these people for each other; one query."""
    rows = session.execute(
        select(Request.attendee_id, Request.other_id, Request.grade)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id, Request.grade != Grade.NO)
    )
    return [MadeWish(*row) for row in rows if row.attendee_id in people and row.other_id in people]


def facts_of_wishes(
    people: Mapping[int, Named], wishes: Sequence[MadeWish], pairs: Sequence[Ids], basis: Basis
) -> dict[str, Any]:
    """What `unmet_musts`, `most_wanted` and `below_minimum` show, by ids of people, to be kept with the plan."""
    met = {(min(ids), max(ids)) for ids in pairs}
    unmet, below = _unmet(people, wishes, met), _below(people, pairs, basis)
    return {
        "unmet": unmet[:SHOWN],
        "unmet_count": len(unmet),
        "wanted": _wanted(people, wishes, met),
        "below": below[:SHOWN],
        "below_count": len(below),
    }


def _kept(session: Session, event: Event, plan: Plan) -> dict[str, Any]:
    """As it was when the plan was made; as it is today for a plan that is older than its figures."""
    kept: dict[str, Any] | None = (plan.figures or {}).get("wishes")
    if kept:
        return kept
    basis = basis_today(session, event)
    wishes, pairs = made_wishes(session, event, basis.ids), pairs_of(session, plan)
    return facts_of_wishes(people_by_id(session, event), wishes, pairs, basis)


def _unmet(people: Mapping[int, Named], wishes: Iterable[MadeWish], met: Collection[Ids]) -> list[Ids]:
    """The musts that are not met: who asks, and whom, by their names."""
    found = [(w.asking, w.asked) for w in wishes if w.grade is Grade.MUST and w.ids not in met]
    return sorted(found, key=lambda ids: (people[ids[0]].name, people[ids[1]].name))


def _wanted(
    people: Mapping[int, Named], wishes: Sequence[MadeWish], met: Collection[Ids]
) -> list[tuple[int, int, int, int]]:
    """Who is wanted, with musts, other wishes, and how many of both are met."""
    wanted = Counter(wish.asked for wish in wishes)
    musts = Counter(wish.asked for wish in wishes if wish.grade is Grade.MUST)
    order = sorted(wanted, key=lambda who: (-musts[who], musts[who] - wanted[who], people[who].name))[:MOST_WANTED]
    shown = set(order)
    fulfilled = Counter(wish.asked for wish in wishes if wish.asked in shown and wish.ids in met)
    return [(who, musts[who], wanted[who] - musts[who], fulfilled[who]) for who in order]


def _below(
    named: Mapping[int, Named], pairs: Iterable[Ids], basis: Basis
) -> list[tuple[int, int, int, dict[str, Any]]]:
    """Who has fewer meetings than their minimum, with both numbers and the reason."""
    held = Counter(attendee_id(who) for ids in pairs for who in ids)
    people = [one for one in basis.people if held[one.id] < one.min_meetings and key_of(one.id) in named]
    people.sort(key=lambda one: (held[one.id] - one.min_meetings, named[key_of(one.id)].name))
    slots = len(basis.timeline.slots)
    return [(key_of(one.id), held[one.id], one.min_meetings, _why_below(one, slots).to_json()) for one in people]


def _why_below(person: Person, slots: int) -> Message:
    available = slots if person.available is None else len(person.available)
    return FEW_SLOTS(count=available) if available < person.min_meetings else OTHERS_CAME_FIRST()


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
