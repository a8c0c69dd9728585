"""The answers as a form: the values of its fields, faults at each field, and conflicts with answers saved meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matchmaker.answers import directory
from matchmaker.answers.answers import answers_of, blocks_with_slots
from matchmaker.event.meeting_limits import organizer_limits
from matchmaker.messages import Message
from matchmaker.models import Direction, Grade
from matchmaker.schemas.answers import ABOUT_LENGTH, MAX_INTERESTS, AnswersSchema
from matchmaker.schemas.loading import load
from web.attendee.answers_in_words import AnswersInWords
from web.attendee.blueprint import render
from web.attendee.current_attendee import CurrentAttendee
from web.attendee.form_fields import SubmittedAnswers, Values, listed_people, submitted_away, submitted_interests
from web.attendee.wording import GOALS, GRADES, TOPICS, field_labels, goal_field
from web.foundation.forms import Form
from web.foundation.language import _, composed
from web.foundation.view_result import ViewResult


class AnswersForm(Form):
    """`refusal`: why no answers can be saved at all, whatever the fields hold."""

    def __init__(self, values: Values, *, sent: bool = False) -> None:
        super().__init__(values, values, sent=sent)
        self.refusal: str | None = None

    def _refuse(self, message: Message) -> None:
        self.refusal = composed(message)

    def _show_saved_values(self) -> None:
        """Left to `answers_form_page`, which reads the saved answers from the database."""

    @property
    def status(self) -> int:
        return 409 if self.refusal else super().status


@dataclass(frozen=True)
class GoalRow:
    """One kind of goal in the form. `field`: name of its checkbox; its topics are in the field `field`-topics."""

    field: str
    label: str
    topics_label: str


def answers_form_page(session: Session, current: CurrentAttendee, form: AnswersForm) -> ViewResult:
    blocks = blocks_with_slots(session, current.event)
    listed = listed_people(form.values)
    people = directory.people_by_public_id(session, current.event, current.attendee, listed)
    submitted = SubmittedAnswers(form.values, blocks)
    form.faults = list(submitted.faults_at_fields(form.faults))
    if form.conflict:
        in_words = AnswersInWords(current.event.timezone, blocks, people)
        _show_saved_answers(session, current, form, submitted, in_words)
    body = render(
        "answers.html",
        current,
        form=form,
        labels=field_labels() | {f"grade-{key}": person.name for key, person in people.items()},
        interests=submitted_interests(form.values),
        suggestions=directory.suggested_interests(session, current.event),
        interests_most=MAX_INTERESTS,
        goals={direction.value: _goal_rows(direction) for direction in Direction},
        listed=[(key, people.get(key)) for key in listed],
        grades={grade: _(words) for grade, words in GRADES.items()},
        wishes=_count_wishes(form.values),
        days=[(day, list(found)) for day, found in groupby(blocks, key=lambda block: block.day)],
        away=set(submitted_away(form.values, blocks)),
        limits=organizer_limits(current.event, current.attendee),
        about_length=ABOUT_LENGTH,
    )
    return body, form.status


def _show_saved_answers(
    session: Session,
    current: CurrentAttendee,
    form: AnswersForm,
    submitted: SubmittedAnswers,
    in_words: AnswersInWords,
) -> None:
    """After a conflict, show the saved answers beside the submitted ones; saving again may then replace them."""
    saved = answers_of(session, current.attendee)
    requested = [wish.person for wish in saved.requests]
    people = in_words.people | directory.people_by_public_id(session, current.event, current.attendee, requested)
    form.values = MultiDict(form.values)
    form.values["version"] = str(current.attendee.version)
    new_answers = load(AnswersSchema(), submitted.data)
    form.saved = replace(in_words, people=people).saved_differences(new_answers, saved)


def _goal_rows(direction: Direction) -> list[GoalRow]:
    return [GoalRow(goal_field(direction, kind), _(label), _(TOPICS[kind])) for kind, label in GOALS[direction].items()]


def _count_wishes(values: Values) -> int:
    """The number of people whom the form asks to meet; a “no thanks” is not a wish."""
    return sum(values[field] in (Grade.MUST, Grade.LIKE) for field in values if field.startswith("grade-"))
