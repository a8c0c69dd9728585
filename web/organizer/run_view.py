"""A run as its page shows it: figures, a sentence, and the points of the picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from matchmaker.models import RunStatus, SolveRun, now
from matchmaker.planning.plans.optimality_gap import optimality_gap, possible_improvement
from solver.sentences import counted

PATIENCE = 15.0
"""Seconds in the queue after which the page wonders whether a worker is there at all."""
STATUS_WORDS = {
    RunStatus.QUEUED: "waiting",
    RunStatus.RUNNING: "solving",
    RunStatus.DONE: "done",
    RunStatus.INFEASIBLE: "no plan possible",
    RunStatus.CANCELLED: "cancelled",
    RunStatus.FAILED: "failed",
}


@dataclass(frozen=True)
class RunState:
    """`trace`: [seconds, value, bound] each; `gap`: how much better a plan could be, as a share of the value."""

    status: str
    words: str
    active: bool
    stage: str
    elapsed: float
    time_limit: float
    meetings: int | None
    value: int | None
    bound: float | None
    gap: float | None
    trace: list[Any]
    sentence: str
    message: str
    plan: int | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def state_of(run: SolveRun, plan: int | None) -> RunState:
    elapsed = _elapsed(run)
    return RunState(
        status=run.status.value,
        words=STATUS_WORDS[run.status],
        active=run.status in {RunStatus.QUEUED, RunStatus.RUNNING},
        stage=run.stage,
        elapsed=elapsed,
        time_limit=run.time_limit,
        meetings=run.meetings,
        value=run.value,
        bound=run.bound,
        gap=None if run.value is None else optimality_gap(run.value, run.bound),
        trace=run.trace,
        sentence=_sentence(run, plan),
        message=run.message,
        plan=plan,
    )


def _elapsed(run: SolveRun) -> float:
    """Seconds of solving; while it waits, seconds of waiting."""
    return ((run.finished_at or now()) - (run.started_at or run.created_at)).total_seconds()


def _sentence(run: SolveRun, plan: int | None) -> str:
    match run.status:
        case RunStatus.QUEUED:
            waiting = "Waiting for a worker."
            missing = " None has come yet: it is at another event's run, or no “matchmaker worker” is running."
            return waiting + (missing if _elapsed(run) > PATIENCE else "")
        case RunStatus.RUNNING:
            return f"{run.stage.capitalize()}. {_best(run, 'The best plan so far')}"
        case RunStatus.DONE:
            return f"Done. {_best(run, f'Plan {plan}')}"
        case RunStatus.INFEASIBLE:
            return "No plan satisfies all the rules."
        case RunStatus.CANCELLED:
            return "Cancelled; nothing was kept."
        case RunStatus.FAILED:
            return "The run failed."


def _best(run: SolveRun, what: str) -> str:
    if run.meetings is None:
        return "No plan has been found yet."
    found = f"{what} has {counted(run.meetings, 'meeting')}"
    if run.value is None:
        return f"{found}."
    worth = f"{found}, worth {counted(run.value, 'point')}"
    if run.bound is None:
        return f"{worth}."
    return f"{worth}; {possible_improvement(run.value, run.bound)}."
