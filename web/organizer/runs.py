"""Requesting a run, watching, stopping and cancelling it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from flask import flash, render_template, url_for
from sqlalchemy.orm import Session

from matchmaker import jobs
from matchmaker.audit import Actor
from matchmaker.errors import StateError
from matchmaker.event.overview import overview_of
from matchmaker.local_time import local
from matchmaker.messages import Message
from matchmaker.models import Event, SolveRun, now
from matchmaker.planning.plans import plans
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.problem.who_may_meet import why_few_may_meet
from matchmaker.planning.runs import commands, runs
from matchmaker.planning.runs.trials import is_trial
from matchmaker.publishing.difference import changes
from matchmaker.schemas.loading import load
from matchmaker.schemas.run_settings import Mode, NearSchema, NearSettings
from web.foundation.forms import Form
from web.foundation.language import _, composed, reader
from web.foundation.services import reading, services, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to
from web.organizer.near import near_view, task_of
from web.organizer.run_view import STATUS_WORDS, RunState, state_of

FROZEN_MINUTES: Final = 30
"""What starts within this time stays as it is, by default, on a day of the event."""


@blueprint.route("/events/<event_id>/solve", methods=["GET", "POST"])
def solve(event_id: str) -> ViewResult:
    asked: SolveRun | None = None
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = _solve_form(event)
        if form.sent:
            with form.catching(session):
                wish: NearSettings = load(NearSchema(), _solve_data(form))
                asked = runs.request_run(
                    session,
                    current_actor(),
                    event,
                    task_of(session, event, wish),
                    time_limit=float(wish.time_limit),
                    seed=wish.seed,
                )
        if asked is None:
            return form.page(
                "organizer/solve.html",
                event=event,
                near=near_view(session, event),
                overview=overview_of(session, event),
                few=why_few_may_meet(session, event),
                runs=[run for run in runs.runs_of(session, event) if not is_trial(run)],
                status_words=STATUS_WORDS,
            )
    jobs.wake_worker(services().settings, asked.id)  # after the commit: the worker must find the row
    return redirect_to("run", event_id=event_id, run_id=asked.public_id)


def _solve_form(event: Event) -> Form:
    """Once a plan is published, solving near it is the default; on a day of the event, what is about to start stays."""
    published = event.published_plan_id is not None
    today = published and any(local(slot.starts_at, event.timezone).date() == _today(event) for slot in event.slots)
    return Form.from_request(
        time_limit=NearSettings.time_limit,
        seed=NearSettings.seed,
        aim=event.aim.value,
        mode=(Mode.FILL if published else Mode.ANEW).value,
        limit=NearSettings.limit,
        counted=NearSettings.counted.value,
        frozen_minutes=FROZEN_MINUTES if today else None,
        frozen=[],
        kept=None,
    )


def _today(event: Event) -> date:
    return local(now(), event.timezone).date()


def _solve_data(form: Form) -> dict[str, Any]:
    return form.data(lists=("frozen",)) | {"kept": [line for line in form.value("kept").splitlines() if line.strip()]}


@blueprint.get("/events/<event_id>/runs/<run_id>")
def run(event_id: str, run_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        found = runs.run_by_public_id(session, event, run_id)
        if is_trial(found):
            return redirect_to("trial", event_id=event_id, trial_id=run_id)
        state = _state(session, event, found)
        near = _nearness(session, event, found)
        return render_template("organizer/run.html", event=event, run=found, state=state, near=near)


@blueprint.get("/events/<event_id>/runs/<run_id>/state")
def run_state(event_id: str, run_id: str) -> tuple[dict[str, object], int]:
    """The run as JSON, for the page's own script."""
    with reading() as session:
        event = find_event(session, event_id)
        state = _state(session, event, runs.run_by_public_id(session, event, run_id))
    link = url_for("organizer.plan", event_id=event_id, number=state.plan) if state.plan else None
    return state.as_json() | {"plan_link": link}, 200


def _nearness(session: Session, event: Event, run: SolveRun) -> Message | None:
    """What publishing the plan of a run near the published plan would change."""
    plan = plans.plan_of_run(session, run)
    if plan is None or plan.base_plan_id is None or event.published_plan_id is None:
        return None
    return changes(session, event, plan).nearness


def _state(session: Session, event: Event, run: SolveRun) -> RunState:
    plan = plans.plan_of_run(session, run)
    names = EventNames(session, event, reader().language)
    return state_of(run, plan, names)


@blueprint.post("/events/<event_id>/runs/<run_id>/stop")
def stop_run(event_id: str, run_id: str) -> ViewResult:
    return _command(event_id, run_id, commands.stop_run, _("The run stops in a moment and keeps the best plan so far."))


@blueprint.post("/events/<event_id>/runs/<run_id>/cancel")
def cancel_run(event_id: str, run_id: str) -> ViewResult:
    return _command(event_id, run_id, commands.cancel_run, _("The run is cancelled; no plan is stored."))


def _command(
    event_id: str, run_id: str, command: Callable[[Session, Actor, Event, SolveRun], SolveRun], message: str
) -> ViewResult:
    """Send a command to a run; shows a warning if the run has already ended."""
    with writing() as session:
        event = find_event(session, event_id)
        try:
            command(session, current_actor(), event, runs.run_by_public_id(session, event, run_id))
            flash(message)
        except StateError as error:
            flash(composed(error.message), "warn")
    return redirect_to("run", event_id=event_id, run_id=run_id)
