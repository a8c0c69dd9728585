"""Converts answers to the fields of their form and back, and finds the field that caused a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.datastructures import MultiDict

from matchmaker.errors import Fault
from matchmaker.models import Block, Direction, GoalKind
from matchmaker.schemas.answers import MAX_REQUESTS, Answers, GoalDetails
from web.attendee.comma_lists import MOST_ITEMS, join, split
from web.attendee.wording import goal_field

Values = MultiDict[str, str]
_GOAL_LISTS = {Direction.SEEK: "seeks", Direction.OFFER: "offers"}
_GRADE = "grade-"


def form_values(answers: Answers, version: int) -> Values:
    """The values of a form opened with these answers; `version`: of the attendee's row."""
    values: Values = MultiDict(
        {
            "version": str(version),
            "about": answers.about,
            "interests": join(answers.interests),
            "max_meetings": "" if answers.max_meetings is None else str(answers.max_meetings),
        }
    )
    values.setlist("away", [str(slot) for slot in sorted(answers.away)])
    for direction, name in _GOAL_LISTS.items():
        values.update(_goal_values(direction, getattr(answers, name)))
    values.update({_GRADE + wish.person: wish.grade.value for wish in answers.requests})
    return values


def _goal_values(direction: Direction, goals: Iterable[GoalDetails]) -> dict[str, str]:
    topics_by_kind: dict[GoalKind, list[str]] = {}
    for goal in goals:
        topics_by_kind.setdefault(goal.kind, []).extend([goal.topic] if goal.topic else [])
    values = {}
    for kind, topics in topics_by_kind.items():
        field = goal_field(direction, kind)
        values[field] = "on"
        values[field + "-topics"] = "\n".join(topics) if kind is GoalKind.OTHER else join(topics)
    return values


class SubmittedAnswers:
    """The submitted form as `data` for AnswersSchema; remembers which field each list item came from."""

    def __init__(self, values: Values, blocks: Iterable[Block]) -> None:
        self._fields: dict[str, str] = {}
        self.data: dict[str, Any] = {
            "about": values.get("about", ""),
            "interests": submitted_interests(values),
            "away": submitted_away(values, blocks),
            "max_meetings": values.get("max_meetings", "").strip() or None,
            "requests": self._requests(values),
        }
        for direction, name in _GOAL_LISTS.items():
            self.data[name] = self._goals(values, direction, name)

    def faults_at_fields(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The schema's faults at the fields of the form, without repetitions."""
        yield from dict.fromkeys(Fault(self._field(str(fault.location)), fault.message) for fault in faults)

    def _field(self, place: str) -> str:
        item = re.match(r"\w+\[\d+\]", place)
        return (item and self._fields.get(item[0])) or re.split(r"[\[.]", place)[0]

    def _goals(self, values: Values, direction: Direction, name: str) -> list[dict[str, str]]:
        goals: list[dict[str, str]] = []
        for kind in GoalKind:
            field = goal_field(direction, kind)
            for topic in _topics(values, field, kind):
                self._fields[f"{name}[{len(goals)}]"] = field
                goals.append({"kind": kind.value, "topic": topic})
        return goals

    def _requests(self, values: Values) -> list[dict[str, str]]:
        graded = [(field, values[field]) for field in values if field.startswith(_GRADE) and values[field]]
        for index, (field, _) in enumerate(graded):
            self._fields[f"requests[{index}]"] = field
        return [{"person": field.removeprefix(_GRADE), "grade": grade} for field, grade in graded]


def listed_people(values: Values) -> list[str]:
    """The public ids of the people on the form, with or without a grade."""
    return [field.removeprefix(_GRADE) for field in values if field.startswith(_GRADE)][:MAX_REQUESTS]


def submitted_interests(values: Values) -> list[str]:
    """With scripts each interest has its own field `interest`; without them, `interests` holds them all.

    With scripts `interests` may still hold text that was not made into a chip.
    """
    chips = [label for label in values.getlist("interest") if label.strip()][:MOST_ITEMS]
    return chips + split(values.get("interests", ""))


def submitted_away(values: Values, blocks: Iterable[Block]) -> list[str]:
    """The ids of ticked slots and of all slots of ticked blocks; the schema refuses ids that are not numbers."""
    slots = set(values.getlist("away"))
    whole_blocks = set(values.getlist("away-block"))
    slots |= {str(slot.id) for block in blocks if str(block.id) in whole_blocks for slot in block.slots}
    return sorted(slots)


def _topics(values: Values, field: str, kind: GoalKind) -> list[str]:
    """The topics of one kind of goal; none if its checkbox is not ticked, even if the hidden field holds some."""
    if field not in values:
        return []
    text = values.get(field + "-topics", "")
    if kind is GoalKind.OTHER:
        return [line for line in text.splitlines() if line.strip()][:MOST_ITEMS] or [""]
    return split(text) or [""]
