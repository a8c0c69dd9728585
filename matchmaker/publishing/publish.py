"""Publishes and unpublishes a plan, each in one transaction.

What attendees see is stored as appointments, one per pair and meeting, and never deleted: publishing makes the
appointments equal to the plan's meetings. Calendars identify an appointment by its UID and take the highest SEQUENCE
as the latest (RFC 5545, 3.8.7.4), so the UID never changes and the SEQUENCE only increases.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import StateError
from matchmaker.messages.texts.publishing import NONE_PUBLISHED, STALE
from matchmaker.models import Appointment, Event, Plan, PlanStatus, now
from matchmaker.planning.plans.figures import complete_figures
from matchmaker.planning.plans.plans import is_stale
from matchmaker.publishing.changes import PlanChanges, TimeAndTable
from matchmaker.publishing.difference import (
    Difference,
    Key,
    PlannedMeeting,
    PublishedMeeting,
    difference_of,
    withdrawal_of_all,
)


def publish(session: Session, actor: Actor, event: Event, plan: Plan, *, allow_stale: bool = False) -> PlanChanges:
    """Show the plan to attendees; the plan published before is superseded. An earlier plan may be published again.

    Raises StateError if the data changed since the plan was made, unless `allow_stale`.
    """
    _lock(session, event)
    if is_stale(event, plan) and not allow_stale:
        raise StateError(STALE(number=plan.number))
    difference = difference_of(session, event, plan)
    _apply(session, event, difference)
    _set_statuses(session, event, plan)
    complete_figures(session, event, plan)
    result = difference.summary()
    record(session, actor, event, "plan.published", changes_plan=False, plan=plan.number, **result.counts())
    _point_to(session, event, plan.id)
    return result


def unpublish(session: Session, actor: Actor, event: Event) -> PlanChanges:
    """Withdraw the published plan: it becomes a draft again, and every published meeting is cancelled.

    Raises StateError if nothing is published.
    """
    _lock(session, event)
    if event.published_plan_id is None:
        raise StateError(NONE_PUBLISHED())
    difference = withdrawal_of_all(session, event)
    _apply(session, event, difference)
    plan = session.get_one(Plan, event.published_plan_id)
    plan.status = PlanStatus.DRAFT
    plan.published_at = None
    result = difference.summary()
    record(session, actor, event, "plan.unpublished", changes_plan=False, plan=plan.number, **result.counts())
    _point_to(session, event, None)
    return result


def _lock(session: Session, event: Event) -> None:
    """Lock the event: no other transaction publishes or changes its data until this one ends."""
    session.flush()
    session.refresh(event, with_for_update=True)


def _apply(session: Session, event: Event, difference: Difference) -> None:
    """Make the appointments equal to the planned meetings."""
    planned, published = difference.planned, difference.published
    moment = now()
    added = difference.added()
    new = [_new_row(event, key, planned[key], moment) for key in added if key not in published]
    known = [key for key in (*added, *difference.moved()) if key in published]
    changed = [_updated(published[key], planned[key], moment) for key in known]
    changed += [_cancelled(published[key], moment) for key in difference.cancelled()]
    changed += [
        _reworded(published[key], planned[key], moment)
        for key in difference.kept()
        if published[key].reasons != planned[key].reasons
    ]
    if new:
        session.execute(insert(Appointment), new)
    if changed:
        session.execute(update(Appointment), changed)
    for appointment in [row for row in session if isinstance(row, Appointment)]:
        session.expire(appointment)  # its row has changed in the database


def _new_row(event: Event, key: Key, planned: PlannedMeeting, moment: datetime) -> dict[str, Any]:
    a, b, ordinal = key
    return {
        "event_id": event.id,
        "a_id": a,
        "b_id": b,
        "ordinal": ordinal,
        "uid": secrets.token_hex(16),
        **_content(planned.time_and_table, planned.reasons, moment),
    }


def _updated(published: PublishedMeeting, planned: PlannedMeeting, moment: datetime) -> dict[str, Any]:
    content = _content(planned.time_and_table, planned.reasons, moment)
    return {"id": published.id, "sequence": published.sequence + 1, "cancelled": False, **content}


def _cancelled(published: PublishedMeeting, moment: datetime) -> dict[str, Any]:
    content = _content(published.time_and_table, published.reasons, moment)
    return {"id": published.id, "sequence": published.sequence + 1, "cancelled": True, **content}


def _reworded(published: PublishedMeeting, planned: PlannedMeeting, moment: datetime) -> dict[str, Any]:
    """New reasons for an unchanged meeting: the calendar entry's text changes, but it is no reason for a mail."""
    content = _content(planned.time_and_table, planned.reasons, moment)
    return {"id": published.id, "sequence": published.sequence, "cancelled": False, **content}


def _content(time_and_table: TimeAndTable, reasons: list[Any], moment: datetime) -> dict[str, Any]:
    return {
        "starts_at": time_and_table.starts_at,
        "ends_at": time_and_table.ends_at,
        "table_name": time_and_table.table_name,
        "reasons": reasons,
        "updated_at": moment,
    }


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
