"""Reads an event's people and their pairs from the database, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.models import (
    Attendee,
    AttendeeInterest,
    AttendeeStatus,
    Direction,
    Event,
    Goal,
    Grade,
    Interest,
    Relation,
    Request,
    Slot,
)
from matchmaker.pairs.eligibility import no_thanks_pairs
from matchmaker.pairs.meeting_rules import event_allowed_blocks
from matchmaker.pairs.relations import Ids, pairs_by_relation
from matchmaker.schemas.weights import Weights, weights_of
from matchmaker.scoring.profiles import Profile, Wish
from matchmaker.scoring.score_pairs import ScoringInput

MIN_CANDIDATES, MAX_CANDIDATES = 20, 60
CANDIDATES_PER_MEETING = 3


def read_scoring_input(session: Session, event: Event, weights: Weights | None = None) -> ScoringInput:
    """The profiles of everyone who has not withdrawn, and the data about pairs of them; `weights`: not the event's."""
    profiles = _profiles(session, event)
    positions = {profile.id: position for position, profile in enumerate(profiles)}
    related = pairs_by_relation(session, event)
    return ScoringInput(
        profiles=profiles,
        weights=weights or weights_of(event.weights),
        requests=[
            (positions[asking], positions[asked], grade, rank)
            for asking, asked, grade, rank in _requests(session, event)
            if asking in positions and asked in positions
        ],
        no_thanks=_among(positions, no_thanks_pairs(session, event)),
        kept_apart=_among(positions, related[Relation.KEEP_APART]),
        met_before=_among(positions, related[Relation.MET_BEFORE]),
        agreed=_among(positions, related[Relation.AGREED]),
        colleagues_may_meet=event.colleagues_may_meet,
        met_before_may_meet=event.met_before_may_meet,
        may_meet=event_allowed_blocks(session, event).may_meet,
    )


def _among(positions: Mapping[int, int], pairs: Iterable[Ids]) -> list[tuple[int, int]]:
    """The pairs whose people are both among the profiles, by positions."""
    return [(positions[a], positions[b]) for a, b in pairs if a in positions and b in positions]


def candidates_wanted(session: Session, event: Event) -> int:
    """The number of candidates per person: CANDIDATES_PER_MEETING for each meeting that a person can have."""
    slots = session.scalar(select(func.count()).select_from(Slot).where(Slot.event_id == event.id)) or 0
    meetings = slots if event.default_max_meetings is None else min(slots, event.default_max_meetings)
    return min(max(MIN_CANDIDATES, CANDIDATES_PER_MEETING * meetings), MAX_CANDIDATES)


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


def _requests(session: Session, event: Event) -> Iterator[tuple[int, int, str, int | None]]:
    query = (
        select(Request.attendee_id, Request.other_id, Request.grade, Request.rank)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id, Request.grade != Grade.NO)
    )
    for asking, asked, grade, rank in session.execute(query):
        yield asking, asked, grade.value, rank
