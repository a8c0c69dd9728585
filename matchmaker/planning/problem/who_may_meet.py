"""Why nobody, or few people, may meet: the reasons that bar at least half of the pairs, in sentences.

A no-thanks is not counted: who gave one is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.sentence import Sentence
from matchmaker.messages.texts import who_may_meet as texts
from matchmaker.models import Attendee, Event
from matchmaker.planning.problem.barred_pairs import Reason, count_barred, pair_count, pairs_with
from matchmaker.planning.problem.common_slots import Booleans
from matchmaker.planning.problem.crowds import NamedCrowd, read_crowd

_ALL_OR_SOME = {
    Reason.MET_BEFORE: (texts.ALL_MET_BEFORE, texts.MET_BEFORE),
    Reason.KEPT_APART: (texts.ALL_KEPT_APART, texts.KEPT_APART),
    Reason.NO_COMMON_SLOT: (texts.ALL_WITHOUT_COMMON_SLOT, texts.WITHOUT_COMMON_SLOT),
}
"""Reasons of two people together: the sentence about all pairs, and the one about some."""


class _Finding(NamedTuple):
    """`barred` of `pairs` pairs may not meet for this reason."""

    barred: int
    pairs: int
    message: Message


def why_few_may_meet(session: Session, event: Event) -> list[Message]:
    """What keeps at least half of the pairs from meeting, what bars most pairs first; empty if nothing does."""
    named = read_crowd(session, event)
    found = [*_findings(named), *_withdrawn(session, event, named.crowd.people)]
    found.sort(key=lambda one: -one.barred)
    said = [one.message for one in found if 2 * one.barred >= one.pairs]
    return [texts.ALONE(), *said] if named.crowd.people == 1 else said


def _withdrawn(session: Session, event: Event, people: int) -> Iterator[_Finding]:
    listed = session.scalar(select(func.count(Attendee.id)).where(Attendee.event_id == event.id)) or 0
    gone = listed - people
    if gone:
        message = texts.WITHDRAWN(count=gone, people=listed) if people else texts.ALL_WITHDRAWN()
        yield _Finding(pairs_with(gone, listed), pair_count(listed), message)


def _findings(named: NamedCrowd) -> Iterator[_Finding]:
    for reason, barred in count_barred(named.crowd).items():
        if reason is not Reason.GROUPS_APART or _rules_leave_few_partners(named):
            yield _Finding(barred, named.crowd.pairs, _message(reason, barred, named))


def _rules_leave_few_partners(named: NamedCrowd) -> bool:
    """Whether half of the people may meet fewer others by the rules than there are slots.

    That rules keep most pairs apart is no fault: 20 buyers among 1,000 suppliers are 19 in 20 pairs less.
    """
    slots = named.crowd.there.shape[1]
    return 2 * named.crowd.by_group.fewer_partners_than(slots) >= named.crowd.people


def _message(reason: Reason, barred: int, named: NamedCrowd) -> Message:
    crowd, groups = named.crowd, named.crowd.by_group
    if reason in _ALL_OR_SOME:
        all_pairs, some = _ALL_OR_SOME[reason]
        return all_pairs() if barred == crowd.pairs else some(count=barred, pairs=crowd.pairs)
    match reason:
        case Reason.AWAY:
            return texts.NEVER_THERE(count=crowd.away)
        case Reason.NO_MEETINGS:
            return texts.NO_MEETINGS(count=int(crowd.no_meetings.sum()))
        case Reason.COLLEAGUES:
            return _colleagues(named)
        case Reason.NO_GROUP:
            return texts.NO_GROUP(count=int(groups.sizes[-1]))
        case Reason.GROUP_WITHOUT_RULE:
            return _of_groups(texts.GROUPS_WITHOUT_RULE, groups.without_rule, named)
        case Reason.GROUP_WITHOUT_PARTNERS:
            return _of_groups(texts.GROUPS_WITHOUT_PARTNERS, groups.without_partners, named)
        case Reason.GROUPS_APART:
            return texts.GROUPS_APART(count=barred, pairs=crowd.pairs)
        case _:
            return texts.NO_RULES()


def _colleagues(named: NamedCrowd) -> Message:
    """About the largest organisation: it has half of the people if colleagues are half of the pairs."""
    name, count = named.largest_employer()
    if count == named.crowd.people:
        return texts.ALL_COLLEAGUES(count=count, organisation=name)
    return texts.MANY_COLLEAGUES(count=count, people=named.crowd.people, organisation=name)


def _of_groups(sentence: Sentence, concerned: Booleans, named: NamedCrowd) -> Message:
    """About the people in these groups; groups without people are not named."""
    sizes = named.crowd.by_group.sizes
    names = sorted(named.groups[number] for number in np.flatnonzero(concerned & (sizes > 0)).tolist())
    return sentence(count=int(sizes[concerned].sum()), groups=tuple(names))
