"""A real worker process: it executes queued runs, with or without a job for them, and may be killed at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import ConfigurationError
from matchmaker.jobs import huey_for, wake_worker
from matchmaker.models import Event, Plan, RunStatus, SolveRun
from matchmaker.planning.runs.commands import stop_run
from matchmaker.planning.runs.runs import LONGEST, request_run, update_runs
from matchmaker.settings import Settings
from tests.matchmaker.planning.builders import an_event_with, as_scored
from tests.matchmaker.planning.runs.child_processes import PATIENCE, is_solver, solver_children, wait_until
from tests.matchmaker.planning.runs.test_execution import a_hard_event
from tests.matchmaker.planning.runs.test_runs import expire_lease, request_solve, status_of

PROGRAM = (
    "from matchmaker.jobs import run_worker; from matchmaker.settings import load_settings; run_worker(load_settings())"
)
Worker = subprocess.Popen[bytes]
StartWorker = Callable[[], Worker]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """On PostgreSQL the queue is there too."""
    return (
        settings if settings.database_url.startswith("sqlite") else replace(settings, queue_url=settings.database_url)
    )


@pytest.fixture
def start_worker(settings: Settings) -> Iterator[StartWorker]:
    """Starts worker processes on this test's database and queue; those still alive at the end are killed."""
    workers: list[Worker] = []
    environment = os.environ | {
        "DATABASE_URL": settings.database_url.replace("+psycopg", ""),
        "QUEUE_URL": settings.queue_url,
        "MATCHMAKER_DATA": str(settings.data_folder),
    }

    def start() -> Worker:
        workers.append(subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


@pytest.fixture
def small(database: Database) -> Event:
    with database.writing() as session:
        event, _ = an_event_with(session, "Ada", "Ben", "Cem")
        as_scored(session, event)
        return event


@pytest.fixture
def hard(database: Database) -> Event:
    with database.writing() as session:
        event = a_hard_event(session)
        as_scored(session, event)
        return event


def ended(database: Database, run_id: int) -> bool:
    return status_of(database, run_id) not in {RunStatus.QUEUED, RunStatus.RUNNING}


def meetings_found(database: Database, run_id: int) -> int | None:
    with database.reading() as session:
        return session.get_one(SolveRun, run_id).meetings


def test_a_run_with_a_job_is_executed(
    database: Database, settings: Settings, small: Event, start_worker: StartWorker
) -> None:
    start_worker()
    run_id = request_solve(database, small)
    wake_worker(settings, run_id)
    wake_worker(settings, run_id)  # a job may be duplicated
    wait_until(lambda: ended(database, run_id))
    assert status_of(database, run_id) is RunStatus.DONE
    with database.reading() as session:
        assert session.scalars(select(Plan.run_id)).all() == [run_id]


def test_runs_without_a_job_are_found(database: Database, small: Event, start_worker: StartWorker) -> None:
    with database.writing() as session:
        other, _ = an_event_with(session, "Eve", "Fay")
    runs = [request_solve(database, event) for event in (small, other)]
    start_worker()
    wait_until(lambda: all(ended(database, run_id) for run_id in runs))
    assert [status_of(database, run_id) for run_id in runs] == [RunStatus.DONE] * 2


def test_a_killed_workers_solver_ends_too_and_another_worker_finishes_the_run(
    database: Database, hard: Event, start_worker: StartWorker
) -> None:
    with database.writing() as session:
        run_id = request_run(session, COMMAND_LINE, session.get_one(Event, hard.id), time_limit=LONGEST).id
    worker = start_worker()
    wait_until(lambda: meetings_found(database, run_id))
    (child,) = solver_children(worker.pid)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_until(lambda: not is_solver(child))
    assert status_of(database, run_id) is RunStatus.RUNNING
    expire_lease(database, run_id)
    with database.writing() as session:  # so that meetings found from here on are the second worker's
        update_runs(session, SolveRun.id == run_id, meetings=None)
    start_worker()
    wait_until(lambda: meetings_found(database, run_id))
    with database.writing() as session:
        stop_run(session, COMMAND_LINE, hard, session.get_one(SolveRun, run_id))
    wait_until(lambda: ended(database, run_id))
    with database.reading() as session:
        run = session.get_one(SolveRun, run_id)
        assert (run.status, run.attempt) == (RunStatus.DONE, 2)
        assert len(session.scalars(select(Plan)).all()) == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_at_shutdown_a_worker_stores_its_plan_or_queues_the_run_again(
    database: Database, hard: Event, start_worker: StartWorker, how: signal.Signals
) -> None:
    run_id = request_solve(database, hard)
    worker = start_worker()
    wait_until(lambda: meetings_found(database, run_id))
    (child,) = solver_children(worker.pid)
    worker.send_signal(how)
    assert worker.wait(PATIENCE) == 0
    assert not is_solver(child)
    with database.reading() as session:
        plans = session.scalars(select(Plan.run_id)).all()
    assert (status_of(database, run_id), plans) in [(RunStatus.DONE, [run_id]), (RunStatus.QUEUED, [])]


def test_an_idle_worker_exits_on_request(database: Database, small: Event, start_worker: StartWorker) -> None:
    run_id = request_solve(database, small)
    worker = start_worker()
    wait_until(lambda: ended(database, run_id))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0


def test_the_queue_is_the_same_for_the_same_settings(settings: Settings) -> None:
    assert huey_for(settings) is huey_for(replace(settings))
    other = replace(settings, queue_url=f"sqlite:///{settings.data_folder}/elsewhere/queue.db")
    assert huey_for(other) is not huey_for(settings)
    assert (settings.data_folder / "elsewhere").is_dir()


@pytest.mark.parametrize("url", ["redis://localhost", "queue.db", "sqlite://", ""])
def test_an_unsupported_kind_of_queue_is_rejected(settings: Settings, url: str) -> None:
    with pytest.raises(ConfigurationError, match="QUEUE_URL"):
        huey_for(replace(settings, queue_url=url))


def test_a_run_stays_queued_if_the_job_queue_is_unavailable(
    database: Database, settings: Settings, small: Event
) -> None:
    run_id = request_solve(database, small)
    broken = replace(settings, queue_url=f"sqlite:///{settings.data_folder}/broken.db")
    with huey_for(broken).storage.db() as cursor:
        cursor.execute("DROP TABLE task")
    wake_worker(broken, run_id)
    assert status_of(database, run_id) is RunStatus.QUEUED
