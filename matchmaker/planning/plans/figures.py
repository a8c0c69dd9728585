"""The figures of a plan as they were when its meetings were decided: later data does not change them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.messages import Message
from matchmaker.models import Event, Grade, Plan
from matchmaker.pairs.relations import Ids
from matchmaker.planning.plans.basis import Basis, basis_today
from matchmaker.planning.plans.distributions import facts_of_spread
from matchmaker.planning.plans.named import pairs_of, people_by_id
from matchmaker.planning.plans.wishes import MadeWish, facts_of_wishes, made_wishes

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
    """Ids of the people without a meeting."""
    fewest: int
    median: float
    most: int
    histogram: dict[int, int]
    must: Share
    like: Share
    minimums: int | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figures:
        own = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        histogram = {int(meetings): people for meetings, people in data["histogram"].items()}
        lists = {name: tuple(data[name]) for name in ("without", "must", "like")}
        return cls(**own | {"histogram": histogram} | lists)


def figures_now(session: Session, event: Event, pairs: Sequence[Ids], minimums: int | None = None) -> Figures:
    """The figures of these meetings with the present data, in a constant number of queries."""
    basis = basis_today(session, event)
    return _figures(pairs, made_wishes(session, event, basis.ids), basis, minimums)


def keep_figures(session: Session, event: Event, plan: Plan, basis: Basis, minimums: int | None) -> None:
    """Store the plan's figures, with all that its pages say of it: once its meetings are final."""
    plan.figures = _all_figures(session, event, plan, basis, minimums)


def _all_figures(session: Session, event: Event, plan: Plan, basis: Basis, minimums: int | None) -> dict[str, Any]:
    people, pairs = people_by_id(session, event), pairs_of(session, plan)
    wishes = made_wishes(session, event, basis.ids)
    return _counts(session, event, _figures(pairs, wishes, basis, minimums)) | {
        "spread": facts_of_spread(session, plan, people, basis),
        "wishes": facts_of_wishes(people, wishes, pairs, basis),
    }


def keep_counts(session: Session, event: Event, draft: Plan, minimums: int | None) -> None:
    """Store the figures of a draft whose meetings have just changed by hand.

    What takes long to count is left out, so that an edit stays quick: it is shown by the present data until the draft
    is published.
    """
    figures = figures_now(session, event, pairs_of(session, draft), minimums)
    draft.figures = _counts(session, event, figures)


def missing_figures(session: Session, event: Event, plan: Plan) -> dict[str, Any] | None:
    """The figures with what `keep_counts` left out; None for a plan of the solver, which has everything."""
    if not plan.figures or "spread" in plan.figures:
        return None
    return _all_figures(session, event, plan, basis_today(session, event), plan.figures.get("minimums"))


def _counts(session: Session, event: Event, figures: Figures) -> dict[str, Any]:
    return asdict(figures) | {"few": [why.to_json() for why in _why_few(session, event, figures)]}


def figures_of(session: Session, plan: Plan) -> Figures:
    """The plan's own figures; those of today for a plan that is older than this."""
    if plan.figures:
        return Figures.from_json(plan.figures)
    return figures_now(session, session.get_one(Event, plan.event_id), pairs_of(session, plan))


def why_few_met(session: Session, event: Event, plan: Plan) -> list[Message]:
    """Why nobody, or few people, could meet when the plan was made; empty if more than half of them meet somebody."""
    if plan.figures and "few" in plan.figures:
        return [Message.from_json(why) for why in plan.figures["few"]]
    return _why_few(session, event, figures_of(session, plan))


def _why_few(session: Session, event: Event, figures: Figures) -> list[Message]:
    if 2 * len(figures.without) < figures.people:
        return []
    from matchmaker.planning.problem.who_may_meet import why_few_may_meet  # an idle worker needs no arrays

    return why_few_may_meet(session, event)


def _figures(pairs: Sequence[Ids], wishes: Sequence[MadeWish], basis: Basis, minimums: int | None) -> Figures:
    seats = Counter(who for pair in pairs for who in pair)
    counts = [seats[person] for person in basis.ids]
    met = {(min(pair), max(pair)) for pair in pairs}
    return Figures(
        people=len(counts),
        places=basis.places,
        without=tuple(sorted(person for person in basis.ids if not seats[person])),
        fewest=min(counts, default=0),
        median=median(counts) if counts else 0,
        most=max(counts, default=0),
        histogram=dict(sorted(Counter(counts).items())),
        must=_share(wishes, Grade.MUST, met),
        like=_share(wishes, Grade.LIKE, met),
        minimums=minimums,
    )


def _share(wishes: Iterable[MadeWish], grade: Grade, met: Collection[Ids]) -> Share:
    of_grade = [wish.ids in met for wish in wishes if wish.grade is grade]
    return len(of_grade), sum(of_grade)
