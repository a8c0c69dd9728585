"""Executing a run with the real solver in its child process, to each possible end."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE, WORKER, record
from matchmaker.db import Database
from matchmaker.errors import StateError
from matchmaker.messages import Reader, compose
from matchmaker.models import (
    Absence,
    AuditEntry,
    Event,
    Meeting,
    PairRelation,
    PairScore,
    Plan,
    Relation,
    RunCommand,
    RunStatus,
    Seat,
    SolveRun,
    now,
)
from matchmaker.planning.plans.plans import plan_of_run
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.problem.snapshots import stored_problem
from matchmaker.planning.runs import supervisor
from matchmaker.planning.runs.commands import cancel_run, stop_run
from matchmaker.planning.runs.errors import CancelledError, InfeasibleError, LeaseLostError, SolveFailedError
from matchmaker.planning.runs.execution import RunExecution, execute_run, solve_event_now
from matchmaker.planning.runs.lease import LEASE, Claim, claim_run, requeue_abandoned
from matchmaker.planning.runs.prepare import prepare
from matchmaker.planning.runs.runs import request_run
from solver import Progress
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import an_event_with, as_scored
from tests.matchmaker.planning.runs.child_processes import PATIENCE, solver_children, wait_until
from tests.matchmaker.planning.runs.test_runs import expire_lease


@pytest.fixture
def small(database: Database) -> Event:
    """Four people: solved at once."""
    with database.writing() as session:
        event, _ = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
        as_scored(session, event)
        return event


@pytest.fixture
def hard(database: Database) -> Event:
    """Enough people and absences to keep the solver busy until it is stopped."""
    with database.writing() as session:
        event = a_hard_event(session)
        as_scored(session, event)
        return event


def a_hard_event(session: Session) -> Event:
    chance = random.Random(7)  # noqa: S311 - for test data, not for a secret
    event = an_event(session, slots=14, tables=30)
    people = [an_attendee(session, event, f"Person {k}") for k in range(90)]
    for person in people:
        for slot in chance.sample(event.slots, 4):
            person.absences.append(Absence(starts_at=slot.starts_at, ends_at=slot.ends_at))
    session.add_all(
        PairScore(a_id=a.id, b_id=b.id, event_id=event.id, score=chance.randint(1, 100), reasons=[])
        for number, a in enumerate(people)
        for b in chance.sample(people[number + 1 :], min(14, len(people) - number - 1))
    )
    return event


def run_row(database: Database) -> SolveRun:
    with database.reading() as session:
        return session.scalars(select(SolveRun).order_by(SolveRun.id.desc()).limit(1)).one()


def plans(database: Database) -> list[Plan]:
    with database.reading() as session:
        return list(session.scalars(select(Plan)))


def a_claim(database: Database, event: Event, time_limit: float = 60.0) -> Claim:
    with database.writing() as session:
        run = request_run(session, COMMAND_LINE, session.get_one(Event, event.id), time_limit=time_limit)
        mine = claim_run(session, run.id)
    assert mine is not None
    return mine


def test_a_solve_ends_in_a_draft_plan_and_a_run_that_is_done(database: Database, small: Event) -> None:
    plan = solve_event_now(database, small.id, COMMAND_LINE, seed=5, time_limit=20)
    run = run_row(database)
    assert (run.status, str(run.stage), run.message, run.attempt, run.seed) == (RunStatus.DONE, "done", None, 1, 5)
    assert (plan.number, plan.run_id, plan.data_version) == (1, run.id, small.data_version)
    assert (run.meetings, run.value) == (6, 60)
    with database.reading() as session:
        assert len(session.scalars(select(Meeting)).all()) == 6
        assert len(session.scalars(select(Seat)).all()) == 12
        assert plan_of_run(session, run) is session.get(Plan, plan.id)
        actions = session.execute(select(AuditEntry.action, AuditEntry.actor)).all()
        assert actions == [("run.requested", str(COMMAND_LINE)), ("plan.made", str(COMMAND_LINE))]
        assert run.snapshot_sha256 == plan.snapshot_sha256
        assert hashlib.sha256(stored_problem(session, str(run.snapshot_sha256))).hexdigest() == run.snapshot_sha256


def test_the_solver_proves_a_small_plan_optimal(database: Database, small: Event) -> None:
    plan = solve_event_now(database, small.id, COMMAND_LINE, time_limit=20)
    assert plan.optimal
    assert {tier["tier"]: tier["value"] for tier in plan.tiers}["score"] == 60


def test_the_observer_receives_progress_reports(database: Database, small: Event) -> None:
    heard: list[Progress] = []
    solve_event_now(database, small.id, COMMAND_LINE, time_limit=20, observer=heard.append)
    assert heard
    assert {type(report) for report in heard} == {Progress}
    assert max(report.meetings for report in heard) == 6


def test_pairs_are_scored_before_the_first_solve_and_again_only_after_a_change(database: Database) -> None:
    with database.writing() as session:
        event = an_event(session)
        ada, ben = (an_attendee(session, event, name, organisation=name) for name in ("Ada", "Ben"))
    solve_event_now(database, event.id, COMMAND_LINE, time_limit=20)
    solve_event_now(database, event.id, COMMAND_LINE, time_limit=20)
    with database.reading() as session:
        assert [(row.a_id, row.b_id) for row in session.scalars(select(PairScore))] == [(ada.id, ben.id)]
        made = [action for action in session.scalars(select(AuditEntry.action)) if action != "run.requested"]
        assert made == ["event.scored", "plan.made", "plan.made"]
        assert session.get_one(Event, event.id).scored_version == event.data_version


def test_contradictory_rules_are_named_with_peoples_names(database: Database) -> None:
    with database.writing() as session:
        event, (ada, ben, cem) = an_event_with(session, "Ada Lovelace", "Ben", "Cem")
        for other in (ben, cem):
            session.add(
                PairRelation(
                    event_id=event.id,
                    a_id=ada.id,
                    b_id=other.id,
                    relation=Relation.AGREED,
                    slot_id=event.slots[0].id,
                )
            )
        as_scored(session, event)
    with pytest.raises(InfeasibleError):
        solve_event_now(database, event.id, COMMAND_LINE, time_limit=20)
    run = run_row(database)
    assert run.status is RunStatus.INFEASIBLE
    with database.reading() as session:
        names = EventNames(session, session.get_one(Event, event.id))
        assert compose(run.message, Reader(names=names)) == (
            "Ada Lovelace is fixed with Ben at Tue 11 May, 09:00 and Cem at Tue 11 May, 09:00, "
            "but no one can be in two meetings at once"
        )
    assert plans(database) == []


@pytest.fixture
def solving(database: Database, hard: Event) -> Iterator[Future[Plan]]:
    """The hard event, being solved in the background since the solver has reported something."""
    reported, shutting_down = threading.Event(), threading.Event()
    mine = a_claim(database, hard)
    work = RunExecution(database, mine, shutting_down=shutting_down.is_set, observer=lambda _: reported.set())
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work.execute)
        assert reported.wait(PATIENCE)
        yield future
        shutting_down.set()


def test_stopping_keeps_the_best_so_far(database: Database, hard: Event, solving: Future[Plan]) -> None:
    wait_until(lambda: run_row(database).meetings)
    with database.writing() as session:
        stop_run(session, COMMAND_LINE, hard, run_row(database))
    plan = solving.result(PATIENCE)
    run = run_row(database)
    assert (run.status, run.command) == (RunStatus.DONE, RunCommand.STOP)
    assert plan.seconds < run.time_limit / 2
    with database.reading() as session:
        meetings = len(session.scalars(select(Meeting)).all())
    assert meetings == run.meetings
    assert meetings > 0


def test_cancelling_keeps_nothing(database: Database, hard: Event, solving: Future[Plan]) -> None:
    with database.writing() as session:
        cancel_run(session, COMMAND_LINE, hard, run_row(database))
    assert isinstance(solving.exception(PATIENCE), CancelledError)
    assert run_row(database).status is RunStatus.CANCELLED
    assert plans(database) == []
    assert solver_children(os.getpid()) == []


def test_while_solving_the_row_shows_the_progress(database: Database, hard: Event, solving: Future[Plan]) -> None:
    trace = wait_until(lambda: run_row(database).trace)
    assert [len(point) for point in trace] == [3] * len(trace)
    run = run_row(database)
    assert run.status is RunStatus.RUNNING
    assert run.heartbeat_at is not None
    with database.writing() as session:
        cancel_run(session, COMMAND_LINE, hard, run)
    solving.exception(PATIENCE)


def test_a_killed_solver_is_a_failed_run_with_a_sentence(database: Database, solving: Future[Plan]) -> None:
    (child,) = solver_children(os.getpid())
    os.kill(child, signal.SIGKILL)
    assert isinstance(solving.exception(PATIENCE), SolveFailedError)
    run = run_row(database)
    assert run.status is RunStatus.FAILED
    assert str(run.message) == "The solver was killed or ran out of memory (SIGKILL). Nothing was changed."
    assert plans(database) == []


def test_a_worker_whose_lease_was_taken_stops_at_once_and_stores_nothing(
    database: Database, solving: Future[Plan]
) -> None:
    run = run_row(database)
    with database.writing() as session:
        silent = now() - LEASE - timedelta(seconds=1)
        session.execute(update(SolveRun).where(SolveRun.id == run.id).values(heartbeat_at=silent))
        assert requeue_abandoned(session) == [run.id]
    assert isinstance(solving.exception(PATIENCE), LeaseLostError)
    assert run_row(database).status is RunStatus.QUEUED
    assert plans(database) == []
    assert solver_children(os.getpid()) == []


def test_a_solve_that_needs_too_much_memory_fails_with_a_sentence(database: Database, small: Event) -> None:
    work = RunExecution(database, a_claim(database, small), memory_bytes=150 << 20)
    with pytest.raises(SolveFailedError):
        work.execute()
    run = run_row(database)
    assert run.status is RunStatus.FAILED
    assert str(run.message).startswith("The solver ")
    assert plans(database) == []


def test_a_stop_by_the_caller_keeps_the_best_so_far(database: Database, hard: Event) -> None:
    stop = threading.Event()
    plan = solve_event_now(database, hard.id, COMMAND_LINE, time_limit=60, observer=lambda _: stop.set(), stop=stop)
    assert plan.seconds < 30
    assert run_row(database).status is RunStatus.DONE


def test_a_worker_that_shuts_down_stores_the_best_so_far(
    database: Database, hard: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SHUTDOWN_TIMEOUT", PATIENCE)  # on a busy machine the solver may be kept waiting
    shutting_down = threading.Event()
    RunExecution(
        database,
        a_claim(database, hard),
        shutting_down=shutting_down.is_set,
        observer=lambda _: shutting_down.set(),
    ).execute()
    assert run_row(database).status is RunStatus.DONE
    assert len(plans(database)) == 1


def test_a_worker_that_shuts_down_before_it_has_a_schedule_queues_the_run_again(
    database: Database, small: Event
) -> None:
    with database.writing() as session:
        run = request_run(session, COMMAND_LINE, session.get_one(Event, small.id))
    assert execute_run(database, run.id, shutting_down=lambda: True) is RunStatus.QUEUED
    assert execute_run(database, run.id) is RunStatus.DONE
    assert run_row(database).attempt == 2


def test_a_second_worker_continues_with_the_snapshot_of_the_first(database: Database, small: Event) -> None:
    mine = a_claim(database, small)
    prepared = prepare(database, mine, lambda _: None)
    expire_lease(database, mine.run_id)
    with database.writing() as session:
        requeue_abandoned(session)
        an_attendee(session, small, "Late Comer")
    assert execute_run(database, mine.run_id) is RunStatus.DONE
    with database.reading() as session:
        kept = session.get_one(SolveRun, mine.run_id).snapshot_sha256
        assert stored_problem(session, str(kept)) == prepared.problem_json


def test_while_a_run_is_in_progress_there_is_no_second_one(database: Database, small: Event) -> None:
    a_claim(database, small)
    with pytest.raises(StateError, match="in progress"):
        solve_event_now(database, small.id, COMMAND_LINE)


def test_an_event_that_changes_while_it_is_solved_gets_a_stale_plan(database: Database, small: Event) -> None:
    def change(_: Progress) -> None:
        with database.writing() as session:
            record(session, WORKER, session.get_one(Event, small.id), "attendee.changed", changes_plan=True)

    plan = solve_event_now(database, small.id, COMMAND_LINE, time_limit=20, observer=change)
    with database.reading() as session:
        assert plan.data_version == small.data_version
        assert session.get_one(Event, small.id).data_version > plan.data_version
