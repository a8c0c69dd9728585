"""Events ready to be planned, and hand-made plans for tests that need no solver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event, PairScore, Plan, RunStatus, SolveRun
from matchmaker.planning.plans.plans import store_plan
from matchmaker.planning.problem.snapshot import build_problem, snapshot_of
from matchmaker.planning.problem.snapshots import store_snapshot
from solver import Meeting, Problem, Schedule, Status, TierValue
from solver.verify import tier_values
from tests.builders import an_attendee, an_event

MET_BEFORE = {"code": "met_before", "points": 5}
Placing = tuple[Attendee, Attendee, int, int]
"""Two people, and the indexes of their slot and table in the event."""


def a_score(
    session: Session, a: Attendee, b: Attendee, score: int = 10, reasons: Iterable[dict[str, Any]] = ()
) -> PairScore:
    """The pair's score, as if the event had just been scored."""
    first, second = sorted((a, b), key=lambda person: person.id)
    row = PairScore(a_id=first.id, b_id=second.id, event_id=first.event_id, score=score, reasons=list(reasons))
    session.add(row)
    session.flush()
    return row


def an_event_with(session: Session, *names: str, **fields: Any) -> tuple[Event, list[Attendee]]:
    """An event whose attendees may all meet each other, every pair worth 10."""
    event = an_event(session, **fields)
    people = [an_attendee(session, event, name) for name in names]
    for number, a in enumerate(people):
        for b in people[number + 1 :]:
            a_score(session, a, b)
    return event, people


def as_scored(session: Session, event: Event) -> None:
    """Mark the scores that a test wrote as made from today's data, so that a run takes them as they are."""
    session.execute(update(Event).where(Event.id == event.id).values(scored_version=Event.data_version))
    session.refresh(event)


def a_schedule(session: Session, event: Event, placings: Iterable[Placing]) -> Schedule:
    """The schedule of the event's problem that holds exactly these meetings, with its true values."""
    problem = build_problem(session, event)
    index = {frozenset((pair.a, pair.b)): number for number, pair in enumerate(problem.pairs)}
    slots, tables = [slot.id for slot in problem.slots], [table.id for table in problem.tables]
    meetings = []
    for a, b, slot, table in placings:
        number = index[frozenset((f"a{a.id}", f"a{b.id}"))]
        pair = problem.pairs[number]
        meetings.append(Meeting(number, pair.a, pair.b, slots[slot], tables[table]))
    values = tier_values(problem, meetings)
    tiers = tuple(TierValue(tier.tier, values[tier.tier]) for tier in problem.objective)
    return Schedule(problem.name, Status.FEASIBLE, tuple(meetings), tiers, seconds=0.5, seed=0, version="test")


def a_plan(session: Session, event: Event, *placings: Placing) -> Plan:
    """A draft plan of today's data with exactly these meetings, stored like any other."""
    return a_stored_plan(session, event, build_problem(session, event), a_schedule(session, event, placings))


def a_stored_plan(session: Session, event: Event, problem: Problem, schedule: Schedule) -> Plan:
    """The schedule of this problem, stored as by the run that made it from the event's data."""
    snapshot = snapshot_of(problem, event.data_version)
    store_snapshot(session, event, snapshot)
    run = SolveRun(
        event_id=event.id,
        status=RunStatus.DONE,
        time_limit=1.0,
        data_version=snapshot.data_version,
        snapshot_sha256=snapshot.sha256,
    )
    session.add(run)
    session.flush()
    return store_plan(session, event, run, problem, schedule)
