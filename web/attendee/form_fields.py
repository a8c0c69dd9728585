"""Between answers and the fields of their form, both ways; a fault finds the field that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.datastructures import MultiDict

from matchmaker.errors import Fault
from matchmaker.models import Block, Direction, GoalKind
from matchmaker.schemas.answers import Answers, GoalDetails
from web.attendee.comma_lists import join, split
from web.attendee.wording import field_of

Values = MultiDict[str, str]
_LISTS = {Direction.SEEK: "seeks", Direction.OFFER: "offers"}
_GRADE = "grade-"


def values_of(answers: Answers, version: int) -> Values:
    """What stands in the fields when the form is opened."""
    values: Values = MultiDict(
        {
            "version": str(version),
            "about": answers.about,
            "interests": join(answers.interests),
            "max_meetings": "" if answers.max_meetings is None else str(answers.max_meetings),
        }
    )
    values.setlist("away", [str(slot) for slot in sorted(answers.away)])
    for direction, goals in ((Direction.SEEK, answers.seeks), (Direction.OFFER, answers.offers)):
        values.update(_goal_values(direction, goals))
    values.update({_GRADE + wish.person: wish.grade.value for wish in answers.requests})
    return values


def _goal_values(direction: Direction, goals: Iterable[GoalDetails]) -> dict[str, str]:
    topics: dict[GoalKind, list[str]] = {}
    for goal in goals:
        topics.setdefault(goal.kind, []).extend([goal.topic] if goal.topic else [])
    values = {}
    for kind, named in topics.items():
        values[field_of(direction, kind)] = "on"
        values[field_of(direction, kind) + "-topics"] = "\n".join(named) if kind is GoalKind.OTHER else join(named)
    return values


class TypedAnswers:
    """What was sent: `data` for the schema, and for each of its places the field it came from."""

    def __init__(self, values: Values, blocks: Iterable[Block]) -> None:
        self._fields: dict[str, str] = {}
        self.data: dict[str, Any] = {
            "about": values.get("about", ""),
            "interests": interests_in(values),
            "away": away_in(values, blocks),
            "max_meetings": values.get("max_meetings", "").strip() or None,
            "requests": self._requests(values),
        }
        for direction, name in _LISTS.items():
            self.data[name] = self._goals(values, direction, name)

    def at_fields(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The same faults, once each, at the fields of the form."""
        yield from dict.fromkeys(Fault(self._field(fault.place), fault.sentence) for fault in faults)

    def _field(self, place: str) -> str:
        entry = re.match(r"\w+\[\d+\]", place)
        return (entry and self._fields.get(entry[0])) or re.split(r"[\[.]", place)[0]

    def _goals(self, values: Values, direction: Direction, name: str) -> list[dict[str, str]]:
        goals: list[dict[str, str]] = []
        for kind in GoalKind:
            field = field_of(direction, kind)
            for topic in _topics(values, field, kind):
                self._fields[f"{name}[{len(goals)}]"] = field
                goals.append({"kind": kind.value, "topic": topic})
        return goals

    def _requests(self, values: Values) -> list[dict[str, str]]:
        chosen = [(field, values[field]) for field in values if field.startswith(_GRADE) and values[field]]
        for index, (field, _) in enumerate(chosen):
            self._fields[f"requests[{index}]"] = field
        return [{"person": field.removeprefix(_GRADE), "grade": grade} for field, grade in chosen]


def people_in(values: Values) -> list[str]:
    """The public ids of all people on the form, graded or not."""
    return [field.removeprefix(_GRADE) for field in values if field.startswith(_GRADE)]


def interests_in(values: Values) -> list[str]:
    """With scripts each interest is a field of its own; without, and for a rest not yet entered, one text has them."""
    return [label for label in values.getlist("interest") if label.strip()] + split(values.get("interests", ""))


def away_in(values: Values, blocks: Iterable[Block]) -> list[str]:
    """Ticked slots and all slots of ticked blocks; what is not a number is left for the schema to refuse."""
    ticked = set(values.getlist("away"))
    whole = set(values.getlist("away-block"))
    ticked |= {str(slot.id) for block in blocks if str(block.id) in whole for slot in block.slots}
    return sorted(ticked)


def _topics(values: Values, field: str, kind: GoalKind) -> list[str]:
    """Without its tick a goal is not meant, whatever topics are left in its hidden field."""
    if field not in values:
        return []
    text = values.get(field + "-topics", "")
    topics = [line for line in text.splitlines() if line.strip()] if kind is GoalKind.OTHER else split(text)
    return topics or [""]
