"""Supervision of one solve: progress to the run row, commands to the child, an end within the time limit."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from matchmaker.db import Database
from matchmaker.messages.texts.planning import CANCELLED, DATABASE_LOST, NO_RESPONSE, SHUT_DOWN
from matchmaker.models import RunCommand
from matchmaker.planning.runs.errors import (
    CancelledError,
    InterruptedSolveError,
    LeaseLostError,
    SolveFailedError,
)
from matchmaker.planning.runs.lease import LEASE, Claim, heartbeat
from matchmaker.planning.runs.progress_trace import ProgressTrace
from matchmaker.planning.runs.solver_process import Answer, SolverProcess
from solver import Observer

log = logging.getLogger(__name__)

POLL_TIMEOUT = 0.2
"""Seconds to wait for the child's next message."""
HEARTBEAT_INTERVAL = 0.4
"""Seconds between two writes of the run row, which also read people's commands."""
STOP_TIMEOUT = 60.0
"""Seconds until a child that was asked to stop is killed: at its low priority, other processes may delay it."""
SHUTDOWN_TIMEOUT = 2.5
"""The same when the worker itself must exit within five seconds."""
OVERTIME = 60.0
"""Seconds past its time limit after which a child is asked to stop; it should have stopped by itself."""


class Supervisor:
    """Runs the child to its end.

    `stop`: the caller wants the best schedule so far; `shutting_down`: the worker must exit. `observer` gets each
    report too.
    """

    def __init__(
        self,
        database: Database,
        claim: Claim,
        child: SolverProcess,
        time_limit: float,
        *,
        stop: Callable[[], bool],
        shutting_down: Callable[[], bool],
        observer: Observer | None = None,
    ) -> None:
        self._database = database
        self._claim = claim
        self._child = child
        self._stop = stop
        self._shutting_down = shutting_down
        self._observer = observer
        self._trace = ProgressTrace()
        self._command: RunCommand | None = None
        self._asked_to_stop = False
        self._overtime_at = time.monotonic() + time_limit + OVERTIME
        self._kill_at = self._overtime_at + STOP_TIMEOUT
        self._heartbeat_at = 0.0
        self._lease_ends = time.monotonic() + LEASE.total_seconds()

    def run(self) -> Answer:
        """The child's answer.

        Raises InfeasibleError, BudgetTooSmallError, CancelledError, LeaseLostError, InterruptedSolveError, and
        SolveFailedError with a sentence for people.
        """
        try:
            while True:
                self._receive_report()
                self._write_heartbeat()
                self._enforce()
        except EOFError:
            return self._result()

    def _receive_report(self) -> None:
        progress = self._child.next_report(POLL_TIMEOUT)
        if progress is not None:
            if not self._trace.begun:
                self._heartbeat_at = 0.0  # people see the first report at once
            self._trace.add(progress)
            if self._observer:
                self._observer(progress)

    def _write_heartbeat(self) -> None:
        moment = time.monotonic()
        if moment < self._heartbeat_at:
            return
        self._heartbeat_at = moment + HEARTBEAT_INTERVAL
        try:
            with self._database.writing() as session:
                self._command = heartbeat(session, self._claim, **self._trace.columns())
        except OperationalError:
            # a busy or restarting database is no reason to give up the solve before the lease ends
            log.warning("run %s: heartbeat not written", self._claim.run_id, exc_info=True)
            if moment > self._lease_ends:
                raise LeaseLostError(DATABASE_LOST()) from None
        else:
            self._lease_ends = moment + LEASE.total_seconds()

    def _enforce(self) -> None:
        """Act on people's commands, a shutdown and the deadlines. Raises CancelledError."""
        if self._command is RunCommand.CANCEL:
            raise CancelledError(CANCELLED())
        moment, shutting_down = time.monotonic(), self._shutting_down()
        must_stop = self._command is RunCommand.STOP or self._stop() or shutting_down or moment > self._overtime_at
        if must_stop and self._child.ready and not self._asked_to_stop:
            self._child.ask_to_stop()
            self._asked_to_stop = True
            self._kill_at = min(self._kill_at, moment + STOP_TIMEOUT)
        if shutting_down:
            self._kill_at = min(self._kill_at, moment + SHUTDOWN_TIMEOUT)
        if moment > self._kill_at:
            self._child.kill()

    def _result(self) -> Answer:
        if self._child.answer is not None:
            return self._child.answer
        if self._shutting_down():
            raise InterruptedSolveError(SHUT_DOWN())
        if self._child.error is not None:
            raise self._child.error
        if self._asked_to_stop:
            raise SolveFailedError(NO_RESPONSE())
        log.error("run %s: the child failed: %s", self._claim.run_id, self._child.end_of_stderr())
        raise SolveFailedError(self._child.failure())
