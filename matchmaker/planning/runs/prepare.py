"""Prepares a run: current scores, then the snapshot and the base schedule, all stored before the solver starts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import WORKER
from matchmaker.db import Database
from matchmaker.errors import StateError
from matchmaker.messages import Message
from matchmaker.messages.texts.planning import CHANGING, SCORING, SCORING_SHARE, SNAPSHOT
from matchmaker.messages.texts.progress import scoring_stage
from matchmaker.models import Aim, Event, Meeting, Plan, RunKind, SolveRun
from matchmaker.pairs.relations import Ids
from matchmaker.planning.edits.edited_problem import edited_problem
from matchmaker.planning.plans.base_schedule import base_schedule
from matchmaker.planning.plans.plan_to_schedule import plan_to_schedule
from matchmaker.planning.plans.plans import plan_by_number
from matchmaker.planning.plans.promised_pairs import promised_pairs
from matchmaker.planning.problem.ids import attendee_id
from matchmaker.planning.problem.snapshot import Snapshot, snapshot_of, take_problem
from matchmaker.planning.problem.snapshots import store_snapshot, stored_problem
from matchmaker.planning.problem.what_if import trial_of
from matchmaker.planning.runs.changes import Changes
from matchmaker.planning.runs.lease import Claim, heartbeat
from matchmaker.planning.runs.solver_process import Prepared
from matchmaker.schemas.weights import PRESETS, Weights, weights_of
from matchmaker.schemas.what_if import WhatIf
from solver import Schedule
from solver.files import write_schedule
from solver.repair.request import repaired_problem

if TYPE_CHECKING:
    from matchmaker.scoring.scores import EventScores

ReportStage = Callable[[Message], None]
"""Writes the run's stage and renews the lease; raises if the work must end."""
_TRIES = 5
_REPORT_INTERVAL = 1.0
"""Seconds between two reports of the scoring's progress."""


def prepare(database: Database, claim: Claim, report: ReportStage) -> Prepared:
    """The run's problem and base schedule. A run that lost its worker keeps those it had.

    Raises StateError if the data changes during each of several tries, ProblemError if the base plan's frozen slots
    and pins cannot be kept, and what `report` raises.
    """
    with database.reading() as session:
        run = session.get_one(SolveRun, claim.run_id)
        if run.snapshot_sha256 is not None:
            return Prepared(stored_problem(session, run.snapshot_sha256), run.base_schedule or b"")
    if run.kind is RunKind.EXPLAIN:
        return _prepare_explanation(database, claim)
    if "what_if" in run.options:
        what_if = WhatIf.from_json(run.options["what_if"])
        return _prepare_trial(database, claim, run.event_id, what_if, report)
    return _prepare_plan(database, claim, run.event_id, report)


def _prepare_trial(database: Database, claim: Claim, event_id: int, what_if: WhatIf, report: ReportStage) -> Prepared:
    """The problem with what is to be tried; with other weights, scores are computed and not stored."""
    report(SCORING())
    scores, weights = _scores_to_try(database, event_id, what_if, report)
    report(SNAPSHOT())
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        tried = trial_of(session, event, what_if, scores)
        snapshot = snapshot_of(tried.problem, event.data_version)
    places = {"times": {key: [at.isoformat() for at in span] for key, span in tried.times.items()}}
    with database.writing() as session:
        run = session.get_one(SolveRun, claim.run_id)
        store_snapshot(session, session.get_one(Event, event_id), snapshot)
        _remember(session, claim, snapshot, b"", weights.as_json())
        heartbeat(session, claim, options=run.options | places | {"tables": dict(tried.tables)})
    return Prepared(snapshot.problem_json, b"")


def _scores_to_try(
    database: Database, event_id: int, what_if: WhatIf, report: ReportStage
) -> tuple[dict[Ids, int] | None, Weights]:
    """The scores with other weights, None for the stored ones; and the weights."""
    from matchmaker.scoring.scores import compute_scores

    if not what_if.preset:
        for _ in range(_TRIES):
            if refresh_scores(database, event_id, report):
                with database.reading() as session:
                    return None, weights_of(session.get_one(Event, event_id).weights)
        raise StateError(CHANGING())
    weights = PRESETS[what_if.preset].weights
    with database.reading() as session:
        event = session.get_one(Event, event_id)
        found = compute_scores(session, event, _throttled(report), weights=weights)
    return {(row["a_id"], row["b_id"]): row["score"] for row in found.rows}, weights


def _prepare_plan(database: Database, claim: Claim, event_id: int, report: ReportStage) -> Prepared:
    for _ in range(_TRIES):
        report(SCORING())
        up_to_date = refresh_scores(database, event_id, report)
        report(SNAPSHOT())
        taken = _take(database, claim) if up_to_date else None
        if taken is not None:
            return _store(database, claim, *taken)
    raise StateError(CHANGING())


