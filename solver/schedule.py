"""The schedule: the meetings that take place, what they are worth and how good that is proven to be."""

from dataclasses import dataclass
from enum import StrEnum

from solver.conflict import Conflict
from solver.problem import TierName


class Status(StrEnum):
    """What is known about the schedule."""

    OPTIMAL = "optimal"  # every tier's value is proven best
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"  # none found in the time given


@dataclass(frozen=True, slots=True)
class Meeting:
    """Pair number `pair` of the problem, the people `a` and `b`, at `slot` and `table` (ids)."""

    pair: int
    a: str
    b: str
    slot: str
    table: str


@dataclass(frozen=True, slots=True)
class TierValue:
    """A tier's value and the proven limit that no schedule keeping the earlier tiers can pass."""

    tier: TierName
    value: int
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The answer to the problem named `problem`; `conflict` says why there is none."""

    problem: str
    status: Status
    meetings: tuple[Meeting, ...]
    tiers: tuple[TierValue, ...]
    seconds: float = 0.0
    seed: int = 0
    version: str = ""
    conflict: Conflict | None = None
