"""What a problem consists of: slots, tables, people, pairs, tiers."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

TierName = Literal["minimums", "score", "gaps", "moves", "fairness"]


TIER_NAMES: Final[tuple[TierName, ...]] = get_args(TierName)
MAXIMISED: Final[frozenset[TierName]] = frozenset({"score", "fairness"})  # of the others less is better


class ProblemError(ValueError):
    """The problem is not well formed; the message names the place and says what is wrong there."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time for one meeting; slots of one block follow each other without a pause."""

    id: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A place for `capacity` meetings at once, open in `slots` (None: all of them)."""

    id: str
    capacity: int = 1
    slots: tuple[str, ...] | None = None
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who meets others; `table` is the person's own table or booth."""

    id: str
    available: tuple[str, ...] | None = None
    min_meetings: int = 0
    max_meetings: int | None = None
    max_consecutive: int | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is already decided about a meeting: the slot, the table, or both."""

    slot: str | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may meet once; `fixed` makes the pair required."""

    a: str
    b: str
    score: int = 0
    required: bool = False
    slots: tuple[str, ...] | None = None
    fixed: Fixed | None = None

    @property
    def must_meet(self) -> bool:
        """Whether every schedule has to hold this meeting."""
        return self.required or self.fixed is not None


@dataclass(frozen=True, slots=True)
class Tier:
    """One aim; a later tier may worsen its achieved value by `slack` times that value, rounded down."""

    tier: TierName
    slack: float = 0.0
