"""Who may meet whom at an event.

Two people may meet unless

1. no block of the agenda is open to their two groups (`AllowedBlocks.may_meet`),
2. they are colleagues, and the event keeps colleagues apart (`employer_key`),
3. they have met before, and the event does not repeat meetings (`met_before`),
4. the organizers keep them apart, or one of them answered no thanks (`excluded_pairs`).

An agreed meeting overrides 1 to 3, but never 4. A no-thanks is known to its author only, and whom the organizers keep
apart only to them: the directory, which attendees search, follows 1 to 3 alone.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event, Grade, PairRelation, Relation, Request
from matchmaker.pairs.relations import Ids, pairs_by_relation
from matchmaker.text import identity


@lru_cache(maxsize=2**16)
def employer_key(organisation: str, *, colleagues_may_meet: bool) -> str:
    """Two people with the same key, unless it is empty, must not meet. Cached: a search compares everyone's."""
    return "" if colleagues_may_meet else identity(organisation)


def met_before(attendee: Attendee) -> ColumnElement[bool]:
    """The SQL condition that a row of `Attendee` is a person whom this attendee has met before."""
    return exists(
        select(PairRelation.id).where(
            PairRelation.relation == Relation.MET_BEFORE,
            or_(
                and_(PairRelation.a_id == attendee.id, PairRelation.b_id == Attendee.id),
                and_(PairRelation.b_id == attendee.id, PairRelation.a_id == Attendee.id),
            ),
        )
    )


def no_thanks_pairs(session: Session, event: Event) -> set[Ids]:
    """Pairs of which at least one person answered no thanks; one query."""
    rows = session.execute(
        select(Request.attendee_id, Request.other_id)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id, Request.grade == Grade.NO)
    )
    return {(min(a, b), max(a, b)) for a, b in rows}


def excluded_pairs(session: Session, event: Event) -> set[Ids]:
    """Pairs that must not meet, whatever else is known of them; two queries."""
    return no_thanks_pairs(session, event) | pairs_by_relation(session, event)[Relation.KEEP_APART]
