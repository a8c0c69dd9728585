"""Prepares a solve: current scores, then the snapshot, both stored before the solver starts."""

from __future__ import annotations

import time
from collections.abc import Callable

from matchmaker.audit import WORKER
from matchmaker.db import Database
from matchmaker.errors import StateError
from matchmaker.models import Event, SolveRun
from matchmaker.planning.problem.snapshot import CHANGING, Snapshot, take_snapshot
from matchmaker.planning.problem.snapshots import store_snapshot, stored_problem
from matchmaker.planning.runs.lease import Claim, heartbeat
from matchmaker.scoring.scores import EventScores, compute_scores, store_scores

ReportStage = Callable[[str], None]
"""Writes the run's stage and renews the lease; raises if the work must end."""
_TRIES = 5
_REPORT_INTERVAL = 1.0
"""Seconds between two reports of the scoring's progress."""


def prepare(database: Database, claim: Claim, report: ReportStage) -> bytes:
    """The run's problem file. A run that lost its worker keeps the snapshot it had.

    Raises StateError if the data changes during each of several tries, and what `report` raises.
    """
    with database.reading() as session:
        run = session.get_one(SolveRun, claim.run_id)
        if run.snapshot_sha256 is not None:
            return stored_problem(session, run.snapshot_sha256)
    for _ in range(_TRIES):
        report("scoring")
        up_to_date = refresh_scores(database, run.event_id, report)
        report("taking a snapshot")
        snapshot = _snapshot(database, run.event_id) if up_to_date else None
        if snapshot is not None:
            _store(database, claim, run.event_id, snapshot)
            return snapshot.problem_json
    raise StateError(CHANGING)


def refresh_scores(database: Database, event_id: int, report: ReportStage) -> bool:
    """Score the event's pairs, unless their scores were made from the current data.

    Scores are computed while others may write. False if they did: the scores would be outdated and are discarded.
    """
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        if event.scored_version == event.data_version:
            return True
        scores = compute_scores(session, event, _throttled(report))
    return _store_if_current(database, event_id, scores)


def _store_if_current(database: Database, event_id: int, scores: EventScores) -> bool:
    with database.writing() as session:
        event = session.get_one(Event, event_id, with_for_update=True)
        if event.data_version != scores.data_version:
            return False
        store_scores(session, WORKER, event, scores)
        return True


def _throttled(report: ReportStage) -> Callable[[str, float], None]:
    """An observer of the scoring that passes its stage on, at most once per interval."""
    due = time.monotonic() + _REPORT_INTERVAL

    def observer(stage: str, share: float) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _REPORT_INTERVAL
            report(f"scoring: {stage}, {share:.0%}"[:60])

    return observer


def _snapshot(database: Database, event_id: int) -> Snapshot | None:
    """None if the data changed since it was scored."""
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        snapshot = take_snapshot(session, event)
        return snapshot if event.scored_version == snapshot.data_version else None


def _store(database: Database, claim: Claim, event_id: int, snapshot: Snapshot) -> None:
    with database.writing() as session:
        store_snapshot(session, session.get_one(Event, event_id), snapshot)
        heartbeat(session, claim, snapshot_sha256=snapshot.sha256, data_version=snapshot.data_version)
