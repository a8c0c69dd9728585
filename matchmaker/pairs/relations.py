"""Relations of pairs, set by the organizer: met before, kept apart, or a meeting agreed, with or without a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.messages.texts.event import AGREED_ONLY, PAIR_OF_ANOTHER_EVENT, PERSON_TAKEN, TABLE_TAKEN, TWO_PEOPLE
from matchmaker.models import Attendee, Event, MeetingTable, PairRelation, Relation, Slot

Ids = tuple[int, int]
"""Two attendees' ids, the smaller first."""


def relations_of(session: Session, event: Event) -> list[PairRelation]:
    """The relations of the event's pairs."""
    return list(
        session.scalars(select(PairRelation).where(PairRelation.event_id == event.id).order_by(PairRelation.id))
    )


def pairs_by_relation(session: Session, event: Event) -> Mapping[Relation, set[Ids]]:
    """The event's pairs in each relation; a relation without pairs has an empty set. One query."""
    pairs: dict[Relation, set[Ids]] = defaultdict(set)
    for a, b, relation in session.execute(
        select(PairRelation.a_id, PairRelation.b_id, PairRelation.relation).where(PairRelation.event_id == event.id)
    ):
        pairs[relation].add((a, b))
    return pairs


def attendee_relations(session: Session, attendee: Attendee) -> list[tuple[PairRelation, Attendee]]:
    """This attendee's relations, each with the other person, by name; one query."""
    involved = or_(PairRelation.a_id == attendee.id, PairRelation.b_id == attendee.id)
    other = case((PairRelation.a_id == attendee.id, PairRelation.b_id), else_=PairRelation.a_id)
    query = select(PairRelation, Attendee).join(Attendee, Attendee.id == other).where(involved).order_by(Attendee.name)
    return [(relation, person) for relation, person in session.execute(query)]


def set_relation(
    session: Session,
    actor: Actor,
    event: Event,
    pair: tuple[Attendee, Attendee],
    relation: Relation | None,
    *,
    slot: Slot | None = None,
    table: MeetingTable | None = None,
) -> PairRelation | None:
    """Replace the pair's relation; None removes it. Only an agreed meeting has a time and a table.

    Raises InvalidInputError for a person with themselves, and for an agreed time at which one of the two has another
    agreed meeting or the table is taken; NotFoundError for a person, slot or table of another event.
    """
    a, b = sorted(pair, key=lambda attendee: attendee.id)
    _check_same_event(event, a, b, slot, table)
    if (slot or table) and relation is not Relation.AGREED:
        raise InvalidInputError.at("slot", AGREED_ONLY())
    row = session.scalar(select(PairRelation).where(PairRelation.a_id == a.id, PairRelation.b_id == b.id))
    if slot is not None:
        _check_free(session, event, (a, b), row, slot, table)
    if relation is None:
        if row is not None:
            session.delete(row)
    else:
        row = row or PairRelation(event_id=event.id, a_id=a.id, b_id=b.id)
        row.relation = relation
        row.slot_id = slot.id if slot else None
        row.table_id = table.id if table else None
        session.add(row)
    what = relation.value if relation else "forgotten"
    record(session, actor, event, "pair.standing_set", changes_plan=True, a=a.public_id, b=b.public_id, standing=what)
    return row if relation else None


def _check_same_event(event: Event, a: Attendee, b: Attendee, slot: Slot | None, table: MeetingTable | None) -> None:
    if a.id == b.id:
        raise InvalidInputError.at("pair", TWO_PEOPLE())
    if any(row is not None and row.event_id != event.id for row in (a, b, slot, table)):
        raise NotFoundError(PAIR_OF_ANOTHER_EVENT())


def _check_free(
    session: Session,
    event: Event,
    people: tuple[Attendee, Attendee],
    current: PairRelation | None,
    slot: Slot,
    table: MeetingTable | None,
) -> None:
    at_that_time = (PairRelation.event_id == event.id, PairRelation.slot_id == slot.id)
    others = [row for row in session.scalars(select(PairRelation).where(*at_that_time)) if row is not current]
    for person in people:
        if any(person.id in {row.a_id, row.b_id} for row in others):
            raise InvalidInputError.at("slot", PERSON_TAKEN(who=person.name))
    if table is not None and sum(row.table_id == table.id for row in others) >= table.capacity:
        raise InvalidInputError.at("table", TABLE_TAKEN(table_name=table.name))
