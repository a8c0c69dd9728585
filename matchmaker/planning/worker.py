"""Carrying out a run: score, snapshot, solve in a child process, verify, store."""

from __future__ import annotations

import threading

from matchmaker.audit import Actor
from matchmaker.db import Database
from matchmaker.errors import MatchmakerError
from matchmaker.models import Plan
from matchmaker.settings import Settings
from solver import Observer


class InfeasibleError(MatchmakerError):
    """No schedule can hold all the rules; the message names those that cannot hold together."""


class NothingFoundError(MatchmakerError):
    """No schedule was found in the time given."""


class SolveFailedError(MatchmakerError):
    """The solve broke off; the message says why."""


def solve_event_now(
    database: Database,
    settings: Settings,
    event_id: int,
    actor: Actor,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    observer: Observer | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Solve here and now, without a worker, and store the draft plan; `stop` ends it and keeps the best so far.

    Raises StateError if a run of this event is under way, InfeasibleError, NothingFoundError, SolveFailedError.
    """
    raise NotImplementedError
