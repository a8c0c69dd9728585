"""Watching over one solve: progress into the run row, people's commands to the child, an end in any case."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from matchmaker.db import Database
from matchmaker.errors import MatchmakerError
from matchmaker.models import RunCommand
from matchmaker.planning.runs.progress_trace import Picture
from matchmaker.planning.runs.runs import LEASE, Claim, LeaseLostError, heartbeat
from matchmaker.planning.runs.solver_process import SolverProcess
from solver import Observer, Schedule

log = logging.getLogger(__name__)

LOOK = 0.2
"""Seconds that a wait for the child's next word takes at most."""
BEAT = 0.4
"""Seconds between two writes of the run row, which also fetch what people asked."""
GRACE = 60.0
"""Seconds that the child has to answer when it was asked to stop: at its low priority, others may keep it waiting."""
GRACE_AT_SHUTDOWN = 2.5
"""The same when the worker itself is to be gone in five seconds."""
OVERTIME = 60.0
"""Seconds past its time limit after which a child is asked to stop; it should have done so itself."""


class SolveFailedError(MatchmakerError):
    """The solve broke off; the message says why."""


class CancelledError(MatchmakerError):
    """A person cancelled the run."""


class InterruptedSolveError(MatchmakerError):
    """The worker has to go before there was any schedule: somebody else must solve this."""


class Supervisor:
    """Runs the child to its end.

    `stop`: somebody wants the best so far; `leaving`: the worker has to go. `observer` gets each report too.
    """

    def __init__(
        self,
        database: Database,
        mine: Claim,
        child: SolverProcess,
        time_limit: float,
        *,
        stop: Callable[[], bool],
        leaving: Callable[[], bool],
        observer: Observer | None = None,
    ) -> None:
        self._database = database
        self._mine = mine
        self._child = child
        self._stop = stop
        self._leaving = leaving
        self._observer = observer
        self._picture = Picture()
        self._command: RunCommand | None = None
        self._asked_to_stop = False
        self._overtime_at = time.monotonic() + time_limit + OVERTIME
        self._kill_at = self._overtime_at + GRACE
        self._beat_at = 0.0
        self._lease_ends = time.monotonic() + LEASE.total_seconds()

    def run(self) -> Schedule:
        """The child's schedule.

        Raises CancelledError, LeaseLostError, InterruptedSolveError, and SolveFailedError with a sentence for people.
        """
        try:
            while True:
                self._hear()
                self._beat()
                self._obey()
        except EOFError:
            return self._verdict()

    def _hear(self) -> None:
        progress = self._child.next_report(LOOK)
        if progress is not None:
            self._picture.add(progress)
            if self._observer:
                self._observer(progress)

    def _beat(self) -> None:
        moment = time.monotonic()
        if moment < self._beat_at:
            return
        self._beat_at = moment + BEAT
        try:
            with self._database.writing() as session:
                self._command = heartbeat(session, self._mine, **self._picture.columns())
        except OperationalError:
            # a busy or restarting database is no reason to give the solve up before the lease is over
            log.warning("run %s: heartbeat not written", self._mine.run_id, exc_info=True)
            if moment > self._lease_ends:
                raise LeaseLostError("The database could not be reached for longer than the lease.") from None
        else:
            self._lease_ends = moment + LEASE.total_seconds()

    def _obey(self) -> None:
        if self._command is RunCommand.CANCEL:
            raise CancelledError("Cancelled.")
        moment, leaving = time.monotonic(), self._leaving()
        wanted = self._command is RunCommand.STOP or self._stop() or leaving or moment > self._overtime_at
        if wanted and self._child.ready and not self._asked_to_stop:
            self._child.ask_to_stop()
            self._asked_to_stop = True
            self._kill_at = min(self._kill_at, moment + GRACE)
        if leaving:
            self._kill_at = min(self._kill_at, moment + GRACE_AT_SHUTDOWN)
        if moment > self._kill_at:
            self._child.kill()

    def _verdict(self) -> Schedule:
        if self._child.schedule is not None:
            return self._child.schedule
        if self._leaving():
            raise InterruptedSolveError("The worker was stopped before it had found anything.")
        if self._child.error is not None:
            raise SolveFailedError(self._child.error)
        if self._asked_to_stop:
            raise SolveFailedError("The solver was asked to stop, did not answer and was ended.")
        log.error("run %s: the child broke off: %s", self._mine.run_id, self._child.last_words())
        raise SolveFailedError(self._child.obituary())
