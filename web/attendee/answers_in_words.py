"""Answers in words, one part at a time: to read them back, and to set them beside what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.answers.directory import Person
from matchmaker.models import Block, Direction
from matchmaker.schemas.answers import Answers, GoalDetails
from web.attendee.wording import GOALS, GRADES
from web.foundation.filters import clock_time, long_date


@dataclass(frozen=True)
class Part:
    """One part of the answers: its field, its title, and a line for each thing said."""

    field: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Narrator:
    """What the words need to know besides the answers: the event's times and the people asked for, by public id."""

    zone: str
    blocks: list[Block]
    people: Mapping[str, Person]

    def parts(self, answers: Answers) -> list[Part]:
        meetings = () if answers.max_meetings is None else (f"At most {answers.max_meetings}",)
        return [
            Part("interests", "Interests", answers.interests),
            Part("seeks", "What I look for", tuple(_goals(Direction.SEEK, answers.seeks))),
            Part("offers", "What I offer", tuple(_goals(Direction.OFFER, answers.offers))),
            Part("requests", "Whom I want to meet", tuple(self._requests(answers))),
            Part("away", "When I am away", tuple(self._away(answers))),
            Part("max_meetings", "How many meetings", meetings),
            Part("about", "About me", (answers.about,) if answers.about else ()),
        ]

    def differing(self, typed: Answers, saved: Answers) -> dict[str, str]:
        """Field -> what is saved there, for the parts in which the two differ."""
        pairs = zip(self.parts(typed), self.parts(saved), strict=True)
        return {theirs.field: "; ".join(theirs.lines) for mine, theirs in pairs if mine != theirs}

    def _requests(self, answers: Answers) -> Iterator[str]:
        for wish in answers.requests:
            if wish.person in self.people:
                yield f"{GRADES[wish.grade]}: {self.people[wish.person].name}"

    def _away(self, answers: Answers) -> Iterator[str]:
        for block in self.blocks:
            gone = [clock_time(slot.starts_at, self.zone) for slot in block.slots if slot.id in answers.away]
            if gone:
                times = "all of it" if len(gone) == len(block.slots) else ", ".join(gone)
                yield f"{long_date(block.day)}, {block.name}: {times}"


def _goals(direction: Direction, goals: Iterable[GoalDetails]) -> Iterator[str]:
    for goal in goals:
        words = GOALS[direction][goal.kind]
        yield f"{words}: {goal.topic}" if goal.topic else words
