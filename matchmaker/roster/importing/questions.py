"""Questions of an import: asked once, answered with yes or no, and remembered for the next list of the same shape."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from matchmaker.messages import Message
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity

NO_ANSWERS: Mapping[str, bool] = MappingProxyType({})


@dataclass(frozen=True)
class Question:
    """`answer` None: not answered yet; then `proposed` holds."""

    key: str
    asked: dict[str, Any]
    """The question as a message's JSON, since it is stored."""
    row: int | None
    """The row in question; None for one that concerns many rows."""
    answer: bool | None
    proposed: bool = False

    @property
    def message(self) -> Message:
        return Message.from_json(self.asked)

    @property
    def holds(self) -> bool:
        return self.proposed if self.answer is None else self.answer


def question(
    key: str, asked: Message, answers: Mapping[str, bool], *, row: int | None = None, proposed: bool = False
) -> Question:
    """A question with its answer, if there is one."""
    return Question(key, asked.to_json(), row, answers.get(key), proposed)


def content_key(row: RosterRow) -> str:
    """Stands for everything that a row says."""
    return hashlib.sha256(repr([getattr(row, name) for name in sorted(row.given)]).encode()).hexdigest()[:12]


def row_key(row: RosterRow) -> str:
    """Stands for a row in the key of a question: the same for the same person in the next list."""
    told = "\n".join((identity(row.name), identity(row.organisation), identity(row.email or ""), row.reference or ""))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
