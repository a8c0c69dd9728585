"""The job queue and the worker. A job only wakes a worker, which then reads the run row.

The run rows are the truth: a job may be lost, duplicated or late. Every few seconds the worker checks the rows itself,
queues the runs of dead workers again and adds a job for each run that waits.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from signal import SIGTERM
from types import FrameType

import psycopg
from huey import Huey, PostgresHuey, SqliteHuey  # type: ignore[import-untyped]  # huey ships no types
from huey.consumer import Consumer, Scheduler  # type: ignore[import-untyped]  # huey ships no types
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from matchmaker.db import Database, create_for_owner
from matchmaker.errors import ConfigurationError
from matchmaker.mail import send_due_mails
from matchmaker.messages.texts.settings import QUEUE_URL
from matchmaker.models import RunKind, SolveRun
from matchmaker.planning.runs.child_process import ForkServer
from matchmaker.planning.runs.execution import execute_run
from matchmaker.planning.runs.lease import queued_runs, requeue_abandoned
from matchmaker.settings import Settings

CHECK_INTERVAL = 5
"""Seconds between two checks of the rows."""
THREADS = 4
"""One may make a plan, one may explain, one may wait for a mail server, and one is left for the checks."""
SHUTDOWN_TIMEOUT = 4.5
"""Seconds that a worker waits at shutdown for its solve to be stored or queued again."""
log = logging.getLogger(__name__)


class JobQueue:
    """A queue and its jobs. A process makes one plan at a time and one explanation beside it; start more for more."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.huey = _queue(settings.queue_url)
        self.shutting_down = threading.Event()
        self.children = ForkServer()
        self._busy = {"plan": threading.Lock(), "explanation": threading.Lock()}
        self.add_solve = self.huey.task(name="solve")(self.solve)
        # a check that waited until the next one is due is superfluous
        self.huey.periodic_task(_always, name="check_runs", expires=CHECK_INTERVAL)(self.check_runs)
        self.huey.periodic_task(_always, name="send_mail", expires=CHECK_INTERVAL)(self.send_mail)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)

    def solve(self, run_id: int) -> None:
        """Execute the run if it still waits; leave it waiting if this process is executing another one of its kind."""
        with self.database.reading() as session:
            run = session.get(SolveRun, run_id)
        busy = self._lane(run.kind) if run is not None else None
        if busy is None or not busy.acquire(blocking=False):
            return
        try:
            execute_run(self.database, run_id, shutting_down=self.shutting_down.is_set, start_child=self.children)
        finally:
            busy.release()
        self._add_waiting()

    def check_runs(self) -> None:
        """Queue the runs of dead workers again, and add a job for each run that waits."""
        with self.database.writing() as session:
            for run_id in requeue_abandoned(session):
                log.warning("run %s: its worker is dead, queued again", run_id)
        self._add_waiting()

    def send_mail(self) -> None:
        send_due_mails(self.database, self.settings)

    def wait_until_idle(self, seconds: float) -> None:
        """Wait until the runs that are being executed are stored or queued again."""
        deadline = time.monotonic() + seconds
        for busy in self._busy.values():
            if busy.acquire(timeout=max(0.0, deadline - time.monotonic())):
                busy.release()

    def _add_waiting(self) -> None:
        if self.shutting_down.is_set():
            return
        with self.database.reading() as session:
            waiting = queued_runs(session)
        for run_id, kind in waiting:
            if not self._lane(kind).locked():
                self.add_solve(run_id)

    def _lane(self, kind: RunKind) -> threading.Lock:
        """Held while a run of this kind is executed: an explanation does not wait for a plan."""
        return self._busy["explanation" if kind is RunKind.EXPLAIN else "plan"]


class _Scheduler(Scheduler):  # type: ignore[misc]  # huey ships no types
    periodic_task_seconds = CHECK_INTERVAL


class _Consumer(Consumer):  # type: ignore[misc]  # huey ships no types
    scheduler_class = _Scheduler

    def _handle_signal(self, signum: int, frame: FrameType | None) -> None:
        """Treat every signal as a shutdown: huey restarts itself at SIGHUP, which a closing terminal sends."""
        super()._handle_signal(SIGTERM, frame)


@lru_cache
def _job_queue(settings: Settings) -> JobQueue:
    return JobQueue(settings)


def huey_for(settings: Settings) -> Huey:
    """The queue that QUEUE_URL names (sqlite:///file or postgresql://…), the same object for the same settings.

    Raises ConfigurationError for another kind of address.
    """
    return _job_queue(settings).huey


def wake_worker(settings: Settings, run_id: int) -> None:
    """Add a job for a queued run. Call it after the commit. A lost job delays the run by seconds."""
    try:
        _job_queue(settings).add_solve(run_id)
    except (sqlite3.Error, psycopg.Error):
        log.warning("run %s: no job could be added, a worker will find the run", run_id, exc_info=True)


def run_worker(settings: Settings) -> None:
    """Execute jobs until SIGTERM, SIGINT or SIGHUP. Blocks; must be called in the main thread.

    A run in progress then ends with the best plan so far or is queued again; the worker exits within five seconds.
    """
    jobs = _job_queue(settings)
    consumer = _Consumer(
        jobs.huey,
        workers=THREADS,
        worker_type="thread",
        max_delay=1.0,
        shutdown_timeout=SHUTDOWN_TIMEOUT,
        graceful_signal="TERM",
    )
    jobs.shutting_down = consumer.stop_flag
    jobs.children.start()
    consumer.run()
    jobs.wait_until_idle(SHUTDOWN_TIMEOUT)
    jobs.children.close()
    jobs.database.dispose()


def _always(_moment: datetime) -> bool:
    return True


def _queue(url: str) -> Huey:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError(QUEUE_URL()) from None
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database:
        create_for_owner(Path(parsed.database))
        return SqliteHuey("matchmaker", filename=parsed.database, results=False)
    if backend in {"postgresql", "postgres"}:
        dsn = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("matchmaker", dsn=dsn, results=False)
    raise ConfigurationError(QUEUE_URL())
