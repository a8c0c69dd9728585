"""Executing a run: score, take a snapshot, solve or explain in a child process, verify, store."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.audit import WORKER, Actor, record
from matchmaker.db import Database
from matchmaker.errors import MatchmakerError, StateError
from matchmaker.messages import Message
from matchmaker.messages.texts.planning import (
    CANCELLED,
    IN_PROGRESS,
    INTERRUPTED,
    MALFORMED,
    NOTHING_FOUND,
    NOTHING_FOUND_NEAR,
    SHUT_DOWN_BEFORE,
    STARTING_SOLVER,
    WORKER_FAILED,
)
from matchmaker.messages.texts.problem import refusal
from matchmaker.models import Event, Plan, RunCommand, RunStatus, SolveRun
from matchmaker.planning.plans.plans import store_plan
from matchmaker.planning.runs.child_process import SpawnedChild, StartChild
from matchmaker.planning.runs.errors import (
    BudgetTooSmallError,
    CancelledError,
    InfeasibleError,
    InterruptedSolveError,
    LeaseLostError,
    NothingFoundError,
    SolveFailedError,
)
from matchmaker.planning.runs.lease import Claim, claim_run, finish, heartbeat, release, requeue_abandoned
from matchmaker.planning.runs.prepare import prepare
from matchmaker.planning.runs.runs import request_run, task_of
from matchmaker.planning.runs.solver_process import Answer, Prepared, SolverProcess
from matchmaker.planning.runs.stored_explanation import Explanation, from_data
from matchmaker.planning.runs.supervisor import Supervisor
from matchmaker.planning.runs.tasks import SOLVE, Task
from matchmaker.planning.runs.trials import answer_of, is_trial, request_trial
from matchmaker.schemas.what_if import WhatIfRun
from solver import Observer, Problem, ProblemError, Schedule, Status
from solver.files import read_problem

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


@dataclass(frozen=True)
class RunExecution:
    """One claimed run and how to execute it.

    `stop`: the caller wants the best plan so far; `shutting_down`: the worker must exit within seconds.
    """

    database: Database
    claim: Claim
    actor: Actor = WORKER
    stop: Callable[[], bool] = _never
    shutting_down: Callable[[], bool] = _never
    observer: Observer | None = None
    memory_bytes: int | None = None
    start_child: StartChild = SpawnedChild

    def execute(self) -> Plan | None:
        """The run's draft plan; None for an explanation or a trial, which its row holds.

        However the run ends, its row records it; errors are raised as well. Raises InfeasibleError,
        BudgetTooSmallError, NothingFoundError, SolveFailedError, CancelledError, InterruptedSolveError, LeaseLostError.
        """
        try:
            return self._carry_out()
        except LeaseLostError:
            raise
        except InterruptedSolveError:
            with self.database.writing() as session:
                release(session, self.claim)
            raise
        except MatchmakerError as error:
            self._finish(_STATUS_OF.get(type(error), RunStatus.FAILED), error.message)
            raise
        except KeyboardInterrupt:
            self._finish(RunStatus.CANCELLED, INTERRUPTED())
            raise
        except Exception:
            self._finish(RunStatus.FAILED, WORKER_FAILED())
            raise

    def _carry_out(self) -> Plan | None:
        prepared = self._prepare()
        answer = self._answer(prepared)
        if not isinstance(answer, Schedule):
            with self.database.writing() as session:
                finish(session, self.claim, RunStatus.DONE, answer=answer)
            return None
        problem = read_problem(prepared.problem_json)
        self._check_found(answer)
        with self.database.writing() as session:
            run = session.get_one(SolveRun, self.claim.run_id)
            if is_trial(run):
                self._end(session, answer, answer=answer_of(run, answer))
                return None
            return self._store(session, problem, answer)

    def _prepare(self) -> Prepared:
        try:
            return prepare(self.database, self.claim, self._report_stage)
        except ProblemError as error:
            raise SolveFailedError(MALFORMED(fault=refusal(error))) from error

    def _answer(self, prepared: Prepared) -> Answer:
        self._report_stage(STARTING_SOLVER())
        with self.database.reading() as session:
            run = session.get_one(SolveRun, self.claim.run_id)
        with SolverProcess(
            prepared,
            task_of(run),
            seed=run.seed,
            time_limit=run.time_limit,
            memory_bytes=self.memory_bytes,
            start=self.start_child,
        ) as child:
            supervisor = Supervisor(
                self.database,
                self.claim,
                child,
                run.time_limit,
                stop=self.stop,
                shutting_down=self.shutting_down,
                observer=self.observer,
            )
            return supervisor.run()

    def _report_stage(self, stage: Message) -> None:
        """Write the stage. Raises LeaseLostError, CancelledError or InterruptedSolveError if the work must end."""
        if self.shutting_down():
            raise InterruptedSolveError(SHUT_DOWN_BEFORE())
        with self.database.writing() as session:
            command = heartbeat(session, self.claim, stage=stage)
        if command is RunCommand.CANCEL:
            raise CancelledError(CANCELLED())

    def _check_found(self, schedule: Schedule) -> None:
        if schedule.status is Status.UNKNOWN:
            raise NothingFoundError(NOTHING_FOUND_NEAR() if self._has_budget() else NOTHING_FOUND())

    def _has_budget(self) -> bool:
        """Whether the run may make only so many changes."""
        with self.database.reading() as session:
            options = session.get_one(SolveRun, self.claim.run_id).options
        return options.get("most_changes") is not None or options.get("most_people") is not None

    def _store(self, session: Session, problem: Problem, schedule: Schedule) -> Plan:
        self._end(session, schedule)
        run = session.get_one(SolveRun, self.claim.run_id)
        event = session.get_one(Event, run.event_id)
        plan = store_plan(session, event, run, problem, schedule)
        record(
            session,
            self.actor,
            event,
            "plan.made",
            changes_plan=False,
            plan=plan.number,
            run=run.public_id,
            meetings=len(schedule.meetings),
            optimal=plan.optimal,
        )
        return plan

    def _end(self, session: Session, schedule: Schedule, **values: Any) -> None:
        """End the run with the figures of its schedule."""
        score = next((tier for tier in schedule.tiers if tier.tier == "score"), None)
        finish(
            session,
            self.claim,
            RunStatus.DONE,
            meetings=len(schedule.meetings),
            value=score.value if score else None,
            bound=score.bound if score else None,
            **values,
        )

    def _finish(self, status: RunStatus, message: Message) -> None:
        with self.database.writing() as session:
            finish(session, self.claim, status, message=message)


def execute_run(
    database: Database,
    run_id: int,
    *,
    shutting_down: Callable[[], bool] = _never,
    start_child: StartChild = SpawnedChild,
) -> RunStatus | None:
    """Claim this run and execute it. Returns the status it ended with, None if it could not be claimed.

    Errors that people can act on are recorded in the run row only; others are raised as well.
    """
    with database.writing() as session:
        claim = claim_run(session, run_id)
    if claim is None:
        return None
    try:
        RunExecution(database, claim, shutting_down=shutting_down, start_child=start_child).execute()
    except MatchmakerError as error:
        log.warning("run %s, attempt %s: %s", run_id, claim.attempt, error)
    with database.reading() as session:
        return session.get_one(SolveRun, run_id).status


def solve_event_now(
    database: Database,
    event_id: int,
    actor: Actor,
    task: Task = SOLVE,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    observer: Observer | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Solve in this process, without a worker, and store the draft plan; `stop` ends it and keeps the best so far.

    Raises StateError if a run of this event is in progress, InfeasibleError, BudgetTooSmallError, NothingFoundError,
    SolveFailedError, CancelledError.
    """
    with database.writing() as session:
        requeue_abandoned(session)
        event = session.get_one(Event, event_id)
        run = request_run(session, actor, event, task, time_limit=time_limit, seed=seed)
        claim = claim_run(session, run.id)
        if claim is None:
            raise StateError(IN_PROGRESS(event_name=event.name))
        heartbeat(session, claim, seed=seed, time_limit=time_limit)  # a queued run may have other settings
    plan = RunExecution(database, claim, actor, stop=stop.is_set if stop else _never, observer=observer).execute()
    assert plan is not None  # noqa: S101 - these tasks make plans
    return plan


