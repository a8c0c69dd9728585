"""Why and why not: facts about a plan's wishes, and explanations by the solver, which a worker makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import flash, render_template, request
from sqlalchemy.orm import Session

from matchmaker import jobs
from matchmaker.errors import StateError
from matchmaker.models import Attendee, Event, Plan, RunStatus, SolveRun
from matchmaker.planning.explained import Line, outline_of
from matchmaker.planning.plans import wishes
from matchmaker.planning.plans.plans import is_stale, plan_by_number
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.problem.snapshots import stored_problem
from matchmaker.planning.runs.commands import cancel_run
from matchmaker.planning.runs.explanations import (
    explanation_by_public_id,
    explanations_of,
    request_explanation,
)
from matchmaker.planning.runs.stored_explanation import from_data
from matchmaker.roster import attendee_by_public_id
from solver.files import read_problem
from web.foundation.forms import Form
from web.foundation.language import _, composed, reader
from web.foundation.services import reading, services, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to
from web.organizer.named_people import named_people
from web.organizer.run_view import state_of


@blueprint.route("/events/<event_id>/plans/<int:number>/why", methods=["GET", "POST"])
def plan_why(event_id: str, number: int) -> ViewResult:
    """What is known of the plan's wishes, and the form with which an explanation is asked for."""
    asked: SolveRun | None = None
    with session_for_request() as session:
        event = find_event(session, event_id)
        plan = plan_by_number(session, event, number)
        form = Form.from_request(person="", other="")
        if form.sent:
            with form.catching(session):
                people = _people_asked(session, event, form)
                asked = request_explanation(session, current_actor(), event, plan, *people)
        if asked is None:
            return form.page("organizer/plan_why.html", **_facts(session, event, plan))
    jobs.wake_worker(services().settings, asked.id)  # after the commit: the worker must find the row
    return redirect_to("explanation", event_id=event_id, explanation_id=asked.public_id)


@blueprint.get("/events/<event_id>/explanations/<explanation_id>")
def explanation(event_id: str, explanation_id: str) -> ViewResult:
    """An explanation: its progress, or its lines."""
    with reading() as session:
        event = find_event(session, event_id)
        run = explanation_by_public_id(session, event, explanation_id)
        plan = plan_by_number(session, event, run.base_plan or 0)
        names = EventNames(session, event, reader().language)
        return render_template(
            "organizer/explanation.html",
            event=event,
            plan=plan,
            run=run,
            state=state_of(run, None, names),
            names=names,
            title_words=title_of(run, names),
            lines=list(_lines(session, run)) if run.status is RunStatus.DONE else None,
            stale=is_stale(event, plan),
        )


def title_of(run: SolveRun, names: EventNames) -> str:
    """Whom the explanation is about."""
    people = [names.person(key) for key in run.options.get("people", [])]
    if not people:
        return _("What would help the event most")
    if len(people) == 1:
        return _("What would help {name}", name=people[0])
    return _("{one} and {other}", one=people[0], other=people[1])


def _people_asked(session: Session, event: Event, form: Form) -> list[Attendee]:
    """The one or two people of the form, none for the event. Raises InvalidInputError (`person`, `other`)."""
    texts = ((field, form.value(field).strip()) for field in ("person", "other"))
    return named_people(session, event, ((field, text) for field, text in texts if text))


def _facts(session: Session, event: Event, plan: Plan) -> dict[str, Any]:
    chosen = request.args.get("about", "")
    person = attendee_by_public_id(session, event, chosen) if chosen else None
    names = EventNames(session, event, reader().language)
    shown: dict[str, Any] = {"event": event, "plan": plan, "stale": is_stale(event, plan), "tab": "plan_why"}
    if person is not None:
        return shown | {"about": person, "wishes": wishes.wishes_of(session, event, plan, person)}
    unmet, unmet_count = wishes.unmet_musts(session, event, plan)
    below, below_count = wishes.below_minimum(session, event, plan)
    return shown | {
        "about": None,
        "unmet": unmet,
        "unmet_count": unmet_count,
        "below": below,
        "below_count": below_count,
        "wanted": wishes.most_wanted(session, event, plan),
        "made": [(run, title_of(run, names)) for run in explanations_of(session, plan)],
    }


def _lines(session: Session, run: SolveRun) -> Iterator[Line]:
    problem = read_problem(stored_problem(session, run.snapshot_sha256 or ""))
    return outline_of(problem, from_data(run.answer or []))


@blueprint.post("/events/<event_id>/explanations/<explanation_id>/cancel")
def cancel_explanation(event_id: str, explanation_id: str) -> ViewResult:
    with writing() as session:
        event = find_event(session, event_id)
        run = explanation_by_public_id(session, event, explanation_id)
        number = run.base_plan
        try:
            cancel_run(session, current_actor(), event, run)
        except StateError as error:
            flash(composed(error.message), "warn")
    return redirect_to("plan_why", event_id=event_id, number=number)
