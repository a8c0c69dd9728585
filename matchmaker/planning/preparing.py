"""What a solve starts from: fresh scores, then the snapshot, both kept before the solver sees them."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.audit import WORKER, Actor
from matchmaker.db import Database
from matchmaker.errors import StateError
from matchmaker.models import Event, RunCommand, SolveRun
from matchmaker.planning.runs import Claim, heartbeat
from matchmaker.planning.snapshot import Snapshot, take_snapshot, unpack
from matchmaker.planning.supervisor import CancelledError
from matchmaker.scoring.service import score_event

_TRIES = 5


def prepare(database: Database, mine: Claim) -> bytes:
    """The run's problem file. A run that lost its worker keeps the snapshot it had.

    Raises CancelledError, LeaseLostError, StateError.
    """
    with database.reading() as session:
        run = session.get_one(SolveRun, mine.run_id)
        if run.snapshot is not None:
            return unpack(run.snapshot)
    for _ in range(_TRIES):
        _say(database, mine, "scoring")
        with database.writing() as session:
            freshen_scores(session, WORKER, session.get_one(Event, run.event_id))
        _say(database, mine, "taking a snapshot")
        snapshot = _snapshot(database, run.event_id)
        if snapshot is not None:
            _keep(database, mine, snapshot)
            return snapshot.problem_json
    raise StateError("The event's data is changing all the time. Try again in a moment.")


def freshen_scores(session: Session, actor: Actor, event: Event) -> None:
    """Score the event's pairs, unless the scores there are were made from today's data."""
    session.refresh(event)
    if event.scored_version == event.data_version:
        return
    score_event(session, actor, event)
    # in SQL, not through the row: this must not look like an edit of the event's settings
    session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(scored_version=Event.data_version)
        .execution_options(synchronize_session=False)
    )


def _say(database: Database, mine: Claim, stage: str) -> None:
    with database.writing() as session:
        if heartbeat(session, mine, stage=stage) is RunCommand.CANCEL:
            raise CancelledError("Cancelled.")


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
