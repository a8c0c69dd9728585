"""A run for its page: figures, a sentence, and the points of the chart."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from matchmaker.messages import Names, mark
from matchmaker.models import Plan, RunStatus, SolveRun, now
from matchmaker.planning.plans.optimality_gap import optimality_gap, possible_improvement
from web.foundation.language import _, _n, composed

QUEUE_WARNING_SECONDS = 15.0
"""Time in the queue after which the page warns that a worker may be missing."""
STATUS_WORDS = {
    RunStatus.QUEUED: mark("waiting"),
    RunStatus.RUNNING: mark("solving"),
    RunStatus.DONE: mark("done"),
    RunStatus.INFEASIBLE: mark("no plan possible"),
    RunStatus.CANCELLED: mark("cancelled"),
    RunStatus.FAILED: mark("failed"),
}

BUDGETS: Final = {"problem.budget-meetings", "problem.budget-people"}


@dataclass(frozen=True)
class RunState:
    """`trace`: [seconds, value, bound] each; `gap`: how much better a plan could be, as a share of the value."""

    status: str
    words: str
    active: bool
    stage: str
    elapsed: float
    """Seconds of the search, which the limit is about; 0 before it begins."""
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


def state_of(run: SolveRun, plan: Plan | None, names: Names) -> RunState:
    """What people see of the run; `plan`: the plan it made; `names`: those of the event."""
    elapsed = _searched(run) if plan is None else plan.seconds
    number = None if plan is None else plan.number
    return RunState(
        status=run.status.value,
        words=_(STATUS_WORDS[run.status]),
        active=run.status in {RunStatus.QUEUED, RunStatus.RUNNING},
        stage=composed(run.stage),
        elapsed=elapsed,
        time_limit=run.time_limit,
        meetings=run.meetings,
        value=run.value,
        bound=run.bound,
        gap=None if run.value is None else optimality_gap(run.value, run.bound),
        trace=run.trace,
        sentence=_sentence(run, number),
        message="" if run.message is None else composed(run.message, names),
        plan=number,
    )


def _searched(run: SolveRun) -> float:
    """Seconds since the search began."""
    if run.searching_since is None:
        return 0.0
    return max(0.0, ((run.finished_at or now()) - run.searching_since).total_seconds())


def _sentence(run: SolveRun, plan: int | None) -> str:
    match run.status:
        case RunStatus.QUEUED:
            if (now() - run.created_at).total_seconds() <= QUEUE_WARNING_SECONDS:
                return _("Waiting for a worker.")
            return _(
                "Waiting for a worker. The worker is busy with another event, or no “matchmaker worker” is running."
            )
        case RunStatus.RUNNING:
            stage = _capitalized(composed(run.stage))
            return _("{stage}. {best}", stage=stage, best=_best(run, _("The best plan so far")))
        case RunStatus.DONE:
            return _("Done. {best}", best=_best(run, _("Plan {number}", number=plan)))
        case RunStatus.INFEASIBLE:
            if run.message is not None and run.message.code in BUDGETS:
                return _("No plan keeps the limit on changes.")
            return _("No plan satisfies all the rules.")
        case RunStatus.CANCELLED:
            return _("Cancelled; no plan was stored.")
        case RunStatus.FAILED:
            return _("The run failed.")


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _best(run: SolveRun, what: str) -> str:
    if run.meetings is None:
        return _("No plan has been found yet.")
    meetings = _n("{count:number} meeting", "{count:number} meetings", run.meetings)
    if run.value is None:
        return _("{plan} has {meetings}.", plan=what, meetings=meetings)
    points = _n("{count:number} point", "{count:number} points", run.value)
    if run.bound is None:
        return _("{plan} has {meetings}, worth {points}.", plan=what, meetings=meetings, points=points)
    proven = composed(possible_improvement(run.value, run.bound))
    return _(
        "{plan} has {meetings}, worth {points}; {proven}.", plan=what, meetings=meetings, points=points, proven=proven
    )
