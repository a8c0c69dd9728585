"""Carrying out a run: score, snapshot, solve in a child process, verify, store."""

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
from matchmaker.planning.runs.prepare import prepare
from matchmaker.planning.runs.runs import (
    Claim,
    LeaseLostError,
    claim,
    finish,
    hand_back,
    heartbeat,
    request_run,
    requeue_lost,
)
from matchmaker.planning.runs.solver_process import SolverProcess
from matchmaker.planning.runs.supervisor import CancelledError, InterruptedSolveError, SolveFailedError, Supervisor
from matchmaker.settings import Settings
from solver import Observer, Problem, Schedule, Status
from solver.files import read_problem

__all__ = [
    "InfeasibleError",
    "NothingFoundError",
    "SolveFailedError",
    "Work",
    "solve_event_now",
    "work_on",
]
log = logging.getLogger(__name__)


class InfeasibleError(MatchmakerError):
    """No schedule can hold all the rules; the message names those that cannot hold together."""


class NothingFoundError(MatchmakerError):
    """No schedule was found in the time given."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Work:
    """One claimed run and how to carry it out.

    `stop`: somebody at hand wants the best so far; `leaving`: the worker has to go within seconds.
    """

    database: Database
    settings: Settings
    mine: Claim
    actor: Actor = WORKER
    stop: Callable[[], bool] = _never
    leaving: Callable[[], bool] = _never
    observer: Observer | None = None
    memory_bytes: int | None = None

    def carry_out(self) -> Plan:
        """The run's draft plan. The run row tells the end whatever it is; it is raised as well.

        Raises InfeasibleError, NothingFoundError, SolveFailedError, CancelledError, InterruptedSolveError,
        LeaseLostError.
        """
        try:
            return self._plan()
        except LeaseLostError:
            raise
        except InterruptedSolveError:
            with self.database.writing() as session:
                hand_back(session, self.mine)
            raise
        except MatchmakerError as error:
            self._end(_STATUS_OF.get(type(error), RunStatus.FAILED), str(error))
            raise
        except KeyboardInterrupt:
            self._end(RunStatus.CANCELLED, "Interrupted at the keyboard.")
            raise
        except Exception:
            self._end(RunStatus.FAILED, "The worker met an error it did not expect; its log has the details.")
            raise

    def _plan(self) -> Plan:
        problem_json = prepare(self.database, self.mine, self._say)
        schedule = self._solve(problem_json)
        problem = read_problem(problem_json)
        self._check_found(schedule)
        with self.database.writing() as session:
            return self._store(session, problem, schedule)

    def _solve(self, problem_json: bytes) -> Schedule:
        self._say("starting the solver")
        with self.database.reading() as session:
            run = session.get_one(SolveRun, self.mine.run_id)
        with SolverProcess(
            problem_json,
            seed=run.seed,
            time_limit=run.time_limit,
            memory_bytes=self.memory_bytes,
        ) as child:
            supervisor = Supervisor(
                self.database,
                self.mine,
                child,
                run.time_limit,
                stop=self.stop,
                leaving=self.leaving,
                observer=self.observer,
            )
            return supervisor.run()

    def _say(self, stage: str) -> None:
        """Tell the stage. Raises LeaseLostError, CancelledError and InterruptedSolveError: all end the work."""
        if self.leaving():
            raise InterruptedSolveError("The worker was stopped before the solve had begun.")
        with self.database.writing() as session:
            command = heartbeat(session, self.mine, stage=stage)
        if command is RunCommand.CANCEL:
            raise CancelledError("Cancelled.")

    def _check_found(self, schedule: Schedule) -> None:
        if schedule.status is Status.INFEASIBLE:
            with self.database.reading() as session:
                run = session.get_one(SolveRun, self.mine.run_id)
                event = session.get_one(Event, run.event_id)
                raise InfeasibleError("\n".join(with_names(session, event, schedule.conflict)) or _NO_PLAN)
        if schedule.status is Status.UNKNOWN:
            raise NothingFoundError("No plan was found in the time given. Give the solver more time.")

    def _store(self, session: Session, problem: Problem, schedule: Schedule) -> Plan:
        score = next((tier for tier in schedule.tiers if tier.tier == "score"), None)
        finish(
            session,
            self.mine,
            RunStatus.DONE,
            meetings=len(schedule.meetings),
            value=score.value if score else None,
            bound=score.bound if score else None,
        )
        run = session.get_one(SolveRun, self.mine.run_id)
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

    def _end(self, status: RunStatus, message: str) -> None:
        with self.database.writing() as session:
            finish(session, self.mine, status, message=message)


def work_on(
    database: Database, settings: Settings, run_id: int, *, leaving: Callable[[], bool] = _never
) -> RunStatus | None:
    """Claim this run and carry it out; the status it ended with, None if it was not to be had.

    What a person can do something about stands in the run row; anything else is raised as well.
    """
    with database.writing() as session:
        mine = claim(session, run_id)
    if mine is None:
        return None
    try:
        Work(database, settings, mine, leaving=leaving).carry_out()
    except MatchmakerError as error:
        log.warning("run %s, attempt %s: %s", run_id, mine.attempt, error)
    with database.reading() as session:
        return session.get_one(SolveRun, run_id).status


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

    Raises StateError if a run of this event is under way, InfeasibleError, NothingFoundError, SolveFailedError,
    CancelledError.
    """
    with database.writing() as session:
        requeue_lost(session)
        event = session.get_one(Event, event_id)
        run = request_run(session, actor, event, time_limit=time_limit, seed=seed)
        mine = claim(session, run.id)
        if mine is None:
            raise StateError(f"A run of {event.name} is under way. Wait for it to end, or cancel it.")
        heartbeat(session, mine, seed=seed, time_limit=time_limit)  # it may have waited here with other wishes
    work = Work(database, settings, mine, actor, stop=stop.is_set if stop else _never, observer=observer)
    return work.carry_out()


_NO_PLAN = "No plan can hold all the rules."
_STATUS_OF: dict[type[MatchmakerError], RunStatus] = {
    InfeasibleError: RunStatus.INFEASIBLE,
    CancelledError: RunStatus.CANCELLED,
}
