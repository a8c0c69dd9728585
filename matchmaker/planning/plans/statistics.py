"""Statistics of a plan, in figures and in sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeStatus, Grade, Meeting, Plan, Request
from matchmaker.planning.plans.optimality_gap import possible_improvement
from solver.lists_and_counts import counted


@dataclass(frozen=True)
class WishShare:
    """`met` of `asked` requests of one grade are fulfilled."""

    asked: int
    met: int


@dataclass(frozen=True)
class TierStatement:
    """A tier's value, its proven bound if there is one, and both in a sentence."""

    tier: str
    value: int
    bound: float | None
    sentence: str


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
    quality: str


def plan_statistics(session: Session, plan: Plan) -> PlanStatistics:
    """The plan's statistics over everyone who has not withdrawn, in three queries."""
    people = session.scalars(
        select(Attendee)
        .where(Attendee.event_id == plan.event_id, Attendee.status != AttendeeStatus.WITHDRAWN)
        .order_by(Attendee.name, Attendee.id)
    ).all()
    pairs = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)).all()
    seats = Counter(who for pair in pairs for who in pair)
    counts = [seats[person.id] for person in people]
    met = {(a, b) for a, b in pairs} | {(b, a) for a, b in pairs}
    wishes = _wishes(session, plan, {person.id for person in people})
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
        tiers=tuple(_statement(tier) for tier in plan.tiers),
        quality=quality(plan),
    )


def quality(plan: Plan) -> str:
    """How good the plan is, as far as is proven, in a phrase without a capital letter."""
    if plan.optimal:
        return "proven optimal"
    score = next((tier for tier in plan.tiers if tier["tier"] == "score"), None)
    value, bound = (score["value"], score["bound"]) if score else (0, None)
    proven = possible_improvement(value, bound)
    if bound is not None and bound <= value:
        return f"{proven}, but one with fewer gaps or moves may exist"
    return proven


def _wishes(session: Session, plan: Plan, people: Collection[int]) -> dict[Grade, list[tuple[int, int]]]:
    """By grade: (asking, asked) of people who both take part."""
    wishes: dict[Grade, list[tuple[int, int]]] = {grade: [] for grade in Grade}
    rows = session.execute(
        select(Request.attendee_id, Request.other_id, Request.grade)
        .join(Attendee, Attendee.id == Request.attendee_id)
        .where(Attendee.event_id == plan.event_id, Request.grade != Grade.NO)
    )
    for asking, asked, grade in rows:
        if asking in people and asked in people:
            wishes[grade].append((asking, asked))
    return wishes


def _share(wishes: list[tuple[int, int]], met: Collection[tuple[int, int]]) -> WishShare:
    return WishShare(asked=len(wishes), met=sum(wish in met for wish in wishes))


def _statement(tier: dict[str, Any]) -> TierStatement:
    name, value, bound = tier["tier"], tier["value"], tier["bound"]
    return TierStatement(name, value, bound, f"{_SENTENCES[name](value)} {_proof(name, value, bound)}")


def _proof(name: str, value: int, bound: float | None) -> str:
    if name == "score":
        if bound is None:
            return "How much more a plan can be worth is not known."
        limit = math.floor(bound + 1e-6)
        return f"No plan is worth more than {limit:,}." if limit > value else "No plan is worth more."
    least = 0 if bound is None else math.ceil(bound - 1e-6)
    if name == "minimums":
        return f"No plan is less than {least:,} short." if least < value else "No plan does better."
    return f"No plan has fewer than {least:,}." if least < value else "No plan has fewer."


def _minimums(value: int) -> str:
    if not value:
        return "Everyone has their minimum number of meetings."
    return f"People are {counted(value, 'meeting')} short of their minimums."


_SENTENCES: dict[str, Callable[[int], str]] = {
    "minimums": _minimums,
    "score": lambda value: f"The meetings are worth {counted(value, 'point')}.",
    "gaps": lambda value: f"{counted(value, 'gap')} between people's meetings.",
    "moves": lambda value: f"{counted(value, 'change')} of table between people's meetings.",
}
