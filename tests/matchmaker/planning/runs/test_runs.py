"""A run belongs to one worker at a time, ends once, and never gets stuck."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import InvalidInputError, NotFoundError, StateError
from matchmaker.messages.texts.planning import SNAPSHOT
from matchmaker.models import AuditEntry, Event, RunCommand, RunStatus, SolveRun, now
from matchmaker.planning.runs.commands import cancel_run, stop_run
from matchmaker.planning.runs.errors import LeaseLostError
from matchmaker.planning.runs.lease import (
    LEASE,
    MAX_ATTEMPTS,
    Claim,
    claim_run,
    finish,
    heartbeat,
    queued_runs,
    release,
    requeue_abandoned,
)
from matchmaker.planning.runs.runs import active_run, request_run, run_by_public_id, runs_of
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import an_event_with


@pytest.fixture
def event(database: Database) -> Event:
    with database.writing() as session:
        event, _ = an_event_with(session, "Ada", "Ben")
        return event


def request_solve(database: Database, event: Event) -> int:
    with database.writing() as session:
        return request_run(session, COMMAND_LINE, session.get_one(Event, event.id)).id


def take(database: Database, run_id: int) -> Claim | None:
    with database.writing() as session:
        return claim_run(session, run_id)


def taken(database: Database, event: Event) -> Claim:
    mine = take(database, request_solve(database, event))
    assert mine is not None
    return mine


def status_of(database: Database, run_id: int) -> RunStatus:
    with database.reading() as session:
        return session.get_one(SolveRun, run_id).status


def expire_lease(database: Database, run_id: int) -> None:
    """As if the worker had last been heard of just longer ago than its lease."""
    with database.writing() as session:
        silent = now() - LEASE - timedelta(seconds=1)
        session.execute(update(SolveRun).where(SolveRun.id == run_id).values(heartbeat_at=silent))


def test_a_second_request_returns_the_same_run(database: Database, event: Event) -> None:
    assert request_solve(database, event) == request_solve(database, event)
    with database.reading() as session:
        assert len(session.scalars(select(SolveRun)).all()) == 1
        assert session.scalars(select(AuditEntry.action)).all() == ["run.requested"]


def test_simultaneous_requests_make_one_run(database: Database, event: Event) -> None:
    found: list[int] = []
    presses = [threading.Thread(target=lambda: found.append(request_solve(database, event))) for _ in range(8)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_after_the_end_a_request_makes_a_new_run(database: Database, event: Event) -> None:
    mine = taken(database, event)
    with database.writing() as session:
        finish(session, mine, RunStatus.DONE)
    second = request_solve(database, event)
    assert second != mine.run_id
    with database.reading() as session:
        assert [run.id for run in runs_of(session, event)] == [second, mine.run_id]
        active = active_run(session, event)
        assert active is not None
        assert active.id == second


@pytest.mark.parametrize(
    ("limits", "place"),
    [
        ({"time_limit": 0.5}, "time_limit"),
        ({"time_limit": 1e9}, "time_limit"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
    ],
)
def test_limits_out_of_range_are_refused(database: Database, event: Event, limits: dict[str, int], place: str) -> None:
    with pytest.raises(InvalidInputError) as refusal, database.writing() as session:
        request_run(session, COMMAND_LINE, event, **limits)
    assert [fault.location for fault in refusal.value.faults] == [place]
    assert queued(database) == []


def queued(database: Database) -> list[int]:
    with database.reading() as session:
        return [run_id for run_id, _ in queued_runs(session)]


@pytest.mark.parametrize(
    ("slots", "tables", "people", "missing"),
    [(0, 1, 2, "block"), (1, 0, 2, "table"), (1, 1, 1, "attendees"), (1, 1, 0, "attendees")],
)
def test_an_event_with_nothing_to_plan_says_what_is_missing(
    database: Database, slots: int, tables: int, people: int, missing: str
) -> None:
    with database.writing() as session:
        event = an_event(session, slots=slots, tables=tables)
        for number in range(people):
            an_attendee(session, event, f"Person {number}")
    with pytest.raises(StateError, match=missing):
        request_solve(database, event)


def test_only_one_of_many_workers_gets_the_run(database: Database, event: Event) -> None:
    run_id = request_solve(database, event)
    claims: list[Claim | None] = []
    workers = [threading.Thread(target=lambda: claims.append(take(database, run_id))) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [mine for mine in claims if mine] == [Claim(run_id, 1)]
    assert len(claims) == 8


def test_a_run_without_heartbeats_goes_to_another_worker(database: Database, event: Event) -> None:
    mine = taken(database, event)
    expire_lease(database, mine.run_id)
    with database.writing() as session:
        assert requeue_abandoned(session) == [mine.run_id]
    assert take(database, mine.run_id) == Claim(mine.run_id, 2)


def test_a_worker_that_sends_heartbeats_keeps_its_run(database: Database, event: Event) -> None:
    mine = taken(database, event)
    expire_lease(database, mine.run_id)
    with database.writing() as session:
        heartbeat(session, mine)
    with database.writing() as session:
        assert requeue_abandoned(session) == []
    assert status_of(database, mine.run_id) is RunStatus.RUNNING


def test_after_three_lost_workers_the_run_has_failed_and_says_so(database: Database, event: Event) -> None:
    run_id = request_solve(database, event)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert take(database, run_id) == Claim(run_id, attempt)
        expire_lease(database, run_id)
        with database.writing() as session:
            requeue_abandoned(session)
    with database.reading() as session:
        run = session.get_one(SolveRun, run_id)
        assert run.status is RunStatus.FAILED
        assert str(run.message).startswith("The worker failed 3 times")
        assert run.finished_at is not None


@pytest.mark.parametrize("again", ["queued", "running"])
def test_a_worker_paused_past_its_lease_writes_nothing_more(database: Database, event: Event, again: str) -> None:
    mine = taken(database, event)
    expire_lease(database, mine.run_id)
    with database.writing() as session:
        requeue_abandoned(session)
    if again == "running":
        take(database, mine.run_id)
    with pytest.raises(LeaseLostError), database.writing() as session:
        heartbeat(session, mine, stage=SNAPSHOT())
    with pytest.raises(LeaseLostError), database.writing() as session:
        finish(session, mine, RunStatus.DONE)
    with pytest.raises(LeaseLostError), database.writing() as session:
        release(session, mine)
    with database.reading() as session:
        run = session.get_one(SolveRun, mine.run_id)
        assert run.status is RunStatus(again)
        assert run.stage != SNAPSHOT()


def test_a_released_run_waits_for_the_next_worker(database: Database, event: Event) -> None:
    mine = taken(database, event)
    with database.writing() as session:
        release(session, mine)
    assert queued(database) == [mine.run_id]
    assert take(database, mine.run_id) == Claim(mine.run_id, 2)


def ask(database: Database, event: Event, run_id: int, command: RunCommand) -> RunStatus:
    asking = {RunCommand.STOP: stop_run, RunCommand.CANCEL: cancel_run}[command]
    with database.writing() as session:
        return asking(session, COMMAND_LINE, event, session.get_one(SolveRun, run_id)).status


@pytest.mark.parametrize("command", RunCommand)
def test_a_running_run_gets_the_command_at_its_next_heartbeat(
    database: Database, event: Event, command: RunCommand
) -> None:
    mine = taken(database, event)
    assert ask(database, event, mine.run_id, command) is RunStatus.RUNNING
    with database.writing() as session:
        assert heartbeat(session, mine) is command
    with database.reading() as session:
        assert session.scalars(select(AuditEntry.action)).all() == ["run.requested", f"run.asked_to_{command}"]


@pytest.mark.parametrize("command", RunCommand)
def test_a_waiting_run_is_cancelled_at_once(database: Database, event: Event, command: RunCommand) -> None:
    run_id = request_solve(database, event)
    assert ask(database, event, run_id, command) is RunStatus.CANCELLED
    assert take(database, run_id) is None


@pytest.mark.parametrize("command", RunCommand)
def test_an_ended_run_takes_no_commands(database: Database, event: Event, command: RunCommand) -> None:
    mine = taken(database, event)
    with database.writing() as session:
        finish(session, mine, RunStatus.DONE)
    with pytest.raises(StateError):
        ask(database, event, mine.run_id, command)
    assert status_of(database, mine.run_id) is RunStatus.DONE


def test_a_cancel_is_not_turned_into_a_stop(database: Database, event: Event) -> None:
    mine = taken(database, event)
    ask(database, event, mine.run_id, RunCommand.STOP)
    ask(database, event, mine.run_id, RunCommand.CANCEL)
    with pytest.raises(StateError):
        ask(database, event, mine.run_id, RunCommand.STOP)
    with database.writing() as session:
        assert heartbeat(session, mine) is RunCommand.CANCEL


def test_another_events_run_is_not_found(database: Database, event: Event) -> None:
    run_id = request_solve(database, event)
    with database.writing() as session:
        other = an_event(session)
        public_id = session.get_one(SolveRun, run_id).public_id
        assert run_by_public_id(session, event, public_id).id == run_id
        with pytest.raises(NotFoundError):
            run_by_public_id(session, other, public_id)
