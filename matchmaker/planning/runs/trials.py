"""Trials: what a plan would be with other settings; the event is untouched until a trial is adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import NotFoundError, StateError
from matchmaker.event.agenda import blocks_of, set_blocks, slot_spans
from matchmaker.event.events import set_weights, update_event
from matchmaker.event.tables import add_tables, remove_table
from matchmaker.messages import Message
from matchmaker.messages.texts.plan_figures import PROVEN_OPTIMAL
from matchmaker.messages.texts.planning import NO_SUCH_RUN, TRIAL_ADOPTED, TRIAL_NOT_DONE, TRIAL_OUTDATED
from matchmaker.models import Event, Plan, RunKind, RunStatus, SolveRun
from matchmaker.pairs.relations import Ids
from matchmaker.planning.plans.optimality_gap import possible_improvement
from matchmaker.planning.plans.plans import UnsoundScheduleError, plan_of_run, store_plan
from matchmaker.planning.plans.statistics import PlanStatistics, statistics_of
from matchmaker.planning.problem.ids import attendee_id, key_of, slot_id, table_id
from matchmaker.planning.problem.snapshot import snapshot_of
from matchmaker.planning.problem.snapshots import store_snapshot, stored_problem
from matchmaker.planning.problem.what_if import (
    changed_blocks,
    changed_settings,
    extra_table_names,
    tables_to_leave_out,
    trial_of,
)
from matchmaker.planning.runs.runs import request_run, run_by_public_id
from matchmaker.planning.runs.tasks import trial
from matchmaker.schemas.run_settings import SolveSettings
from matchmaker.schemas.tables import TableRange
from matchmaker.schemas.weights import PRESETS
from matchmaker.schemas.what_if import WhatIf
from solver import Meeting, Problem, Schedule, Status, TierValue
from solver.files import read_problem
from solver.verify import tier_values

SHOWN = 20


@dataclass(frozen=True)
class TriedMeeting:
    """A meeting by what people know of it; times in UTC."""

    a: int
    b: int
    starts_at: datetime
    table_name: str


@dataclass(frozen=True)
class TrialResult:
    meetings: Sequence[TriedMeeting]
    tiers: Sequence[dict[str, Any]]
    optimal: bool
    seconds: float

    @property
    def pairs(self) -> list[Ids]:
        return [(meeting.a, meeting.b) for meeting in self.meetings]

    @property
    def proof(self) -> Message:
        """How good it is, as far as is proven."""
        if self.optimal:
            return PROVEN_OPTIMAL()
        (score,) = (tier for tier in self.tiers if tier["tier"] == "score")
        return possible_improvement(score["value"], score["bound"])


def request_trial(session: Session, actor: Actor, event: Event, what_if: WhatIf, settings: SolveSettings) -> SolveRun:
    """A queued trial. Raises InvalidInputError for blocks that cannot be, and as `request_run`."""
    slot_spans(changed_settings(event, what_if), changed_blocks(event, what_if))
    return request_run(session, actor, event, trial(what_if), time_limit=float(settings.time_limit), seed=settings.seed)


def is_trial(run: SolveRun) -> bool:
    return "what_if" in run.options


def what_if_of(run: SolveRun) -> WhatIf:
    return WhatIf.from_json(run.options["what_if"])


def trial_by_public_id(session: Session, event: Event, public_id: str) -> SolveRun:
    """Raises NotFoundError if this event has no such trial."""
    run = run_by_public_id(session, event, public_id)
    if not is_trial(run):
        raise NotFoundError(NO_SUCH_RUN())
    return run


def trials_of(session: Session, event: Event) -> list[SolveRun]:
    """The event's trials, the newest first; at most SHOWN."""
    made = (SolveRun.event_id == event.id, SolveRun.kind == RunKind.SOLVE)
    rows = session.scalars(select(SolveRun).where(*made).order_by(SolveRun.id.desc()))
    return [run for run in rows if is_trial(run)][:SHOWN]


