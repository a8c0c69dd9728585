"""What an explanation says. Everything carries ids of the problem and a sentence, nothing needs a solver library."""

from dataclasses import dataclass
from typing import Literal

from solver.problem import MAXIMISED, TierName
from solver.schedule import Meeting, Schedule

Kind = Literal["hour", "place", "table", "slot"]


class UnsoundError(ValueError):
    """The schedule breaks a rule of its problem, so there is nothing to explain; the message names the first breach."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a meeting is not in the schedule: a stable code, whom and what it concerns, and a sentence.

    `pairs` are the indexes of other pairs that stand in the way, or of the pair itself where only it is concerned.
    """

    code: str
    sentence: str
    people: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    pairs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """One tier: its value in the schedule that is explained, and what becomes of it.

    `found`: its value in a schedule that was constructed and judged (None: none was). `limit`: no schedule with that
    change is better in this tier (None: nothing is proven), among those that keep what the one found (if there is none:
    the one explained) reached in the earlier tiers, less their slack.
    """

    tier: TierName
    value: int
    found: int | None
    limit: int | None

    @property
    def worse(self) -> int | None:
        """How much worse the constructed schedule is in this tier; negative where it is better."""
        return None if self.found is None else self._loss(self.found)

    @property
    def least(self) -> int | None:
        """How much worse every such schedule is at least; negative where one might be better."""
        return None if self.limit is None else self._loss(self.limit)

    @property
    def exact(self) -> bool:
        """Whether no schedule with that change can be better in this tier than the one found."""
        return self.found is not None and self.found == self.limit

    def _loss(self, other: int) -> int:
        return self.value - other if self.tier in MAXIMISED else other - self.value


@dataclass(frozen=True, slots=True)
class Change:
    """A pair whose meeting is another in the constructed schedule: None is no meeting."""

    pair: int
    before: Meeting | None
    after: Meeting | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision leads to.

    `possible`: True where `schedule` shows it, False where it is proven that there is none (`conflict` says why in
    words), None where it was not found out in the time given. `costs` follow the problem's tiers.
    """

    possible: bool | None
    costs: tuple[Cost, ...]
    schedule: Schedule | None = None
    changes: tuple[Change, ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every tier's cost is the least possible."""
        return self.schedule is not None and all(cost.exact for cost in self.costs)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a and b do not meet; `pair` is None where they are not listed, and then nothing can be forced."""

    a: str
    b: str
    pair: int | None
    score: int
    reasons: tuple[Reason, ...]
    forced: Outcome | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Whom `person` could meet in the slot instead; `gives_up`: the meeting the other one would have to leave."""

    person: str
    other: str
    pair: int
    score: int
    gives_up: int | None
    net: int  # score less that of the meeting given up


@dataclass(frozen=True, slots=True)
class Why:
    """Why a and b meet: what they could have instead, and what would be lost without (None: it is required)."""

    meeting: Meeting
    score: int
    required: bool
    alternatives: tuple[Alternative, ...]
    without: Outcome | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that could be opened: an hour of a person, a place for one more meeting of a person, a table, a slot.

    `at_most`: proven: the best score with it exceeds the best score without it by no more than this. `found`: so much
    more a re-solve scored with it than the same re-solve without; `filled`: so many more minimums it met; `new`: pairs
    that met only with it. A table without a name is an additional one; a `slot` to open comes after the one named.
    """

    kind: Kind
    sentence: str
    at_most: int
    person: str | None
    slot: str | None
    table: str | None
    found: int
    filled: int
    new: tuple[int, ...]
