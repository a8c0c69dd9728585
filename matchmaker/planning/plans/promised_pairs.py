"""The pairs that a plan promised a meeting: they stay possible even if they score nothing today."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from matchmaker.models import Attendee, Event, Meeting, Plan, Relation
from matchmaker.pairs.eligibility import employer_key
from matchmaker.pairs.relations import Ids, pairs_by_relation


def promised_pairs(session: Session, event: Event, plan: Plan) -> frozenset[Ids]:
    """The plan's pairs, without colleagues and people who met before where the event keeps those apart; two queries.

    Scores depend on everybody's answers, so that one withdrawal can leave a pair without a score. The other rules of
    `matchmaker.pairs.eligibility` are applied where the problem is built.
    """
    one, other = aliased(Attendee), aliased(Attendee)
    rows = session.execute(
        select(Meeting.a_id, Meeting.b_id, one.organisation, other.organisation)
        .join(one, one.id == Meeting.a_id)
        .join(other, other.id == Meeting.b_id)
        .where(Meeting.plan_id == plan.id)
    )
    apart = set() if event.met_before_may_meet else pairs_by_relation(session, event)[Relation.MET_BEFORE]
    found = {(min(a, b), max(a, b)) for a, b, *organisations in rows if not _colleagues(event, *organisations)}
    return frozenset(found - apart)


def _colleagues(event: Event, one: str, other: str) -> bool:
    """Whether the event keeps them apart as colleagues."""
    key = employer_key(one, colleagues_may_meet=event.colleagues_may_meet)
    return bool(key) and key == employer_key(other, colleagues_may_meet=event.colleagues_may_meet)
