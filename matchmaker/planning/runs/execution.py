"""Executing a run: score, take a snapshot, solve in a child process, verify, store."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.audit import WORKER, Actor, record
from matchmaker.db import Database
from matchmaker.errors import MatchmakerError, StateError
from matchmaker.models import Event, Plan, RunCommand, RunStatus, SolveRun
from matchmaker.planning.plans.plans import store_plan
from matchmaker.planning.problem.names import with_names
from matchmaker.planning.runs.errors import (
    CancelledError,
    InfeasibleError,
    InterruptedSolveError,
    LeaseLostError,
    NothingFoundError,
)
from matchmaker.planning.runs.lease import Claim, claim_run, finish, heartbeat, release, requeue_abandoned
from matchmaker.planning.runs.prepare import prepare
from matchmaker.planning.runs.runs import request_run
from matchmaker.planning.runs.solver_process import SolverProcess
from matchmaker.planning.runs.supervisor import Supervisor
from solver import Observer, Problem, Schedule, Status
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

    def execute(self) -> Plan:
        """The run's draft plan. However the run ends, its row records it; errors are raised as well.

        Raises InfeasibleError, NothingFoundError, SolveFailedError, CancelledError, InterruptedSolveError,
        LeaseLostError.
        """
        try:
            return self._make_plan()
        except LeaseLostError:
            raise
        except InterruptedSolveError:
            with self.database.writing() as session:
                release(session, self.claim)
            raise
        except MatchmakerError as error:
            self._finish(_STATUS_OF.get(type(error), RunStatus.FAILED), str(error))
            raise
        except KeyboardInterrupt:
            self._finish(RunStatus.CANCELLED, "Interrupted from the keyboard.")
            raise
        except Exception:
            self._finish(RunStatus.FAILED, "The worker failed unexpectedly; see its log for details.")
            raise

    def _make_plan(self) -> Plan:
        problem_json = prepare(self.database, self.claim, self._report_stage)
        schedule = self._solve(problem_json)
        problem = read_problem(problem_json)
        self._check_found(schedule)
        with self.database.writing() as session:
            return self._store(session, problem, schedule)

    def _solve(self, problem_json: bytes) -> Schedule:
        self._report_stage("starting the solver")
        with self.database.reading() as session:
            run = session.get_one(SolveRun, self.claim.run_id)
        with SolverProcess(
            problem_json,
            seed=run.seed,
            time_limit=run.time_limit,
            memory_bytes=self.memory_bytes,
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

    def _report_stage(self, stage: str) -> None:
        """Write the stage. Raises LeaseLostError, CancelledError or InterruptedSolveError if the work must end."""
        if self.shutting_down():
            raise InterruptedSolveError("The worker shut down before the solve began.")
        with self.database.writing() as session:
            command = heartbeat(session, self.claim, stage=stage)
        if command is RunCommand.CANCEL:
            raise CancelledError("Cancelled.")

    def _check_found(self, schedule: Schedule) -> None:
        if schedule.status is Status.INFEASIBLE:
            with self.database.reading() as session:
                run = session.get_one(SolveRun, self.claim.run_id)
                event = session.get_one(Event, run.event_id)
                raise InfeasibleError("\n".join(with_names(session, event, schedule.conflict)) or _INFEASIBLE)
        if schedule.status is Status.UNKNOWN:
            raise NothingFoundError("No plan was found within the time limit. Allow more time.")

    def _store(self, session: Session, problem: Problem, schedule: Schedule) -> Plan:
        score = next((tier for tier in schedule.tiers if tier.tier == "score"), None)
        finish(
            session,
            self.claim,
            RunStatus.DONE,
            meetings=len(schedule.meetings),
            value=score.value if score else None,
            bound=score.bound if score else None,
        )
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

    def _finish(self, status: RunStatus, message: str) -> None:
        with self.database.writing() as session:
            finish(session, self.claim, status, message=message)


def execute_run(database: Database, run_id: int, *, shutting_down: Callable[[], bool] = _never) -> RunStatus | None:
    """Claim this run and execute it. Returns the status it ended with, None if it could not be claimed.

    Errors that people can act on are recorded in the run row only; others are raised as well.
    """
    with database.writing() as session:
        claim = claim_run(session, run_id)
    if claim is None:
        return None
    try:
        RunExecution(database, claim, shutting_down=shutting_down).execute()
    except MatchmakerError as error:
        log.warning("run %s, attempt %s: %s", run_id, claim.attempt, error)
    with database.reading() as session:
        return session.get_one(SolveRun, run_id).status


def solve_event_now(
    database: Database,
    event_id: int,
    actor: Actor,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    observer: Observer | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Solve in this process, without a worker, and store the draft plan; `stop` ends it and keeps the best so far.

    Raises StateError if a run of this event is in progress, InfeasibleError, NothingFoundError, SolveFailedError,
    CancelledError.
    """
    with database.writing() as session:
        requeue_abandoned(session)
        event = session.get_one(Event, event_id)
        run = request_run(session, actor, event, time_limit=time_limit, seed=seed)
        claim = claim_run(session, run.id)
        if claim is None:
            raise StateError(f"A run of {event.name} is in progress. Wait for it to finish, or cancel it.")
        heartbeat(session, claim, seed=seed, time_limit=time_limit)  # a queued run may have other settings
    stopping = stop.is_set if stop else _never
    return RunExecution(database, claim, actor, stop=stopping, observer=observer).execute()


_INFEASIBLE = "No plan satisfies all the rules."
_STATUS_OF: dict[type[MatchmakerError], RunStatus] = {
    InfeasibleError: RunStatus.INFEASIBLE,
    CancelledError: RunStatus.CANCELLED,
}
