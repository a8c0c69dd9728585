"""How good a plan is, in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Plan


@dataclass(frozen=True)
class WishShare:
    """Of `asked` requests of one grade, `met` come true."""

    asked: int
    met: int


@dataclass(frozen=True)
class TierStatement:
    """One aim's value, its proven bound if there is one, and both in words."""

    tier: str
    value: int
    bound: float | None
    sentence: str


@dataclass(frozen=True)
class PlanStatistics:
    """`histogram`: number of meetings -> how many people have that many. `quality`: the plan's worth in one phrase,
    like `proven optimal` or `at most 0.3 % better is possible`."""

    meetings: int
    people: int
    without: tuple[Attendee, ...]
    fewest: int
    median: float
    most: int
    histogram: dict[int, int]
    must: WishShare
    like: WishShare
    tiers: tuple[TierStatement, ...]
    quality: str


def plan_statistics(session: Session, plan: Plan) -> PlanStatistics:
    """The plan's figures, over everybody who has not withdrawn, in a constant number of queries."""
    raise NotImplementedError
