"""Answers in words, section by section: to read them back, and to compare two versions of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matchmaker.answers.directory import Person
from matchmaker.models import Block, Direction
from matchmaker.schemas.answers import Answers, GoalDetails
from web.attendee.wording import GOALS, GRADES, TITLES
from web.foundation.filters import clock_time
from web.foundation.language import _


@dataclass(frozen=True)
class AnswersSection:
    """`field`: the form field that this section answers; `lines`: one for each answer, empty if there is none."""

    field: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        return _(TITLES[self.field])


@dataclass(frozen=True)
class AnswersInWords:
    """Words the answers of one event. `zone`: its time zone; `people`: public id -> the person, for the wishes."""

    zone: str
    blocks: list[Block]
    people: dict[str, Person]

    def sections(self, answers: Answers) -> list[AnswersSection]:
        limit = () if answers.max_meetings is None else (_("At most {most:number}", most=answers.max_meetings),)
        return [
            AnswersSection("interests", answers.interests),
            AnswersSection("seeks", tuple(_goals(Direction.SEEK, answers.seeks))),
            AnswersSection("offers", tuple(_goals(Direction.OFFER, answers.offers))),
            AnswersSection("requests", tuple(self._requests(answers))),
            AnswersSection("away", tuple(self._away(answers))),
            AnswersSection("max_meetings", limit),
            AnswersSection("about", (answers.about,) if answers.about else ()),
        ]

    def saved_differences(self, submitted: Answers, saved: Answers) -> dict[str, str]:
        """Field -> the saved answer in words, for each section in which `submitted` differs from `saved`."""
        pairs = zip(self.sections(submitted), self.sections(saved), strict=True)
        return {theirs.field: "; ".join(theirs.lines) for ours, theirs in pairs if ours != theirs}

    def _requests(self, answers: Answers) -> Iterator[str]:
        for wish in answers.requests:
            if wish.person in self.people:
                yield _("{answer}: {name}", answer=_(GRADES[wish.grade]), name=self.people[wish.person].name)

    def _away(self, answers: Answers) -> Iterator[str]:
        for block in self.blocks:
            away = [clock_time(slot.starts_at, self.zone) for slot in block.slots if slot.id in answers.away]
            if away:
                times = _("all of it") if len(away) == len(block.slots) else ", ".join(away)
                yield _("{day:date}, {block}: {times}", day=block.day, block=block.name, times=times)


def _goals(direction: Direction, goals: Iterable[GoalDetails]) -> Iterator[str]:
    for goal in goals:
        label = _(GOALS[direction][goal.kind])
        yield _("{goal}: {topic}", goal=label, topic=goal.topic) if goal.topic else label