def answer_of(run: SolveRun, schedule: Schedule) -> list[Any]:
    """The schedule as the run stores it: by times and names, not by ids that no row has."""
    times, tables = run.options["times"], run.options["tables"]
    meetings = [[key_of(m.a), key_of(m.b), times[m.slot][0], tables[m.table]] for m in schedule.meetings]
    tiers = [{"tier": tier.tier, "value": tier.value, "bound": tier.bound} for tier in schedule.tiers]
    optimal = schedule.status is Status.OPTIMAL
    return [{"meetings": meetings, "tiers": tiers, "optimal": optimal, "seconds": schedule.seconds}]


def result_of(run: SolveRun) -> TrialResult:
    """Raises StateError if the trial is not done."""
    if run.status is not RunStatus.DONE or not run.answer:
        raise StateError(TRIAL_NOT_DONE())
    (stored,) = run.answer
    meetings = [TriedMeeting(a, b, datetime.fromisoformat(at), table) for a, b, at, table in stored["meetings"]]
    return TrialResult(meetings, stored["tiers"], stored["optimal"], stored["seconds"])


def trial_statistics(session: Session, event: Event, result: TrialResult) -> PlanStatistics:
    """The figures of the trial, like those of a plan."""
    return statistics_of(session, event, result.pairs, result.tiers, result.proof)


def adopt(session: Session, actor: Actor, event: Event, run: SolveRun) -> Plan:
    """Change the event to what was tried, and make its result a draft plan.

    Raises StateError if the trial is not done or adopted already, or if its result no longer fits the event's data.
    """
    result, what_if = result_of(run), what_if_of(run)
    if plan_of_run(session, run) is not None:
        raise StateError(TRIAL_ADOPTED())
    tried = read_problem(stored_problem(session, run.snapshot_sha256 or ""))
    _change(session, actor, event, what_if)
    neutral = replace(what_if, more_tables=0, without_blocks=(), block_day=None, block_starts=None, block_ends=None)
    scores = {(key_of(pair.a), key_of(pair.b)): pair.score for pair in tried.pairs}
    problem = trial_of(session, event, neutral, scores).problem
    snapshot = snapshot_of(problem, event.data_version)
    store_snapshot(session, event, snapshot)
    run.snapshot_sha256, run.data_version = snapshot.sha256, snapshot.data_version
    try:
        plan = store_plan(session, event, run, problem, _schedule(event, problem, result, run))
    except (UnsoundScheduleError, KeyError) as error:
        raise StateError(TRIAL_OUTDATED()) from error
    record(session, actor, event, "trial.adopted", changes_plan=False, run=run.public_id, plan=plan.number)
    return plan


def _change(session: Session, actor: Actor, event: Event, what_if: WhatIf) -> None:
    gone = tables_to_leave_out(event, max(0, -what_if.more_tables))
    names = extra_table_names(event, max(0, what_if.more_tables))
    blocks = changed_blocks(event, what_if)
    update_event(session, actor, event, changed_settings(event, what_if), event.version)
    if blocks != blocks_of(event):
        set_blocks(session, actor, event, blocks)
    for table in [table for table in event.tables if table.id in gone]:
        remove_table(session, actor, event, table)
    for name in names:
        add_tables(session, actor, event, TableRange(name))
    if what_if.preset:
        set_weights(session, actor, event, PRESETS[what_if.preset].weights.as_json())
    session.flush()


def _schedule(event: Event, problem: Problem, result: TrialResult, run: SolveRun) -> Schedule:
    """The result with the ids of the changed event. Raises KeyError for a time, table or pair that there is not."""
    slots = {slot.starts_at: slot_id(slot.id) for slot in event.slots}
    tables = {table.name: table_id(table.id) for table in event.tables}
    index = {(pair.a, pair.b): number for number, pair in enumerate(problem.pairs)}
    meetings = []
    for one in result.meetings:
        a, b = attendee_id(one.a), attendee_id(one.b)
        pair = index[(a, b)]
        meetings.append(Meeting(pair, a, b, slots[one.starts_at], tables[one.table_name]))
    values = tier_values(problem, meetings)
    tiers = tuple(TierValue(tier["tier"], values[tier["tier"]], tier["bound"]) for tier in result.tiers)
    status = Status.OPTIMAL if result.optimal else Status.FEASIBLE
    return Schedule(problem.name, status, tuple(meetings), tiers, result.seconds, run.seed)
