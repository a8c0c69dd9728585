"""The board: a day of a plan, on which organizers change it by hand."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.errors import EditConflictError, InvalidInputError, MatchmakerError, NotFoundError, StateError
from matchmaker.models import Event, Plan
from matchmaker.planning.edits.judgement import EditRefusedError
from matchmaker.planning.plans import plans as planned
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.runs import runs
from matchmaker.planning.runs.near import near
from web.foundation.language import composed, reader
from web.foundation.services import reading, services, session_for_request
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to
from web.organizer.board_edits import carry_out
from web.organizer.board_page import page_context, reasons_against, seen_part


@blueprint.get("/events/<event_id>/plans/<int:number>/board")
def plan_board(event_id: str, number: int) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        return render_template("organizer/board.html", **page_context(session, event, plan))


@blueprint.post("/events/<event_id>/plans/<int:number>/board")
def edit_board(event_id: str, number: int) -> ViewResult:
    """One edit; the page then shows the draft in which it was made. A refusal shows the page again, with its reason."""
    with session_for_request() as session:
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        try:
            with session.begin_nested():
                edited, notes = carry_out(session, event, plan)
            for note in notes:
                flash(note)
        except (EditRefusedError, EditConflictError, InvalidInputError, NotFoundError, StateError) as error:
            session.refresh(plan)
            return _refused(session, event, plan, error)
        return _back_to(event, edited.number)


@blueprint.post("/events/<event_id>/plans/<int:number>/fill")
def fill_plan(event_id: str, number: int) -> ViewResult:
    """Have the solver fill what is free in this plan and leave the rest as it is."""
    with session_for_request() as session:
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        try:
            with session.begin_nested():
                run = runs.request_run(session, current_actor(), event, near(session, event, plan))
        except StateError as error:
            return _refused(session, event, plan, error)
        run_id, public_id = run.id, run.public_id
    jobs.wake_worker(services().settings, run_id)  # after the commit: the worker must find the row
    return redirect_to("run", event_id=event_id, run_id=public_id)


@blueprint.get("/events/<event_id>/plans/<int:number>/board/places")
def board_places(event_id: str, number: int) -> tuple[dict[str, dict[str, str]], int]:
    """Where the picked meeting can go, for dragging."""
    with reading() as session:
        event = find_event(session, event_id)
        plan = planned.plan_by_number(session, event, number)
        return {"against": reasons_against(session, event, plan)}, 200


def _back_to(event: Event, number: int) -> Response:
    address = url_for("organizer.plan_board", event_id=event.public_id, number=number)
    seen = seen_part()
    return redirect(f"{address}?{urlencode(seen)}" if seen else address, 303)


def _refused(session: Session, event: Event, plan: Plan, error: MatchmakerError) -> ViewResult:
    names = EventNames(session, event, reader().language)
    refusals = [composed(message, names) for message in error.messages]
    status = 409 if isinstance(error, EditConflictError) else 422
    return render_template("organizer/board.html", refusals=refusals, **page_context(session, event, plan)), status
