"""What an edit would break, by today's data: rules, which refuse it, and limits that organizers may pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from matchmaker.errors import MatchmakerError
from matchmaker.messages import Message
from matchmaker.messages.texts.common import LINES
from matchmaker.messages.texts.edits import (
    AGREED,
    BELOW_MINIMUM,
    BUSY,
    NOT_LISTED,
    SLOT_GONE,
    TABLE_REMOVED,
    WITHDRAWN,
)
from matchmaker.models import Event, Plan
from matchmaker.planning.edits.placed import Placed, Replacement
from matchmaker.planning.edits.situation import REMOVED_TABLE, Situation, situation_of
from matchmaker.planning.problem.ids import attendee_id
from solver import Meeting as ScheduledMeeting
from solver import Schedule, Status
from solver.problem import Rule
from solver.verify import Violation, tier_values, verify

WISHES: Final = frozenset({Rule.MAX_MEETINGS, Rule.MAX_CONSECUTIVE})
"""Limits that an organizer may pass by hand. Minimums are no rule at all."""
_COUNTS: Final = {"count", "most", "fewest"}


class EditRefusedError(MatchmakerError):
    """The edit would break rules; the messages name them, with ids of the event."""

    def __init__(self, breaches: Collection[Message]) -> None:
        self._breaches = tuple(breaches)
        super().__init__(LINES(lines=self._breaches))

    @property
    def messages(self) -> tuple[Message, ...]:
        return self._breaches


@dataclass(frozen=True)
class Judgement:
    """`breaches` refuse the edit, `wishes` do not. `change`: by tier, how much its value changes."""

    breaches: tuple[Message, ...]
    wishes: tuple[Message, ...] = ()
    change: Mapping[str, int] = field(default_factory=dict)


def judge(session: Session, event: Event, plan: Plan, replacements: Collection[Replacement]) -> Judgement:
    """Judge the replacements in this plan; changes nothing."""
    found = situation_of(session, event, plan, replacements)
    before = _breaches(found, found.before)
    new = [breach for breach in _breaches(found, found.after) if not _known(breach, before)]
    overlapping = tuple(dict.fromkeys(_overlapping(found, replacements)))
    rules = [_worded(breach, found) for breach in new if breach.code not in WISHES]
    change = _change(found) | _change_of_floor(found, plan)
    return Judgement(
        breaches=(*_impossible(found, replacements), *overlapping, *dict.fromkeys(rules)),
        wishes=(
            *(_worded(breach, found) for breach in new if breach.code in WISHES),
            *_below_minimum(found, replacements, lost=change["minimums"] > 0),
        ),
        change=change,
    )


def _change(found: Situation) -> dict[str, int]:
    before, after = (tier_values(found.problem, meetings) for meetings in (found.before, found.after))
    return {tier: after[tier] - before[tier] for tier in after}


def _change_of_floor(found: Situation, plan: Plan) -> dict[str, int]:
    """How much the floor sinks, if it is one of the plan's values: to the fewest meetings of anybody who loses some.

    It may rise by other edits, which is not seen: that depends on everybody's ideal.
    """
    floor = next((tier["value"] for tier in plan.tiers if tier["tier"] == "fairness"), None)
    if floor is None:
        return {}
    before, after = _meetings_each(found.before), _meetings_each(found.after)
    lowered = [after[who] for who in before if after[who] < before[who]]
    return {"fairness": min([floor, *lowered]) - floor}


def _meetings_each(meetings: tuple[ScheduledMeeting, ...]) -> Counter[str]:
    return Counter(who for meeting in meetings for who in (meeting.a, meeting.b))


def _breaches(found: Situation, meetings: tuple[ScheduledMeeting, ...]) -> list[Violation]:
    """All but double bookings: meetings are compared by their times, since former slots may overlap present ones."""
    schedule = Schedule(found.problem.name, Status.FEASIBLE, meetings, ())
    return [breach for breach in verify(found.problem, schedule) if breach.code != Rule.DOUBLE_BOOKED]


def _known(breach: Violation, before: Collection[Violation]) -> bool:
    """Whether the same rule was broken as much or more before the edit."""
    return any(
        old.code == breach.code and _about(old) == _about(breach) and _count(old) >= _count(breach) for old in before
    )


def _about(breach: Violation) -> dict[str, Any]:
    return {name: value for name, value in breach.params.items() if name not in _COUNTS}


def _count(breach: Violation) -> int:
    count = breach.params.get("count", 0)
    return count if isinstance(count, int) else 0


def _worded(breach: Violation, found: Situation) -> Message:
    if breach.code == Rule.NOT_AVAILABLE and breach.params["person"] in found.withdrawn:
        return WITHDRAWN(person=breach.params["person"])
    if breach.code == Rule.REQUIRED:
        return AGREED(a=breach.params["a"], b=breach.params["b"])
    return Message.of(breach.finding)


def _impossible(found: Situation, replacements: Collection[Replacement]) -> Iterator[Message]:
    """New meetings of pairs that may not meet, and places that do not exist any more."""
    for a, b in sorted(found.unlisted):
        yield NOT_LISTED(a=attendee_id(a), b=attendee_id(b))
    slots = {slot.id: slot.block for slot in found.problem.slots}
    for replacement, meeting in zip(_arriving(replacements), found.arriving, strict=True):
        if replacement.before is not None and _same_place(replacement):
            continue
        if slots[meeting.slot] == meeting.slot:
            yield SLOT_GONE()
        if meeting.table == REMOVED_TABLE:
            yield TABLE_REMOVED()


def _arriving(replacements: Collection[Replacement]) -> list[Replacement]:
    return [replacement for replacement in replacements if replacement.after is not None]


def _same_place(replacement: Replacement) -> bool:
    before, after = replacement.before, replacement.after
    return (
        before is not None
        and after is not None
        and (before.starts_at, before.table_id) == (after.starts_at, after.table_id)
    )


def _overlapping(found: Situation, replacements: Collection[Replacement]) -> Iterator[Message]:
    """Each person of a meeting that arrives who would be in another meeting at that time."""
    for replacement in _arriving(replacements):
        after = replacement.after
        if after is None or _same_place(replacement):
            continue
        for other in found.placed_after:
            for who in set(after.ids) & set(other.ids):
                if other is not after and other.overlaps(after) and other.ids != after.ids:
                    yield BUSY(person=attendee_id(who), other=attendee_id(_partner(other, who)))


def _partner(placed: Placed, who: int) -> int:
    return placed.b if who == placed.a else placed.a


def _below_minimum(found: Situation, replacements: Collection[Replacement], *, lost: bool) -> Iterator[Message]:
    """People of the edited meetings who have fewer meetings than their minimum, if the edit takes one away."""
    if not lost:
        return
    touched = {attendee_id(who) for replacement in replacements for who in replacement.people}
    for person in found.problem.people:
        count = sum(person.id in (m.a, m.b) for m in found.after)
        if person.id in touched and count < person.min_meetings:
            yield BELOW_MINIMUM(person=person.id, count=count, least=person.min_meetings)
