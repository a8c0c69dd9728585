"""The figures of a plan as they were when its meetings were decided: later data does not change them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, AttendeeStatus, Event, Grade, Meeting, Plan, Request
from matchmaker.pairs.relations import Ids
from matchmaker.planning.problem.capacity import capacity_of

Share = tuple[int, int]
"""Requests of one grade: how many there are, and how many are fulfilled."""


@dataclass(frozen=True)
class Figures:
    """Of everyone who took part. `places`: meetings that the tables could hold; `histogram`: meetings -> people.

    `minimums`: the sum of all minimums, if it is known.
    """

    people: int
    places: int
    without: tuple[int, ...]
    """Ids of the people without a meeting, by name."""
    fewest: int
    median: float
    most: int
    histogram: dict[int, int]
    must: Share
    like: Share
    minimums: int | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figures:
        histogram = {int(meetings): people for meetings, people in data["histogram"].items()}
        shares = {name: tuple(data[name]) for name in ("must", "like")}
        return cls(**{**data, "histogram": histogram, "without": tuple(data["without"]), **shares})


def figures_now(session: Session, event: Event, pairs: Sequence[Ids], minimums: int | None = None) -> Figures:
    """The figures of these meetings with the present data, in a constant number of queries."""
    people = session.execute(
        select(Attendee.id)
        .where(Attendee.event_id == event.id, Attendee.status != AttendeeStatus.WITHDRAWN)
        .order_by(Attendee.name, Attendee.id)
    ).scalars()
    ids = list(people)
    seats = Counter(who for pair in pairs for who in pair)
    counts = [seats[person] for person in ids]
    met = {(a, b) for a, b in pairs} | {(b, a) for a, b in pairs}
    wishes = _wishes(session, event, set(ids))
    return Figures(
        people=len(ids),
        places=capacity_of(session, event).places,
        without=tuple(person for person in ids if not seats[person]),
        fewest=min(counts, default=0),
        median=median(counts) if counts else 0,
        most=max(counts, default=0),
        histogram=dict(sorted(Counter(counts).items())),
        must=_share(wishes[Grade.MUST], met),
        like=_share(wishes[Grade.LIKE], met),
        minimums=minimums,
    )


def keep_figures(session: Session, event: Event, plan: Plan, minimums: int | None) -> None:
    """Store the plan's figures; to be called whenever its meetings have changed."""
    pairs = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)).all()
    plan.figures = asdict(figures_now(session, event, [(a, b) for a, b in pairs], minimums))


def figures_of(session: Session, plan: Plan) -> Figures:
    """The plan's own figures; those of today for a plan that is older than this."""
    if plan.figures:
        return Figures.from_json(plan.figures)
    pairs = session.execute(select(Meeting.a_id, Meeting.b_id).where(Meeting.plan_id == plan.id)).all()
    return figures_now(session, session.get_one(Event, plan.event_id), [(a, b) for a, b in pairs])


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


def _share(wishes: list[tuple[int, int]], met: Collection[tuple[int, int]]) -> Share:
    return len(wishes), sum(wish in met for wish in wishes)
