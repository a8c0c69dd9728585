"""Statistics of a plan, in figures and in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.messages.texts.plan_figures import (
    FEWER_LIMIT,
    FEWEST,
    FLOOR,
    FLOOR_BEST_BECAUSE,
    FLOOR_LIMIT,
    FLOOR_UNKNOWN,
    GAPS,
    MINIMUMS_BEST,
    MINIMUMS_LIMIT,
    MINIMUMS_MET,
    MINIMUMS_SHORT,
    MOVES,
    NO_FLOOR,
    NO_MINIMUMS,
    NOT_PROVEN,
    OTHER_TIERS_OPEN,
    PAIRS_AND_TIMES,
    PROVEN_OPTIMAL,
    SCORE,
    SCORE_BEST,
    SCORE_LIMIT,
    SCORE_UNKNOWN,
    TOO_FEW_SEATS,
    WITH_PROOF,
)
from matchmaker.models import Attendee, Event, Plan
from matchmaker.pairs.relations import Ids
from matchmaker.planning.plans.figures import Figures, figures_now, figures_of
from matchmaker.planning.plans.optimality_gap import possible_improvement


@dataclass(frozen=True)
class WishShare:
    """`met` of `asked` requests of one grade are fulfilled."""

    asked: int
    met: int


@dataclass(frozen=True)
class TierStatement:
    """A tier's value, its proven bound if there is one, and both in a message."""

    tier: str
    value: int
    bound: float | None
    message: Message


@dataclass(frozen=True)
class PlanStatistics:
    """`histogram`: number of meetings -> number of people who have that many. `quality`: a phrase like `proven optimal`
    or `at most 0.25 % better is possible`."""

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
    quality: Message

    @property
    def unserved(self) -> int:
        """How many people are without a meeting; `without` lacks those who were removed from the list since."""
        return self.histogram.get(0, 0)


def plan_statistics(session: Session, plan: Plan) -> PlanStatistics:
    """The plan's statistics over everyone who took part when it was made, in a constant number of queries."""
    return _statistics(session, figures_of(session, plan), plan.tiers, quality(plan))


def statistics_of(
    session: Session, event: Event, pairs: Sequence[Ids], tiers: Iterable[dict[str, Any]], proof: Message
) -> PlanStatistics:
    """The statistics of these meetings of a trial, with the tiers that were reached."""
    return _statistics(session, figures_now(session, event, pairs), tiers, proof)


def _statistics(session: Session, figures: Figures, tiers: Iterable[dict[str, Any]], proof: Message) -> PlanStatistics:
    without = session.scalars(
        select(Attendee).where(Attendee.id.in_(figures.without)).order_by(Attendee.name, Attendee.id)
    ).all()
    return PlanStatistics(
        meetings=sum(meetings * people for meetings, people in figures.histogram.items()) // 2,
        people=figures.people,
        without=tuple(without),
        fewest=figures.fewest,
        median=figures.median,
        most=figures.most,
        histogram=figures.histogram,
        must=WishShare(*figures.must),
        like=WishShare(*figures.like),
        tiers=tuple(_statement(tier, figures) for tier in tiers),
        quality=proof,
    )


def values_by_tier(tiers: Iterable[dict[str, Any]]) -> dict[str, int]:
    """tier -> value, of a plan or a trial."""
    return {tier["tier"]: tier["value"] for tier in tiers}


def quality(plan: Plan) -> Message:
    """How good the plan is, as far as is proven: a phrase without a capital letter."""
    if plan.optimal:
        return PROVEN_OPTIMAL()
    score = next((tier for tier in plan.tiers if tier["tier"] == "score"), None)
    value, bound = (score["value"], score["bound"]) if score else (0, None)
    if bound is not None and bound <= value:
        return OTHER_TIERS_OPEN()
    return possible_improvement(value, bound)


def _statement(tier: dict[str, Any], room: Figures) -> TierStatement:
    name, value, bound = tier["tier"], tier["value"], tier["bound"]
    proof = _proof_of_floor(value, bound, room) if name == "fairness" else _proof(name, value, bound)
    if name == "minimums" and not value and room.minimums == 0:
        return TierStatement(name, value, bound, NO_MINIMUMS())
    return TierStatement(name, value, bound, WITH_PROOF(value=_value(name, value), proof=proof))


def _proof_of_floor(value: int, bound: float | None, room: Figures) -> Message:
    """What is proven of the floor, and why no plan has a higher one."""
    if bound is None:
        return FLOOR_UNKNOWN()
    limit = math.floor(bound + 1e-6)
    if limit > value:
        return FLOOR_LIMIT(limit=limit)
    return FLOOR_BEST_BECAUSE(next=value + 1, reason=_why_not_more(value + 1, room))


def _why_not_more(meetings: int, room: Figures) -> Message:
    needed, seats = room.people * meetings, 2 * room.places
    if needed > seats:
        return TOO_FEW_SEATS(people=room.people, needed=needed, seats=seats)
    return PAIRS_AND_TIMES()


def _value(name: str, value: int) -> Message:
    if name == "minimums":
        return MINIMUMS_SHORT(count=value) if value else MINIMUMS_MET()
    if name == "fairness":
        return FLOOR(count=value) if value else NO_FLOOR()
    return {"score": SCORE, "gaps": GAPS, "moves": MOVES}[name](count=value)


def _proof(name: str, value: int, bound: float | None) -> Message:
    if name == "score":
        if bound is None:
            return SCORE_UNKNOWN()
        limit = math.floor(bound + 1e-6)
        return SCORE_LIMIT(limit=limit) if limit > value else SCORE_BEST()
    least = 0 if bound is None else math.ceil(bound - 1e-6)
    if name == "minimums":
        return MINIMUMS_LIMIT(least=least) if least < value else MINIMUMS_BEST()
    if not least and value:
        return NOT_PROVEN()
    return FEWER_LIMIT(least=least) if least < value else FEWEST()
