"""The problem of an event at one moment: canonical, hashed, immutable."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import StateError
from matchmaker.messages.texts.planning import CHANGING
from matchmaker.models import Aim, Event
from matchmaker.pairs.relations import Ids
from matchmaker.planning.problem.pairs import read_pairs
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import read_tables, read_timeline
from solver import Problem, Tier
from solver.files import write_problem

_POINTS = (Tier("score", slack=0.005), Tier("gaps"), Tier("moves"))
OBJECTIVES = {
    Aim.EVERYBODY: (Tier("minimums"), Tier("fairness", slack=0.01), *_POINTS),
    Aim.POINTS: (Tier("minimums"), *_POINTS),
}
"""Minimums first, then the floor if everybody is to be served, then the score; half a per cent of it may be traded for
fewer gaps and changes of table. With its slack, the tier fairness keeps the floor and no more of its order."""
_TRIES = 5


@dataclass(frozen=True)
class Snapshot:
    """`problem_json` is a `meeting-problem/1` file with sorted keys; equal data gives equal bytes.

    People are `a<attendee id>`, slots `s<slot id>`, tables `t<table id>`: no names leave the database. `content` is
    the file compressed, as it is stored.
    """

    problem_json: bytes
    content: bytes
    sha256: str
    data_version: int


def unpack(packed: bytes) -> bytes:
    """The problem file, decompressed."""
    return zlib.decompress(packed)


def take_snapshot(session: Session, event: Event) -> Snapshot:
    """The event's problem at this moment. Raises StateError, like `take_problem`."""
    return snapshot_of(*take_problem(session, event))


def take_problem(
    session: Session, event: Event, promised: frozenset[Ids] = frozenset(), aim: Aim | None = None
) -> tuple[Problem, int]:
    """The event's problem and the version of its data, built from its last scoring in a constant number of queries.

    PostgreSQL shows other transactions' commits between two queries, so the data is read again if it has
    changed. Raises StateError if it changed during each of several tries.
    """
    for _ in range(_TRIES):
        session.refresh(event)
        version = event.data_version
        problem = build_problem(session, event, promised, aim)
        if session.scalar(select(Event.data_version).where(Event.id == event.id)) == version:
            return problem, version
    raise StateError(CHANGING())


def snapshot_of(problem: Problem, data_version: int) -> Snapshot:
    """The snapshot of a problem that was built from this version of the data."""
    data = _canonical(problem)
    return Snapshot(data, zlib.compress(data), hashlib.sha256(data).hexdigest(), data_version)


def build_problem(
    session: Session, event: Event, promised: frozenset[Ids] = frozenset(), aim: Aim | None = None
) -> Problem:
    """The event as a problem for the solver; `promised` pairs may meet even if they have no score.

    `aim`: what comes first, if not what the event says.
    """
    timeline = read_timeline(session, event)
    people = read_people(session, event, timeline)
    return Problem(
        name=f"event {event.public_id}",
        slots=timeline.slots,
        tables=read_tables(session, event, timeline),
        people=people,
        pairs=read_pairs(session, event, timeline, people, promised),
        objective=OBJECTIVES[event.aim if aim is None else aim],
    )


def _canonical(problem: Problem) -> bytes:
    plain = json.loads(write_problem(problem))
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
