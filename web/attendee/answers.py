"""The pages on which an attendee gives, saves and reviews their answers."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import request
from sqlalchemy.orm import Session

from matchmaker.answers import directory
from matchmaker.answers.answers import answers_of, blocks_with_slots
from matchmaker.answers.save_answers import save_answers
from matchmaker.publishing import Choice, Consequences, consequences
from matchmaker.schemas.answers import AnswersSchema
from matchmaker.schemas.loading import load
from web.attendee.answers_form import AnswersForm, answers_form_page
from web.attendee.answers_in_words import AnswersInWords, AnswersSection
from web.attendee.blueprint import blueprint, redirect_to, render
from web.attendee.current_attendee import CurrentAttendee, current_attendee
from web.attendee.form_fields import SubmittedAnswers, form_values
from web.attendee.schedule import schedule_page
from web.foundation.services import reading, services, writing
from web.foundation.view_result import ViewResult


@blueprint.get("")
def home(secret: str) -> ViewResult:
    """The schedule once a plan is published; the answers until then."""
    with reading() as session:
        current = current_attendee(session, secret)
        return schedule_page(session, current) if current.plan_published else _answers_page(session, current)


@blueprint.get("/answers")
def answers(secret: str) -> ViewResult:
    with reading() as session:
        return _answers_page(session, current_attendee(session, secret))


@blueprint.post("/answers")
def save(secret: str) -> ViewResult:
    form = AnswersForm(request.form, sent=True)
    with reading() as session:
        current = current_attendee(session, secret)
        with form.catching():
            submitted = SubmittedAnswers(form.values, blocks_with_slots(session, current.event))
            new_answers = load(AnswersSchema(), submitted.data)
        if form.faults:
            return answers_form_page(session, current, form)
    with writing() as session:
        current = current_attendee(session, secret)
        with form.catching(session):
            with _asking_about_absences(session, current, form):
                save_answers(session, current.actor, current.event, current.attendee, new_answers, form.version)
            if "find" in form.values:
                return redirect_to("people", current, q=form.value("q"))
            return redirect_to("saved", current)
        return answers_form_page(session, current, form)


def _asking_about_absences(
    session: Session, current: CurrentAttendee, form: AnswersForm
) -> AbstractContextManager[Consequences]:
    """Meetings at times when the attendee is not available any more are shown first, then cancelled."""
    choice = Choice.CANCEL if form.value("agreed") == Choice.CANCEL else None
    settings, attendee = services().settings, current.attendee
    return consequences(session, settings, current.actor, current.event, choice, own_times_of=attendee)


@blueprint.get("/saved")
def saved(secret: str) -> ViewResult:
    """The saved answers, and what happens next."""
    with reading() as session:
        current = current_attendee(session, secret)
        gets_mail = services().settings.smtp_url is not None and current.attendee.email is not None
        return render("saved.html", current, sections=_saved_answers(session, current), gets_mail=gets_mail)


def _answers_page(session: Session, current: CurrentAttendee) -> ViewResult:
    if current.withdrawn:
        return render("withdrawn.html", current)
    if not current.event.answers_open:
        return render("closed.html", current, sections=_saved_answers(session, current))
    saved_answers = answers_of(session, current.attendee)
    return answers_form_page(session, current, AnswersForm(form_values(saved_answers, current.attendee.version)))


def _saved_answers(session: Session, current: CurrentAttendee) -> list[AnswersSection]:
    saved_answers = answers_of(session, current.attendee)
    requested = [wish.person for wish in saved_answers.requests]
    people = directory.people_by_public_id(session, current.event, current.attendee, requested)
    blocks = blocks_with_slots(session, current.event)
    return AnswersInWords(current.event.timezone, blocks, people).sections(saved_answers)
