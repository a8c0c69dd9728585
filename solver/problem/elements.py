"""The elements of a problem: slots, tables, people, pairs and tiers."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

TierName = Literal["minimums", "score", "gaps", "moves", "fairness"]
TIER_NAMES: Final[tuple[TierName, ...]] = get_args(TierName)
MAXIMISED: Final[frozenset[TierName]] = frozenset({"score", "fairness"})  # the other tiers are minimised


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time for one meeting; the slots of a block follow each other without a break."""

    id: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table for up to `capacity` meetings at once, open in `slots` (None: all); `reserved`: for its owners only."""

    id: str
    capacity: int = 1
    slots: tuple[str, ...] | None = None
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `available`: slots (None: all); `table`: the person's own table or booth."""

    id: str
    available: tuple[str, ...] | None = None
    min_meetings: int = 0
    max_meetings: int | None = None
    max_consecutive: int | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """What has been decided about a meeting: its slot, its table, or both."""

    slot: str | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may meet once, in `slots` (None: all); a pair with `fixed` is required."""

    a: str
    b: str
    score: int = 0
    required: bool = False
    slots: tuple[str, ...] | None = None
    fixed: Fixed | None = None

    @property
    def must_meet(self) -> bool:
        """Whether every schedule must contain this meeting."""
        return self.required or self.fixed is not None


@dataclass(frozen=True, slots=True)
class Tier:
    """One objective; later tiers may worsen its value by up to `slack` times that value, rounded down."""

    tier: TierName
    slack: float = 0.0
