"""The directory: JSON for the form's search, and a page of its own that needs no scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, jsonify, make_response, request
from sqlalchemy.orm import Session

from matchmaker.answers import directory, save_answers
from matchmaker.errors import Fault
from matchmaker.models import Grade
from matchmaker.schemas.answers import AnswersSchema, DirectoryQuery, DirectoryQuerySchema
from matchmaker.schemas.loading import load
from web.attendee.answers_form import AnswersForm
from web.attendee.blueprint import Visitor, blueprint, page, redirect_to, visitor
from web.attendee.form_fields import TypedAnswers, Values, people_in
from web.attendee.wording import GRADES
from web.foundation.services import reading, writing
from web.foundation.view_result import ViewResult

_QUERY_FIELDS = ("q", "group", "page")


@blueprint.get("/directory")
def people(secret: str) -> ViewResult:
    """One page of the directory; as JSON where the caller asks for it."""
    form = AnswersForm(request.args)
    query = DirectoryQuery()
    with form.catching():
        query = load(DirectoryQuerySchema(), request.args.to_dict())
    show = _as_json if _wants_json() else _shown
    with reading() as session:
        answer = make_response(show(session, visitor(session, secret), form, query))
    answer.vary.add("Accept")
    return answer


@blueprint.post("/directory")
def choose(secret: str) -> ViewResult:
    """Keep the grades given on one page of the directory; everything else said stays as it is."""
    form = AnswersForm(request.form, sent=True)
    query = DirectoryQuery()
    with writing() as session:
        me = visitor(session, secret)
        with form.catching(session):
            sent = {name: form.value(name) for name in _QUERY_FIELDS if name in form.values}
            query = load(DirectoryQuerySchema(), sent)
            save_answers.choose(session, me.actor, me.event, me.attendee, _grades(form.values), form.version)
            flash("Your choices are kept.")
            return redirect_to("people", me, **sent)
        return _shown(session, me, form, query)


def _shown(session: Session, me: Visitor, form: AnswersForm, query: DirectoryQuery) -> ViewResult:
    form.faults = [Fault("", fault.sentence) for fault in form.faults]  # there is one list and no field to point at
    body = page(
        "people.html",
        me,
        form=form,
        query=query,
        found=directory.search(session, me.event, me.attendee, query.text, query.group, query.page),
        groups=directory.group_names(session, me.event),
        grades=GRADES,
    )
    return body, form.status


def _as_json(session: Session, me: Visitor, form: AnswersForm, query: DirectoryQuery) -> Any:
    if form.faults:
        return jsonify(faults=[asdict(fault) for fault in form.faults]), form.status
    found = directory.search(session, me.event, me.attendee, query.text, query.group, query.page)
    return jsonify(asdict(found))


def _grades(values: Values) -> dict[str, Grade | None]:
    """public id -> the grade given to everybody on the page; None where there is no wish."""
    sent = TypedAnswers(values, ()).data["requests"]
    given = load(AnswersSchema(), {"requests": sent}).requests
    return {**dict.fromkeys(people_in(values)), **{wish.person: wish.grade for wish in given}}


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
