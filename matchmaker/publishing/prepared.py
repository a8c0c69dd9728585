"""What a publication will write, computed before the event is locked: attendees' writes do not wait for it.

with database.reading() as session:
    prepared = prepare(session, event, plan)
with database.writing() as session:
    publish_prepared(session, actor, event, plan, prepared)  # raises if something changed in between
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.errors import StateError
from matchmaker.messages.texts.publishing import NONE_PUBLISHED, STALE
from matchmaker.models import Appointment, Event, Plan
from matchmaker.planning.plans.figures import missing_figures
from matchmaker.planning.plans.plans import is_stale
from matchmaker.publishing.changes import PlanChanges
from matchmaker.publishing.difference import Difference, difference_of, withdrawal_of_all


@dataclass(frozen=True)
class Standing:
    """What a publication depends on: while this stays equal, what was computed from it stays right."""

    data_version: int
    published_plan_id: int | None
    plan: tuple[int, int] | None
    """Id and version of the plan; None to unpublish."""
    appointments: tuple[int, int, datetime | None]
    """How many there are, the sum of their sequence numbers, and when the last one changed."""


@dataclass(frozen=True)
class Prepared:
    """A publication that nothing has been written of yet. `figures`: to be stored with the plan, if it lacks some."""

    standing: Standing
    difference: Difference
    changes: PlanChanges
    figures: dict[str, Any] | None = None


def standing_of(session: Session, event: Event, plan: Plan | None) -> Standing:
    """In one query."""
    count, sequences, latest = session.execute(
        select(func.count(), func.coalesce(func.sum(Appointment.sequence), 0), func.max(Appointment.updated_at)).where(
            Appointment.event_id == event.id
        )
    ).one()
    its = None if plan is None else (plan.id, plan.version)
    return Standing(event.data_version, event.published_plan_id, its, (count, sequences, latest))


def prepare(session: Session, event: Event, plan: Plan, *, allow_stale: bool = False) -> Prepared:
    """Compute everything that publishing the plan will write; changes nothing.

    Raises StateError if the data changed since the plan was made, unless `allow_stale`, and NotFoundError for another
    event's plan.
    """
    if is_stale(event, plan) and not allow_stale:
        raise StateError(STALE(number=plan.number))
    standing = standing_of(session, event, plan)
    difference = difference_of(session, event, plan)
    return Prepared(standing, difference, difference.summary(), missing_figures(session, event, plan))


def prepare_unpublishing(session: Session, event: Event) -> Prepared:
    """Compute what cancelling every published meeting will write. Raises StateError if nothing is published."""
    if event.published_plan_id is None:
        raise StateError(NONE_PUBLISHED())
    difference = withdrawal_of_all(session, event)
    return Prepared(standing_of(session, event, None), difference, difference.summary())
