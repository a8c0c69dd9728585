"""Requesting a run, watching, stopping and cancelling it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, url_for
from sqlalchemy.orm import Session

from matchmaker import jobs
from matchmaker.audit import Actor
from matchmaker.errors import StateError
from matchmaker.event.overview import overview_of
from matchmaker.models import Event, SolveRun
from matchmaker.planning.plans import plans
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.runs import commands, runs
from matchmaker.schemas.loading import load
from matchmaker.schemas.run_settings import SolveSchema, SolveSettings
from web.foundation.forms import Form
from web.foundation.language import _, composed, reader
from web.foundation.services import reading, services, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to
from web.organizer.run_view import STATUS_WORDS, RunState, state_of


@blueprint.route("/events/<event_id>/solve", methods=["GET", "POST"])
def solve(event_id: str) -> ViewResult:
    form = Form.from_request(time_limit=SolveSettings.time_limit, seed=SolveSettings.seed)
    asked: SolveRun | None = None
    with session_for_request() as session:
        event = find_event(session, event_id)
        if form.sent:
            with form.catching(session):
                wish: SolveSettings = load(SolveSchema(), form.data())
                asked = runs.request_run(
                    session, current_actor(), event, time_limit=float(wish.time_limit), seed=wish.seed
                )
        if asked is None:
            return form.page(
                "organizer/solve.html",
                event=event,
                overview=overview_of(session, event),
                runs=runs.runs_of(session, event),
                status_words=STATUS_WORDS,
            )
    jobs.wake_worker(services().settings, asked.id)  # after the commit: the worker must find the row
    return redirect_to("run", event_id=event_id, run_id=asked.public_id)


@blueprint.get("/events/<event_id>/runs/<run_id>")
def run(event_id: str, run_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        found = runs.run_by_public_id(session, event, run_id)
        return render_template("organizer/run.html", event=event, run=found, state=_state(session, event, found))


@blueprint.get("/events/<event_id>/runs/<run_id>/state")
def run_state(event_id: str, run_id: str) -> tuple[dict[str, object], int]:
    """The run as JSON, for the page's own script."""
    with reading() as session:
        event = find_event(session, event_id)
        state = _state(session, event, runs.run_by_public_id(session, event, run_id))
    link = url_for("organizer.plan", event_id=event_id, number=state.plan) if state.plan else None
    return state.as_json() | {"plan_link": link}, 200


def _state(session: Session, event: Event, run: SolveRun) -> RunState:
    plan = plans.plan_of_run(session, run)
    names = EventNames(session, event, reader().language)
    return state_of(run, plan.number if plan else None, names)


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
