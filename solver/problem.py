"""The problem: who could meet whom, when and where, and what a good schedule is."""

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


DEFAULT: Final = (Tier("minimums"), Tier("score"), Tier("gaps"), Tier("moves"))


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole event. Raises ProblemError where a reference, an id or a value is wrong."""

    name: str
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    people: tuple[Person, ...]
    pairs: tuple[Pair, ...]
    before: tuple[tuple[int, int], ...] = ()
    max_gap_spread: int | None = None
    objective: tuple[Tier, ...] = DEFAULT

    def __post_init__(self) -> None:
        from solver.validation import validate  # the rules need these types, so they are imported late

        validate(self)