def _prepare_explanation(database: Database, claim: Claim) -> Prepared:
    """The base plan with its own snapshot, whatever the event has become since; one edited by hand by today's data."""
    with database.reading() as session:
        run = session.get_one(SolveRun, claim.run_id)
        event = session.get_one(Event, run.event_id)
        plan = plan_by_number(session, event, run.base_plan or 0)
        edited = None if plan.edited_at is None else edited_problem(session, event, plan)
    if edited is not None:
        return _store(database, claim, *edited)
    with database.reading() as session:
        schedule = plan_to_schedule(session, plan)[1]
        sha256 = plan.snapshot_sha256 or ""  # `plan_to_schedule` has refused a plan without one
        problem_json = stored_problem(session, sha256)
    base_json = write_schedule(schedule).encode()
    with database.writing() as session:
        heartbeat(session, claim, snapshot_sha256=sha256, data_version=plan.data_version, base_schedule=base_json)
    return Prepared(problem_json, base_json)


def refresh_scores(database: Database, event_id: int, report: ReportStage) -> bool:
    """Score the event's pairs, unless their scores were made from the current data.

    Scores are computed while others may write. False if they did: the scores would be outdated and are discarded.
    """
    from matchmaker.scoring.scores import compute_scores  # late: with its arrays it is large, and the worker is idle

    with database.reading() as session:
        event = session.get_one(Event, event_id)
        if event.scored_version == event.data_version:
            return True
        scores = compute_scores(session, event, _throttled(report))
    return _store_if_current(database, event_id, scores)


def _store_if_current(database: Database, event_id: int, scores: EventScores) -> bool:
    from matchmaker.scoring.scores import store_scores

    with database.writing() as session:
        event = session.get_one(Event, event_id, with_for_update=True)
        if event.data_version != scores.data_version:
            return False
        store_scores(session, WORKER, event, scores)
        return True


def _throttled(report: ReportStage) -> Callable[[str, float], None]:
    """An observer of the scoring that passes its stage on, at most once per interval."""
    due = time.monotonic() + _REPORT_INTERVAL

    def observer(stage: str, share: float) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + _REPORT_INTERVAL
            report(SCORING_SHARE(stage=scoring_stage(stage), share=share))

    return observer


def _take(database: Database, claim: Claim) -> tuple[Snapshot, Schedule | None] | None:
    """The snapshot and the base schedule; None if the data changed since it was scored."""
    with database.reading() as session:
        run = session.get_one(SolveRun, claim.run_id)
        event = session.get_one(Event, run.event_id)
        near = None if run.base_plan is None else plan_by_number(session, event, run.base_plan)
        promised = frozenset[Ids]() if near is None else promised_pairs(session, event, near)
        problem, version = take_problem(session, event, promised, _aim_of(run))
        if event.scored_version != version:
            return None
        if near is None:
            return snapshot_of(problem, version), None
        base = base_schedule(session, event, problem, near).schedule
        changes = _with_pins_of(session, near, base, Changes.from_json(run.options))
    # the snapshot holds absences, frozen slots and pins, so that the plan's proven bounds are those of its problem
    repaired = repaired_problem(problem, changes.repair_of(base))
    return snapshot_of(repaired, version), base


def _aim_of(run: SolveRun) -> Aim | None:
    """What comes first in the run's plan, if the request said it."""
    chosen = run.options.get("aim")
    return None if chosen is None else Aim(chosen)


def _with_pins_of(session: Session, plan: Plan, base: Schedule, changes: Changes) -> Changes:
    """The changes with what is pinned in the base plan, apart from meetings that cannot take place any more."""
    rows = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id, Meeting.pinned))
    possible = {(m.a, m.b) for m in base.meetings if changes.absent.isdisjoint((m.a, m.b))}
    pinned = {(attendee_id(a), attendee_id(b)) for a, b in rows} & possible
    return replace(changes, pinned=changes.pinned | pinned)


def _store(database: Database, claim: Claim, snapshot: Snapshot, base: Schedule | None) -> Prepared:
    base_json = b"" if base is None else write_schedule(base).encode()
    with database.writing() as session:
        run = session.get_one(SolveRun, claim.run_id)
        event = session.get_one(Event, run.event_id)
        store_snapshot(session, event, snapshot)
        _remember(session, claim, snapshot, base_json, weights_of(event.weights).as_json())
    return Prepared(snapshot.problem_json, base_json)


def _remember(session: Session, claim: Claim, snapshot: Snapshot, base_json: bytes, weights: dict[str, int]) -> None:
    heartbeat(
        session,
        claim,
        snapshot_sha256=snapshot.sha256,
        weights=weights,
        data_version=snapshot.data_version,
        base_schedule=base_json or None,
    )
