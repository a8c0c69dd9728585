"""Statistics of a plan, in figures and in sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
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
from matchmaker.models import Attendee, AttendeeStatus, Event, Grade, Meeting, Plan, Request
from matchmaker.pairs.relations import Ids
from matchmaker.planning.plans.optimality_gap import possible_improvement
from matchmaker.planning.problem.capacity import Capacity, capacity_of


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


def plan_statistics(session: Session, plan: Plan) -> PlanStatistics:
    """The plan's statistics over everyone who has not withdrawn, in a constant number of queries."""
    pairs = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)).all()
    event = session.get_one(Event, plan.event_id)
    return statistics_of(session, event, [(a, b) for a, b in pairs], plan.tiers, quality(plan))


def statistics_of(
    session: Session, event: Event, pairs: Sequence[Ids], tiers: Iterable[dict[str, Any]], proof: Message
) -> PlanStatistics:
    """The statistics of these meetings, a plan's or those of a trial, with the tiers that were reached."""
    people = session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN)
        .order_by(Attendee.name, Attendee.id)
    ).all()
    seats = Counter(who for pair in pairs for who in pair)
    counts = [seats[person.id] for person in people]
    met = {(a, b) for a, b in pairs} | {(b, a) for a, b in pairs}
    wishes = _wishes(session, event, {person.id for person in people})
    room = capacity_of(session, event)
    return PlanStatistics(
        meetings=len(pairs),
        people=len(people),
        without=tuple(person for person in people if not seats[person.id]),
        fewest=min(counts, default=0),
        median=median(counts) if counts else 0,
        most=max(counts, default=0),
        histogram=dict(sorted(Counter(counts).items())),
        must=_share(wishes[Grade.MUST], met),
        like=_share(wishes[Grade.LIKE], met),
        tiers=tuple(_statement(tier, room) for tier in tiers),
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


def _wishes(session: Session, event: Event, people: Collection[int]) -> dict[Grade, list[tuple[int, int]]]:
    """By grade: (asking, asked) of people who both take part."""
    wishes: dict[Grade, list[tuple[int, int]]] = {grade: [] for grade in Grade}
    rows = session.execute(
        select(Request.attendee_id, Request.other_id, Request.grade)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == event.id, Request.grade != Grade.NO)
    )
    for asking, asked, grade in rows:
        if asking in people and asked in people:
            wishes[grade].append((asking, asked))
    return wishes


def _share(wishes: list[tuple[int, int]], met: Collection[tuple[int, int]]) -> WishShare:
    return WishShare(asked=len(wishes), met=sum(wish in met for wish in wishes))


def _statement(tier: dict[str, Any], room: Capacity) -> TierStatement:
    name, value, bound = tier["tier"], tier["value"], tier["bound"]
    proof = _proof_of_floor(value, bound, room) if name == "fairness" else _proof(name, value, bound)
    return TierStatement(name, value, bound, WITH_PROOF(value=_value(name, value), proof=proof))


def _proof_of_floor(value: int, bound: float | None, room: Capacity) -> Message:
    """What is proven of the floor, and why no plan has a higher one."""
    if bound is None:
        return FLOOR_UNKNOWN()
    limit = math.floor(bound + 1e-6)
    if limit > value:
        return FLOOR_LIMIT(limit=limit)
    return FLOOR_BEST_BECAUSE(next=value + 1, reason=_why_not_more(value + 1, room))


def _why_not_more(meetings: int, room: Capacity) -> Message:
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
