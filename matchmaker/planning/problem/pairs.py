"""The pairs that may meet as the solver's pairs: score, allowed slots, and what is already fixed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from matchmaker.models import (
    Attendee,
    Event,
    PairRelation,
    PairScore,
    Relation,
)
from matchmaker.pairs.eligibility import excluded_pairs
from matchmaker.pairs.meeting_rules import event_allowed_blocks
from matchmaker.pairs.relations import Ids
from matchmaker.planning.problem.ids import attendee_id, key_of, slot_id, table_id
from matchmaker.planning.problem.slots_and_tables import NO_BLOCK, Timeline
from solver import Fixed, Pair, Person


def read_pairs(
    session: Session,
    event: Event,
    timeline: Timeline,
    people: Iterable[Person],
    promised: frozenset[Ids] = frozenset(),
    *,
    scores: Mapping[Ids, int] | None = None,
) -> tuple[Pair, ...]:
    """The scored, agreed and promised pairs of people who take part, without pairs that must not meet.

    `scores`: instead of the stored ones.
    """
    taking_part = {key_of(person.id) for person in people}
    agreed = _agreements(session, event)
    scored = _scores(session, event) if scores is None else dict(scores)
    pairs = _possible_pairs(session, event, timeline, dict.fromkeys((*agreed, *promised), 0) | scored, agreed)
    return tuple(pair for ids, pair in sorted(pairs.items()) if taking_part.issuperset(ids))


def pairs_among(session: Session, event: Event, timeline: Timeline, wanted: Collection[Ids]) -> dict[Ids, Pair]:
    """The scored and agreed pairs among the wanted ones, without those that must not meet."""
    people = {who for ids in wanted for who in ids}
    agreed = _agreements(session, event)
    scores = dict.fromkeys(agreed, 0) | _scores(session, event, people)
    among = {ids: score for ids, score in scores.items() if ids in wanted}
    return _possible_pairs(session, event, timeline, among, agreed)


def _possible_pairs(
    session: Session, event: Event, timeline: Timeline, scores: Mapping[Ids, int], agreed: Mapping[Ids, Fixed | None]
) -> dict[Ids, Pair]:
    """Those that may meet in any slot."""
    excluded = excluded_pairs(session, event)
    slots = _AllowedSlots(session, event, timeline)
    pairs = {
        ids: _agreed_pair(ids, score, slots.of(ids), agreed[ids])
        if ids in agreed
        else Pair(attendee_id(ids[0]), attendee_id(ids[1]), score, slots=slots.of(ids))
        for ids, score in scores.items()
        if ids not in excluded
    }
    return {ids: pair for ids, pair in pairs.items() if pair.slots != ()}


def _scores(session: Session, event: Event, only: Collection[int] | None = None) -> dict[Ids, int]:
    """The scores of all pairs; with `only`, of the pairs among these people."""
    among = true() if only is None else PairScore.a_id.in_(only) & PairScore.b_id.in_(only)
    rows = session.execute(
        select(PairScore.a_id, PairScore.b_id, PairScore.score).where(PairScore.event_id == event.id, among)
    )
    return {(a, b): score for a, b, score in rows}


def _agreements(session: Session, event: Event) -> dict[Ids, Fixed | None]:
    """The agreed pairs, with the fixed time or table of their meeting; None if neither is fixed."""
    rows = session.execute(
        select(PairRelation.a_id, PairRelation.b_id, PairRelation.slot_id, PairRelation.table_id).where(
            PairRelation.event_id == event.id, PairRelation.relation == Relation.AGREED
        )
    )
    return {
        (a, b): Fixed(slot_id(slot) if slot else None, table_id(table) if table else None) if slot or table else None
        for a, b, slot, table in rows
    }


def _agreed_pair(ids: Ids, score: int, slots: tuple[str, ...] | None, fixed: Fixed | None) -> Pair:
    """A required pair. An agreed time outside its allowed slots, or having none, overrides the blocks' audiences."""
    if not slots or (fixed and fixed.slot and fixed.slot not in slots):
        slots = None
    return Pair(attendee_id(ids[0]), attendee_id(ids[1]), score, required=True, slots=slots, fixed=fixed)


class _AllowedSlots:
    """The slots in which a pair may meet, by the audiences of the blocks and the two people's groups."""

    def __init__(self, session: Session, event: Event, timeline: Timeline) -> None:
        self._group = _groups(session, event)
        self._allowed = event_allowed_blocks(session, event)
        self._further = NO_BLOCK in timeline.blocks
        self._within = cache(timeline.within)

    def of(self, ids: Ids) -> tuple[str, ...] | None:
        """Slot ids; None for all of them."""
        blocks = self._allowed.between(self._group.get(ids[0]), self._group.get(ids[1]))
        return self._within((*blocks, NO_BLOCK) if self._further else blocks)


def _groups(session: Session, event: Event) -> dict[int, int | None]:
    rows = session.execute(select(Attendee.id, Attendee.group_id).where(Attendee.event_id == event.id))
    return {attendee: group for attendee, group in rows}  # noqa: C416 - dict(rows) is not typed
