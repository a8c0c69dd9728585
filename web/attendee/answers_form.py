"""The form of the answers as a page: what stands in its fields, what is wrong, what was saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matchmaker.answers import directory
from matchmaker.answers.answers import answers_of, programme
from matchmaker.errors import EditConflictError, InvalidInputError, StateError
from matchmaker.event.meeting_limits import meeting_limits
from matchmaker.models import Direction, Grade
from matchmaker.schemas.answers import ABOUT_LENGTH, INTERESTS_MOST, AnswersSchema
from matchmaker.schemas.loading import load
from web.attendee.answers_in_words import Narrator
from web.attendee.blueprint import Visitor, page
from web.attendee.form_fields import TypedAnswers, Values, away_in, interests_in, people_in
from web.attendee.wording import GOALS, GRADES, TOPICS, field_of, labels
from web.foundation.forms import Form
from web.foundation.view_result import ViewResult


class AnswersForm(Form):
    """`refusal` says why the answers cannot be taken at all, whatever stands in the fields."""

    def __init__(self, values: Values, *, sent: bool = False) -> None:
        super().__init__(values, values, sent=sent)
        self.refusal: str | None = None

    @contextmanager
    def catching(self, session: Session | None = None) -> Iterator[None]:
        """What the block wrote is undone when it fails; the page then says why."""
        try:
            with session.begin_nested() if session else nullcontext():
                yield
        except InvalidInputError as error:
            self.faults.extend(error.faults)
        except EditConflictError as error:
            self.conflict = str(error)
        except StateError as error:
            self.refusal = str(error)

    @property
    def status(self) -> int:
        return 409 if self.refusal else super().status


@dataclass(frozen=True)
class GoalRow:
    """One kind of goal in the form; `field` is its tick, `field`-topics its topics."""

    field: str
    words: str
    topics: str


def shown_form(session: Session, me: Visitor, form: AnswersForm) -> ViewResult:
    blocks = programme(session, me.event)
    chosen = people_in(form.values)
    people = directory.people_named(session, me.event, me.attendee, chosen)
    typed = TypedAnswers(form.values, blocks)
    form.faults = list(typed.at_fields(form.faults))
    if form.conflict:
        _set_saved_beside(session, me, form, typed, Narrator(me.event.timezone, blocks, people))
    body = page(
        "answers.html",
        me,
        form=form,
        labels=labels() | {f"grade-{key}": person.name for key, person in people.items()},
        interests=interests_in(form.values),
        suggestions=directory.suggested_interests(session, me.event),
        interests_most=INTERESTS_MOST,
        goals={way.value: _goal_rows(way) for way in Direction},
        chosen=[(key, people.get(key)) for key in chosen],
        grades=GRADES,
        wishes=_wishes(form.values),
        days=[(day, list(found)) for day, found in groupby(blocks, key=lambda block: block.day)],
        away=set(away_in(form.values, blocks)),
        limits=meeting_limits(me.event, me.attendee),
        about_length=ABOUT_LENGTH,
    )
    return body, form.status


def _set_saved_beside(
    session: Session, me: Visitor, form: AnswersForm, typed: TypedAnswers, narrator: Narrator
) -> None:
    """After a conflict: what is saved now stands beside what was typed, and the next save may replace it."""
    saved = answers_of(session, me.attendee)
    asked_for = [wish.person for wish in saved.requests]
    everybody = {**narrator.people, **directory.people_named(session, me.event, me.attendee, asked_for)}
    mine = load(AnswersSchema(), typed.data)
    form.values = MultiDict([*form.values.items(multi=True)])
    form.values["version"] = str(me.attendee.version)
    form.saved = Narrator(narrator.zone, narrator.blocks, everybody).differing(mine, saved)


def _goal_rows(direction: Direction) -> list[GoalRow]:
    return [GoalRow(field_of(direction, kind), words, TOPICS[kind]) for kind, words in GOALS[direction].items()]


def _wishes(values: Values) -> int:
    """How many people the form asks to meet; a no-thanks is not a wish."""
    return sum(values[field] in (Grade.MUST, Grade.LIKE) for field in values if field.startswith("grade-"))
