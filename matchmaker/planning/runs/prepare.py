"""What a solve starts from: fresh scores, then the snapshot, both kept before the solver sees them."""

from __future__ import annotations

import time
from collections.abc import Callable

from matchmaker.audit import WORKER
from matchmaker.db import Database
from matchmaker.errors import StateError
from matchmaker.models import Event, SolveRun
from matchmaker.planning.problem.snapshot import Snapshot, take_snapshot, unpack
from matchmaker.planning.runs.runs import Claim, heartbeat
from matchmaker.scoring.scores import EventScores, compute_scores, store_scores

Say = Callable[[str], None]
"""Tells the run's stage and keeps the lease; raises to have the work broken off."""
_TRIES = 5
_PAUSE = 1.0


def prepare(database: Database, mine: Claim, say: Say) -> bytes:
    """The run's problem file. A run that lost its worker keeps the snapshot it had.

    Raises StateError if the data never stands still, and what `say` raises.
    """
    with database.reading() as session:
        run = session.get_one(SolveRun, mine.run_id)
        if run.snapshot is not None:
            return unpack(run.snapshot)
    for _ in range(_TRIES):
        say("scoring")
        scored = freshen_scores(database, run.event_id, say)
        say("taking a snapshot")
        snapshot = _snapshot(database, run.event_id) if scored else None
        if snapshot is not None:
            _keep(database, mine, snapshot)
            return snapshot.problem_json
    raise StateError("The event's data is changing all the time. Try again in a moment.")


def freshen_scores(database: Database, event_id: int, say: Say) -> bool:
    """Score the event's pairs, unless the scores there are were made from today's data.

    Computed while others may write; False if they did, so that the scores would be old at once and were not kept.
    """
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        if event.scored_version == event.data_version:
            return True
        scores = compute_scores(session, event, _now_and_then(say))
    return _store_if_current(database, event_id, scores)


def _store_if_current(database: Database, event_id: int, scores: EventScores) -> bool:
    with database.writing() as session:
        event = session.get_one(Event, event_id, with_for_update=True)
        if event.data_version != scores.data_version:
            return False
        store_scores(session, WORKER, event, scores)
        return True


def _now_and_then(say: Say) -> Callable[[str, float], None]:
    """An observer of the scoring that passes the stage on at most once a second."""
    due = time.monotonic() + _PAUSE

    def observer(stage: str, share: float) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _PAUSE
            say(f"scoring: {stage}, {share:.0%}"[:60])

    return observer


def _snapshot(database: Database, event_id: int) -> Snapshot | None:
    """None if the data changed since it was scored."""
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        snapshot = take_snapshot(session, event)
        return snapshot if event.scored_version == snapshot.data_version else None


def _keep(database: Database, mine: Claim, snapshot: Snapshot) -> None:
    with database.writing() as session:
        heartbeat(
            session,
            mine,
            snapshot=snapshot.packed(),
            snapshot_sha256=snapshot.sha256,
            data_version=snapshot.data_version,
        )
