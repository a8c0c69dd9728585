"""Why nobody, or few people, may meet: counted by organisations, groups and times, never pair by pair.

A no-thanks is not counted: who gave one is nobody's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.texts import who_may_meet as texts
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    Audience,
    Block,
    Event,
    Group,
    MeetingRule,
    PairRelation,
    Relation,
)
from matchmaker.pairs.eligibility import employer_key
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import read_timeline

_MANY = 0.5


class _Person(NamedTuple):
    organisation: str
    group_id: int | None


def why_few_may_meet(session: Session, event: Event) -> list[Message]:
    """What keeps at least half of the people, or of the pairs, from meeting; empty if nothing does."""
    people = _people(session, event)
    if len(people) < 2:
        return [texts.ALONE()] if people else []
    return [
        *_colleagues(event, people),
        *_groups(session, event, people),
        *_absent(session, event, len(people)),
        *_apart(session, event, len(people)),
    ]


def _people(session: Session, event: Event) -> list[_Person]:
    query = select(Attendee.organisation, Attendee.group_id).where(
        Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN
    )
    return [_Person(organisation, group_id) for organisation, group_id in session.execute(query)]


def _colleagues(event: Event, people: Sequence[_Person]) -> Iterator[Message]:
    employers = [employer_key(one.organisation, colleagues_may_meet=event.colleagues_may_meet) for one in people]
    largest = Counter(filter(None, employers)).most_common(1)
    if not largest or largest[0][1] < _MANY * len(people) or largest[0][1] < 2:
        return
    employer, count = largest[0]
    name = people[employers.index(employer)].organisation
    if count == len(people):
        yield texts.ALL_COLLEAGUES(count=count, organisation=name)
    else:
        yield texts.MANY_COLLEAGUES(count=count, people=len(people), organisation=name)


def _groups(session: Session, event: Event, people: Sequence[_Person]) -> Iterator[Message]:
    audiences = set(session.scalars(select(Block.audience).where(Block.event_id == event.id)))
    if audiences != {Audience.RULES}:
        return
    rules = session.execute(
        select(MeetingRule.group_a_id, MeetingRule.group_b_id).where(MeetingRule.event_id == event.id)
    ).all()
    if not rules:
        yield texts.NO_RULES()
        return
    without = sum(one.group_id is None for one in people)
    if without >= _MANY * len(people):
        yield texts.NO_GROUP(count=without)
    allowed = {group for pair in rules for group in pair}
    stuck = Counter(one.group_id for one in people if one.group_id is not None and one.group_id not in allowed)
    if stuck.total() >= _MANY * len(people):
        names = session.scalars(select(Group.name).where(Group.id.in_(stuck)).order_by(Group.name)).all()
        yield texts.GROUPS_WITHOUT_RULE(count=stuck.total(), groups=tuple(names))


def _absent(session: Session, event: Event, people: int) -> Iterator[Message]:
    timeline = read_timeline(session, event)
    if not timeline.slots:
        return
    never = sum(person.available == () for person in read_people(session, event, timeline))
    if never >= _MANY * people:
        yield texts.NEVER_THERE(count=never)


def _apart(session: Session, event: Event, people: int) -> Iterator[Message]:
    query = select(func.count(PairRelation.id)).where(
        PairRelation.event_id == event.id, PairRelation.relation == Relation.KEEP_APART
    )
    apart, pairs = session.scalar(query) or 0, people * (people - 1) // 2
    if apart >= _MANY * pairs:
        yield texts.KEPT_APART(count=apart, pairs=pairs)
