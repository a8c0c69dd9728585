"""Runs of the solver as rows: asked for once per event, claimed by one worker, stopped or cancelled by people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.audit import Actor
from matchmaker.errors import MatchmakerError
from matchmaker.models import Event, RunCommand, SolveRun

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 3


class LeaseLostError(MatchmakerError):
    """Another worker has the run now, or it has ended: this one must write nothing more."""


@dataclass(frozen=True)
class Claim:
    """The right to write to a run, until somebody claims it anew with a higher `attempt`."""

    run_id: int
    attempt: int


def request_run(session: Session, actor: Actor, event: Event, *, time_limit: float = 60.0, seed: int = 0) -> SolveRun:
    """The event's active run; a new one, queued, if there is none.

    `time_limit` is in seconds. Raises InvalidInputError for a limit or seed out of range, StateError where the event
    has nothing to plan yet.
    """
    raise NotImplementedError


def active_run(session: Session, event: Event) -> SolveRun | None:
    """The event's run that is queued or running."""
    raise NotImplementedError


def runs_of(session: Session, event: Event) -> list[SolveRun]:
    """All runs of the event, the newest first."""
    raise NotImplementedError


def run_by_public_id(session: Session, event: Event, public_id: str) -> SolveRun:
    """Raises NotFoundError if this event has no such run."""
    raise NotImplementedError


def ask_stop(session: Session, actor: Actor, event: Event, run: SolveRun) -> SolveRun:
    """Ask the run to end and keep the best plan so far. Raises StateError if it has ended."""
    raise NotImplementedError


def ask_cancel(session: Session, actor: Actor, event: Event, run: SolveRun) -> SolveRun:
    """Ask the run to end and keep nothing. Raises StateError if it has ended."""
    raise NotImplementedError


def claim(session: Session, run_id: int) -> Claim | None:
    """Take a queued run; None if somebody else was faster or it is not queued any more."""
    raise NotImplementedError


def heartbeat(session: Session, mine: Claim) -> RunCommand | None:
    """Say that the worker lives, and learn what people asked. Raises LeaseLostError."""
    raise NotImplementedError


def requeue_lost(session: Session) -> list[int]:
    """Queue the runs whose worker is silent for longer than LEASE again; fail those out of attempts. Ids queued."""
    raise NotImplementedError


def queued_runs(session: Session) -> list[int]:
    """Ids of the runs that wait for a worker, the oldest first."""
    raise NotImplementedError
