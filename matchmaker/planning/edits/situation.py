"""What an edit touches, as a small problem of the solver, by today's data: so that the verifier can judge the edit.

Every rule is about a pair, a person, or a table in a slot. It is enough to know the people of the edited meetings with
all their meetings, and the tables in the slots to which meetings go. What the edit does not touch is the same before
and after, so that a comparison of the two shows what the edit breaks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from matchmaker.models import Event, Meeting, Plan
from matchmaker.pairs.relations import Ids
from matchmaker.planning.edits.placed import Placed, Replacement
from matchmaker.planning.problem.ids import attendee_id, table_id
from matchmaker.planning.problem.pairs import pairs_among
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import Timeline, read_tables, read_timeline
from solver import Meeting as ScheduledMeeting
from solver import Pair, Person, Problem, Slot, Table, Tier

TIERS = (Tier("minimums"), Tier("score"), Tier("gaps"), Tier("moves"))
REMOVED_TABLE = "removed"


@dataclass(frozen=True)
class Situation:
    """`before` and `after`: the meetings around the edit, once as they are and once as they would be.

    `arriving`: the meetings that the edit puts somewhere, in its order. `unlisted`: pairs of new meetings that are not
    among the pairs that may meet. `withdrawn`: solver's ids of people.
    """

    problem: Problem
    before: tuple[ScheduledMeeting, ...]
    after: tuple[ScheduledMeeting, ...]
    placed_after: tuple[Placed, ...]
    arriving: tuple[ScheduledMeeting, ...]
    unlisted: frozenset[Ids]
    withdrawn: frozenset[str]


def situation_of(session: Session, event: Event, plan: Plan, replacements: Collection[Replacement]) -> Situation:
    """The situation around these replacements in the plan, in a constant number of queries."""
    known = _around(session, plan, replacements)
    gone = {replacement.before for replacement in replacements}
    after = [placed for placed in known if placed not in gone]
    arriving = [replacement.after for replacement in replacements if replacement.after is not None]
    after += arriving
    timeline = read_timeline(session, event)
    slots = _Slots(timeline, (*known, *after))
    pairs = _Pairs(session, event, timeline, (*known, *after))
    everybody = {who for placed in (*known, *after) for who in placed.ids}
    people = read_people(session, event, timeline, only=everybody)
    withdrawn = frozenset(map(attendee_id, everybody)) - {person.id for person in people}
    tables = (*read_tables(session, event, timeline), Table(REMOVED_TABLE, capacity=1_000_000))
    people += tuple(Person(who, available=()) for who in sorted(withdrawn))
    problem = Problem(event.public_id, slots.all, tables, people, pairs.all, objective=TIERS)
    added = {r.after.ids for r in replacements if r.after is not None and r.before is None}
    return Situation(
        problem,
        tuple(pairs.scheduled(placed, slots) for placed in known),
        tuple(pairs.scheduled(placed, slots) for placed in after),
        tuple(after),
        tuple(pairs.scheduled(placed, slots) for placed in arriving),
        frozenset(added - pairs.listed),
        withdrawn,
    )


def _around(session: Session, plan: Plan, replacements: Collection[Replacement]) -> list[Placed]:
    """The plan's meetings of all people concerned, and those at the tables and times to which meetings go."""
    people = {who for replacement in replacements for who in replacement.people}
    targets = [replacement.after for replacement in replacements if replacement.after is not None]
    at_targets = [
        and_(Meeting.table_id == placed.table_id, Meeting.starts_at == placed.starts_at) for placed in targets
    ]
    rows = session.scalars(
        select(Meeting)
        .where(Meeting.plan_id == plan.id, or_(Meeting.a_id.in_(people), Meeting.b_id.in_(people), *at_targets))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [Placed.of(row) for row in rows]


class _Slots:
    """The event's slots by their start, and a slot of its own block for each start that is none any more."""

    def __init__(self, timeline: Timeline, meetings: Iterable[Placed]) -> None:
        self._by_start = dict(zip(timeline.starts, (slot.id for slot in timeline.slots), strict=True))
        former = sorted({placed.starts_at for placed in meetings} - self._by_start.keys())
        self._by_start |= {start: f"removed {start.isoformat()}" for start in former}
        self.all = (*timeline.slots, *(Slot(self._by_start[start], self._by_start[start]) for start in former))

    def at(self, start: datetime) -> str:
        return self._by_start[start]


class _Pairs:
    """The pairs of these meetings, as they may meet today; `listed`: those that are among the pairs of the event."""

    def __init__(self, session: Session, event: Event, timeline: Timeline, meetings: Iterable[Placed]) -> None:
        scores = {placed.ids: placed.score for placed in meetings}
        found = pairs_among(session, event, timeline, scores.keys())
        self.listed = found.keys()
        self._index = {ids: index for index, ids in enumerate(sorted(scores))}
        self.all = tuple(
            found.get(ids) or Pair(attendee_id(ids[0]), attendee_id(ids[1]), scores[ids]) for ids in sorted(scores)
        )

    def scheduled(self, placed: Placed, slots: _Slots) -> ScheduledMeeting:
        index = self._index[placed.ids]
        table = REMOVED_TABLE if placed.table_id is None else table_id(placed.table_id)
        return ScheduledMeeting(index, self.all[index].a, self.all[index].b, slots.at(placed.starts_at), table)
