"""The directory: as JSON for the search in the answers form, and as a page that works without scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Response, flash, jsonify, make_response, request
from sqlalchemy.orm import Session

from matchmaker.answers import directory, save_answers
from matchmaker.errors import Fault
from matchmaker.models import Grade
from matchmaker.pages import Page
from matchmaker.schemas.answers import AnswersSchema, DirectoryQuery, DirectoryQuerySchema
from matchmaker.schemas.loading import load
from web.attendee.answers_form import AnswersForm
from web.attendee.blueprint import blueprint, redirect_to, render
from web.attendee.current_attendee import CurrentAttendee, current_attendee
from web.attendee.form_fields import SubmittedAnswers, Values, listed_people
from web.attendee.wording import GRADES
from web.foundation.language import _, _n
from web.foundation.services import reading, writing
from web.foundation.view_result import ViewResult

_QUERY_FIELDS = ("q", "group", "page")


@blueprint.get("/directory")
def people(secret: str) -> ViewResult:
    """One page of the directory, as HTML or JSON by the Accept header."""
    form = AnswersForm(request.args)
    query = DirectoryQuery()
    with form.catching():
        query = load(DirectoryQuerySchema(), request.args.to_dict())
    with reading() as session:
        current = current_attendee(session, secret)
        answer = make_response((_json if _wants_json() else _directory_page)(session, current, form, query))
    answer.vary.add("Accept")
    return answer


@blueprint.post("/directory")
def choose(secret: str) -> ViewResult:
    """Save the grades chosen on one page of the directory; all other answers stay as they are."""
    form = AnswersForm(request.form, sent=True)
    query = DirectoryQuery()
    with writing() as session:
        current = current_attendee(session, secret)
        with form.catching(session):
            sent = {name: form.value(name) for name in _QUERY_FIELDS if name in form.values}
            query = load(DirectoryQuerySchema(), sent)
            grades = _grades(form.values)
            save_answers.save_requests(session, current.actor, current.event, current.attendee, grades, form.version)
            flash(_("Your choices are saved."))
            return redirect_to("people", current, **sent)
        return _directory_page(session, current, form, query)


def _directory_page(session: Session, current: CurrentAttendee, form: AnswersForm, query: DirectoryQuery) -> ViewResult:
    form.faults = [Fault("", fault.message) for fault in form.faults]  # this page has no field to link to
    body = render(
        "directory.html",
        current,
        form=form,
        query=query,
        found=_found(session, current, query),
        groups=directory.group_names(session, current.event),
        grades={grade: _(words) for grade, words in GRADES.items()},
    )
    return body, form.status


def _json(session: Session, current: CurrentAttendee, form: AnswersForm, query: DirectoryQuery) -> ViewResult:
    answer: Response = (
        jsonify(faults=[asdict(fault) for fault in form.faults])
        if form.faults
        else jsonify(_found_as_json(_found(session, current, query)))
    )
    answer.status_code = form.status
    return answer


def _found(session: Session, current: CurrentAttendee, query: DirectoryQuery) -> Page[directory.Person]:
    return directory.search(session, current.event, current.attendee, query.text, query.group, query.page)


def _found_as_json(found: Page[directory.Person]) -> dict[str, Any]:
    people = [asdict(person) for person in found.rows]
    sentence = (
        _n("{count:number} attendee found.", "{count:number} attendees found.", found.total)
        if found.total
        else _("No one found. Try fewer or different words.")
    )
    return {"people": people, "total": found.total, "sentence": sentence, "page": found.page, "pages": found.pages}


def _grades(values: Values) -> dict[str, Grade | None]:
    """public id -> grade of each person on the page; None for those without one."""
    submitted = SubmittedAnswers(values, ()).data["requests"]
    requests = load(AnswersSchema(), {"requests": submitted}).requests
    return {**dict.fromkeys(listed_people(values)), **{wish.person: wish.grade for wish in requests}}


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
