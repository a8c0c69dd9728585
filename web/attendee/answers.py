"""The one form for everything an attendee says: opened, saved, changed; never losing what was typed."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from matchmaker.answers import directory
from matchmaker.answers.answers import answers_of, programme
from matchmaker.answers.save_answers import save_answers
from matchmaker.schemas.answers import AnswersSchema
from matchmaker.schemas.loading import load
from web.attendee import schedule
from web.attendee.answers_form import AnswersForm, shown_form
from web.attendee.answers_in_words import Narrator, Part
from web.attendee.blueprint import Visitor, blueprint, page, redirect_to, visitor
from web.attendee.form_fields import TypedAnswers, values_of
from web.foundation.services import reading, services, writing
from web.foundation.view_result import ViewResult


@blueprint.get("")
def home(secret: str) -> ViewResult:
    """The schedule where there is one, else the answers."""
    with reading() as session:
        me = visitor(session, secret)
        return schedule.shown(session, me) if me.published else _opened(session, me)


@blueprint.get("/answers")
def answers(secret: str) -> ViewResult:
    with reading() as session:
        return _opened(session, visitor(session, secret))


@blueprint.post("/answers")
def save(secret: str) -> ViewResult:
    form = AnswersForm(request.form, sent=True)
    with writing() as session:
        me = visitor(session, secret)
        with form.catching(session):
            typed = TypedAnswers(form.values, programme(session, me.event))
            said = load(AnswersSchema(), typed.data)
            save_answers(session, me.actor, me.event, me.attendee, said, form.version)
            return redirect_to("people", me, q=form.value("q")) if "find" in form.values else redirect_to("saved", me)
        return shown_form(session, me, form)


@blueprint.get("/saved")
def saved(secret: str) -> ViewResult:
    """What was said, and what happens next."""
    with reading() as session:
        me = visitor(session, secret)
        mails = services().settings.smtp_url is not None and me.attendee.email is not None
        return page("saved.html", me, parts=_read_back(session, me), mails=mails)


def _opened(session: Session, me: Visitor) -> ViewResult:
    if me.withdrawn:
        return page("withdrawn.html", me)
    if not me.event.answers_open:
        return page("closed.html", me, parts=_read_back(session, me))
    said = answers_of(session, me.attendee)
    return shown_form(session, me, AnswersForm(values_of(said, me.attendee.version)))


def _read_back(session: Session, me: Visitor) -> list[Part]:
    said = answers_of(session, me.attendee)
    people = directory.people_named(session, me.event, me.attendee, [wish.person for wish in said.requests])
    blocks = programme(session, me.event)
    return Narrator(me.event.timezone, blocks, people).parts(said)
