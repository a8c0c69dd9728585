"""Results of explanations: ids of the problem and findings. Needs no solver library."""

from dataclasses import dataclass
from typing import Literal

from solver.conflict import Conflict
from solver.problem import MAXIMISED, Finding, TierName
from solver.schedule import Meeting, Schedule

Kind = Literal["hour", "place", "table", "slot"]


class UnsoundError(ValueError):
    """The schedule breaks a rule of its problem, so it cannot be explained; `finding` names the first breach."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a meeting is not in the schedule: a stable code, a finding to word, and the ids and pairs that it concerns.

    `code`: that of the hard `Rule`, or one of its own. `pairs`: indexes of the pairs that block it, or its own index.
    """

    code: str
    finding: Finding
    people: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    pairs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of a decision in one tier; `value` is the tier's value in the explained schedule.

    `found`: its value in a constructed and verified schedule with the decision; None: no such schedule was found.
    `limit`: proven bound of schedules with the decision that keep the earlier tiers' values of the one found (else of
    the one explained), less their slack; None: nothing is proven.
    """

    tier: TierName
    value: int
    found: int | None
    limit: int | None

    @property
    def worse(self) -> int | None:
        """How much worse the constructed schedule is in this tier; negative if it is better."""
        return None if self.found is None else self._loss(self.found)

    @property
    def least(self) -> int | None:
        """How much worse every such schedule is at least; negative if a better one is not ruled out."""
        return None if self.limit is None else self._loss(self.limit)

    @property
    def exact(self) -> bool:
        """Whether the schedule found is proven best in this tier among those with the decision."""
        return self.found is not None and self.found == self.limit

    def _loss(self, other: int) -> int:
        return self.value - other if self.tier in MAXIMISED else other - self.value


@dataclass(frozen=True, slots=True)
class Change:
    """A pair whose meeting differs in the constructed schedule; None: no meeting."""

    pair: int
    before: Meeting | None
    after: Meeting | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a decision.

    `possible`: True if `schedule` proves it, False if no schedule exists (`conflict`: why not), None
    where the time did not suffice. `costs` follow the problem's tiers.
    """

    possible: bool | None
    costs: tuple[Cost, ...]
    schedule: Schedule | None = None
    changes: tuple[Change, ...] = ()
    conflict: Conflict | None = None

    @property
    def exact(self) -> bool:
        """Whether every tier's cost is the least possible."""
        return self.possible is True and all(cost.exact for cost in self.costs)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a and b do not meet. `pair` and `forced` are None if they are not listed as a pair."""

    a: str
    b: str
    pair: int | None
    score: int
    reasons: tuple[Reason, ...]
    forced: Outcome | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A pair that `person` could meet in the slot instead; `gives_up`: the meeting that `other` would lose."""

    person: str
    other: str
    pair: int
    score: int
    gives_up: int | None
    net: int  # score less that of the meeting given up


@dataclass(frozen=True, slots=True)
class Why:
    """Why a and b meet: their alternatives, and the outcome without the meeting (None: it is required)."""

    meeting: Meeting
    score: int
    required: bool
    alternatives: tuple[Alternative, ...]
    without: Outcome | None


@dataclass(frozen=True, slots=True)
class Opening:
    """An addition to the problem: an hour of a person, one more meeting for a person, a table, or a slot.

    `at_most`: proven limit of the gain in the best score. `found`: score gained by re-solving with the opening;
    `filled`: additional minimums met; `new`: pairs that meet only with it. `table` None: an additional table; an
    additional slot comes after `slot`.
    """

    kind: Kind
    at_most: int
    person: str | None
    slot: str | None
    table: str | None
    found: int
    filled: int
    new: tuple[int, ...]
