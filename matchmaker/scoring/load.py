"""An event's people, and what is known of pairs of them, from the database in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.models import (
    Attendee,
    AttendeeInterest,
    AttendeeStatus,
    Block,
    Direction,
    Event,
    Goal,
    Grade,
    Interest,
    MeetingRule,
    PairRelation,
    Relation,
    Request,
    Slot,
)
from matchmaker.pairs.meeting_rules import AllowedBlocks, allowed_blocks
from matchmaker.schemas.weights import weights_of
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.score_pairs import Crowd

FEWEST_CANDIDATES, MOST_CANDIDATES = 20, 60
PER_MEETING = 3

Places = Mapping[int, int]
"""attendee id -> position among the profiles"""


def read_crowd(session: Session, event: Event) -> Crowd:
    """Everybody who has not withdrawn, as scoring sees them."""
    profiles = _profiles(session, event)
    places = {profile.id: position for position, profile in enumerate(profiles)}
    said = list(_requests(session, event, places))
    known: dict[Relation, list[tuple[int, int]]] = defaultdict(list)
    for a, b, relation in _relations(session, event, places):
        known[relation].append((a, b))
    return Crowd(
        profiles=profiles,
        weights=weights_of(event.weights),
        requests=[(one, other, grade.value) for one, other, grade in said if grade is not Grade.NO],
        refused=[(one, other) for one, other, grade in said if grade is Grade.NO],
        kept_apart=known[Relation.KEEP_APART],
        met_before=known[Relation.MET_BEFORE],
        agreed=known[Relation.AGREED],
        colleagues_may_meet=event.colleagues_may_meet,
        met_before_may_meet=event.met_before_may_meet,
        may_meet=blocks_of(session, event).may_meet,
    )


def blocks_of(session: Session, event: Event) -> AllowedBlocks:
    """Which of the event's blocks any two groups may use; two queries."""
    blocks = select(Block.id, Block.audience).where(Block.event_id == event.id).order_by(Block.id)
    rules = select(MeetingRule.group_a_id, MeetingRule.group_b_id).where(MeetingRule.event_id == event.id)
    return allowed_blocks(session.execute(blocks), session.execute(rules))


def candidates_wanted(session: Session, event: Event) -> int:
    """How many partners each person gets to be planned with: PER_MEETING for each meeting that they can have."""
    slots = session.scalar(select(func.count()).select_from(Slot).where(Slot.event_id == event.id)) or 0
    meetings = slots if event.default_max_meetings is None else min(slots, event.default_max_meetings)
    return min(max(FEWEST_CANDIDATES, PER_MEETING * meetings), MOST_CANDIDATES)


def _profiles(session: Session, event: Event) -> list[Profile]:
    interests, goals = _interests(session, event), _goals(session, event)
    query = (
        select(Attendee.id, Attendee.group_id, Attendee.organisation, Attendee.about)
        .where(Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN)
        .order_by(Attendee.id)
    )
    return [
        Profile(
            id=row.id,
            group=row.group_id,
            organisation=row.organisation,
            about=row.about,
            interests=tuple(interests[row.id]),
            seeks=tuple(goals[row.id, Direction.SEEK]),
            offers=tuple(goals[row.id, Direction.OFFER]),
        )
        for row in session.execute(query)
    ]


def _interests(session: Session, event: Event) -> Mapping[int, list[str]]:
    query = (
        select(AttendeeInterest.attendee_id, Interest.label)
        .join(Interest, Interest.id == AttendeeInterest.interest_id)
        .where(Interest.event_id == event.id)
        .order_by(AttendeeInterest.attendee_id, AttendeeInterest.position, Interest.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for attendee_id, label in session.execute(query):
        found[attendee_id].append(label)
    return found


def _goals(session: Session, event: Event) -> Mapping[tuple[int, Direction], list[Wish]]:
    query = (
        select(Goal.attendee_id, Goal.direction, Goal.kind, Goal.topic)
        .join(Attendee, Attendee.id == Goal.attendee_id)
        .where(Attendee.event_id == event.id)
        .order_by(Goal.id)
    )
    found: dict[tuple[int, Direction], list[Wish]] = defaultdict(list)
    for attendee_id, direction, kind, topic in session.execute(query):
        found[attendee_id, direction].append(Wish(kind.value, topic))
    return found


def _requests(session: Session, event: Event, places: Places) -> Iterator[tuple[int, int, Grade]]:
    query = (
        select(Request.attendee_id, Request.other_id, Request.grade)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id)
    )
    for one, other, grade in session.execute(query):
        if one in places and other in places:
            yield places[one], places[other], grade


def _relations(session: Session, event: Event, places: Places) -> Iterator[tuple[int, int, Relation]]:
    query = select(PairRelation.a_id, PairRelation.b_id, PairRelation.relation).where(PairRelation.event_id == event.id)
    for a, b, relation in session.execute(query):
        if a in places and b in places:
            yield places[a], places[b], relation