def try_now(
    database: Database,
    event_id: int,
    actor: Actor,
    wish: WhatIfRun,
    *,
    observer: Observer | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Try a what-if in this process, without a worker; returns the id of its run. Raises as `solve_event_now`."""
    with database.writing() as session:
        requeue_abandoned(session)
        event = session.get_one(Event, event_id)
        run = request_trial(session, actor, event, wish.what_if, wish.solve)
        claim = claim_run(session, run.id)
        if claim is None:
            raise StateError(IN_PROGRESS(event_name=event.name))
    RunExecution(database, claim, actor, stop=stop.is_set if stop else _never, observer=observer).execute()
    return claim.run_id


def explain_now(
    database: Database, run_id: int, actor: Actor, *, stop: threading.Event | None = None
) -> list[Explanation]:
    """The explanation that was requested with this run, made in this process unless it is known already.

    Raises StateError while a worker makes it, SolveFailedError, CancelledError.
    """
    with database.writing() as session:
        claim = claim_run(session, run_id)
    if claim is not None:
        RunExecution(database, claim, actor, stop=stop.is_set if stop else _never).execute()
    with database.reading() as session:
        run = session.get_one(SolveRun, run_id)
        if run.answer is None:
            raise StateError(IN_PROGRESS(event_name=session.get_one(Event, run.event_id).name))
        return from_data(run.answer)


_STATUS_OF: dict[type[MatchmakerError], RunStatus] = {
    InfeasibleError: RunStatus.INFEASIBLE,
    BudgetTooSmallError: RunStatus.INFEASIBLE,
    CancelledError: RunStatus.CANCELLED,
}
