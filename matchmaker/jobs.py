"""The queue: a job is only a nudge to look at a run row; and the worker that answers nudges.

The run rows are the truth. A nudge may be lost, come twice or too late: every few seconds the worker looks at the rows
itself, queues the runs of dead workers again and nudges whatever waits.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
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

from matchmaker.db import Database
from matchmaker.errors import ConfigurationError
from matchmaker.mail import send_due_mails
from matchmaker.planning.runs.carry_out import work_on
from matchmaker.planning.runs.runs import queued_runs, requeue_lost
from matchmaker.settings import Settings

TICK = 5
"""Seconds between two looks at the rows."""
THREADS = 3
"""One may solve, one may wait for a mail server, and one is left for the looks."""
LEAVING = 4.5
"""Seconds that a worker which has to go waits for its solve to be saved or queued again."""
log = logging.getLogger(__name__)


class Desk:
    """A queue and what its jobs do. A process solves one run at a time; more at once takes more workers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.huey = _queue(settings.queue_url)
        self.leaving = threading.Event()
        self._solving = threading.Lock()
        self.nudge = self.huey.task(name="solve")(self.solve)
        # a look that waited for longer than the next one is not worth having
        self.huey.periodic_task(_always, name="tend_runs", expires=TICK)(self.tend_runs)
        self.huey.periodic_task(_always, name="send_mail", expires=TICK)(self.send_mail)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)

    def solve(self, run_id: int) -> None:
        """Carry the run out if it still waits; leave it waiting if this process is at another one."""
        if not self._solving.acquire(blocking=False):
            return
        try:
            work_on(self.database, self.settings, run_id, leaving=self.leaving.is_set)
        finally:
            self._solving.release()
        self._nudge_waiting()

    def tend_runs(self) -> None:
        """Queue again what dead workers left, and nudge whatever waits."""
        with self.database.writing() as session:
            for run_id in requeue_lost(session):
                log.warning("run %s: its worker is gone, queued again", run_id)
        self._nudge_waiting()

    def send_mail(self) -> None:
        send_due_mails(self.database, self.settings)

    def wait_until_idle(self, seconds: float) -> None:
        """Wait for a solve that is being saved or handed back."""
        if self._solving.acquire(timeout=seconds):
            self._solving.release()

    def _nudge_waiting(self) -> None:
        if self.leaving.is_set() or self._solving.locked():
            return
        with self.database.reading() as session:
            waiting = queued_runs(session)
        for run_id in waiting:
            self.nudge(run_id)


class _Ticker(Scheduler):  # type: ignore[misc]  # huey ships no types
    periodic_task_seconds = TICK


class _Consumer(Consumer):  # type: ignore[misc]  # huey ships no types
    scheduler_class = _Ticker

    def _handle_signal(self, signum: int, frame: FrameType | None) -> None:
        """Every signal to end means the same; huey would start itself anew at SIGHUP, when a terminal closes."""
        super()._handle_signal(SIGTERM, frame)


@lru_cache
def _desk(settings: Settings) -> Desk:
    return Desk(settings)


def huey_for(settings: Settings) -> Huey:
    """The queue that QUEUE_URL names (sqlite:///file or postgresql://…), the same object for the same settings.

    Raises ConfigurationError for another kind of address.
    """
    return _desk(settings).huey


def nudge(settings: Settings, run_id: int) -> None:
    """Tell the workers of a queued run; call it after the commit. A lost nudge costs seconds, never the run."""
    try:
        _desk(settings).nudge(run_id)
    except (sqlite3.Error, psycopg.Error):
        log.warning("run %s: nobody could be nudged, a worker will find it", run_id, exc_info=True)


def run_worker(settings: Settings) -> None:
    """Answer nudges until SIGTERM, SIGINT or SIGHUP. Blocks; must be called in the main thread.

    A solve under way is then ended with the best plan so far, or queued again; five seconds later all is over.
    """
    desk = _desk(settings)
    consumer = _Consumer(
        desk.huey,
        workers=THREADS,
        worker_type="thread",
        max_delay=1.0,
        shutdown_timeout=LEAVING,
        graceful_signal="TERM",
    )
    desk.leaving = consumer.stop_flag
    consumer.run()
    desk.wait_until_idle(LEAVING)
    desk.database.dispose()


def _always(_moment: datetime) -> bool:
    return True


def _queue(url: str) -> Huey:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError("QUEUE_URL must begin with sqlite:/// or postgresql://") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("matchmaker", filename=parsed.database, results=False)
    if backend in {"postgresql", "postgres"}:
        dsn = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("matchmaker", dsn=dsn, results=False)
    raise ConfigurationError("QUEUE_URL must begin with sqlite:/// or postgresql://")
