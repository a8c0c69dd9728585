"""Stored snapshots: each problem file once, found by its hash."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.db import insert_missing
from matchmaker.models import Event, ProblemSnapshot
from matchmaker.planning.problem.snapshot import Snapshot, unpack


def store_snapshot(session: Session, event: Event, snapshot: Snapshot) -> None:
    """Store the snapshot of this event, unless it is stored already."""
    row = {"sha256": snapshot.sha256, "event_id": event.id, "content": snapshot.content}
    insert_missing(session, ProblemSnapshot, [row])


def stored_problem(session: Session, sha256: str) -> bytes:
    """The problem file with this hash."""
    return unpack(session.get_one(ProblemSnapshot, sha256).content)
