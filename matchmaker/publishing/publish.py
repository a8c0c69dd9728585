"""Publishes and unpublishes a plan, each in one transaction, which writes what was prepared before."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError
from matchmaker.messages.texts.publishing import CHANGED_MEANWHILE
from matchmaker.models import Event, Plan, PlanStatus, now
from matchmaker.publishing.appointments import make_equal
from matchmaker.publishing.changes import PlanChanges
from matchmaker.publishing.prepared import Prepared, prepare, prepare_unpublishing, standing_of


def publish(session: Session, actor: Actor, event: Event, plan: Plan, *, allow_stale: bool = False) -> PlanChanges:
    """Prepare and publish in one transaction, where nobody waits for the lock. Raises StateError like `prepare`."""
    _lock(session, event)
    return publish_prepared(session, actor, event, plan, prepare(session, event, plan, allow_stale=allow_stale))


def publish_prepared(session: Session, actor: Actor, event: Event, plan: Plan, prepared: Prepared) -> PlanChanges:
    """Show the plan to attendees; the plan published before is superseded. An earlier plan may be published again.

    Raises EditConflictError if anything that the publication depends on changed since it was prepared.
    """
    _lock(session, event)
    session.refresh(plan)
    _refuse_if_changed(session, event, plan, prepared)
    make_equal(session, event, prepared.difference)
    _set_statuses(session, event, plan)
    if prepared.figures is not None:
        plan.figures = prepared.figures
    counts = prepared.changes.counts()
    record(session, actor, event, "plan.published", changes_plan=False, plan=plan.number, **counts)
    _point_to(session, event, plan.id)
    return prepared.changes


def unpublish(session: Session, actor: Actor, event: Event) -> PlanChanges:
    """Prepare and unpublish in one transaction. Raises StateError if nothing is published."""
    _lock(session, event)
    return unpublish_prepared(session, actor, event, prepare_unpublishing(session, event))


def unpublish_prepared(session: Session, actor: Actor, event: Event, prepared: Prepared) -> PlanChanges:
    """Withdraw the published plan: it becomes a draft again, and every published meeting is cancelled.

    Raises EditConflictError if anything that this depends on changed since it was prepared.
    """
    _lock(session, event)
    _refuse_if_changed(session, event, None, prepared)
    make_equal(session, event, prepared.difference)
    plan = session.get_one(Plan, event.published_plan_id)
    plan.status = PlanStatus.DRAFT
    plan.published_at = None
    counts = prepared.changes.counts()
    record(session, actor, event, "plan.unpublished", changes_plan=False, plan=plan.number, **counts)
    _point_to(session, event, None)
    return prepared.changes


def _lock(session: Session, event: Event) -> None:
    """Lock the event: no other transaction publishes or changes its data until this one ends."""
    session.flush()
    session.refresh(event, with_for_update=True)


def _refuse_if_changed(session: Session, event: Event, plan: Plan | None, prepared: Prepared) -> None:
    if standing_of(session, event, plan) != prepared.standing:
        raise EditConflictError(CHANGED_MEANWHILE())


def _set_statuses(session: Session, event: Event, plan: Plan) -> None:
    session.execute(
        update(Plan)
        .where(Plan.event_id == event.id, Plan.status == PlanStatus.PUBLISHED, Plan.id != plan.id)
        .values(status=PlanStatus.SUPERSEDED)
    )
    plan.status = PlanStatus.PUBLISHED
    plan.published_at = now()


def _point_to(session: Session, event: Event, plan_id: int | None) -> None:
    """The last step. In SQL, not through the row, as publishing must not count as an edit of the event's settings."""
    session.flush()
    session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(published_plan_id=plan_id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(event, ["published_plan_id"])
