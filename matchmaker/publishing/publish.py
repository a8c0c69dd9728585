"""Publishing a plan: what would change for whom, then one transaction that makes it so.

What attendees were told is kept as appointments, one per pair and meeting, for ever: publishing makes the appointments
equal to the plan's meetings. Calendars outside know an appointment by its UID and take the highest SEQUENCE for the
newest (RFC 5545, 3.8.7.4), so the one never changes and the other only rises.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.errors import StateError
from matchmaker.models import Appointment, Event, Plan, PlanStatus, now
from matchmaker.planning.plans.plans import is_stale
from matchmaker.publishing.difference import (
    Difference,
    Key,
    Place,
    PlanChanges,
    Told,
    Wanted,
    difference_of,
    people_of,
    told_of,
)

"""The two attendees' ids, the smaller first, and 0 for their first meeting, 1 for their second."""


def publish(session: Session, actor: Actor, event: Event, plan: Plan, *, allow_stale: bool = False) -> PlanChanges:
    """Make the plan what attendees see; the plan published before is superseded. An older plan may come back this way.

    Raises StateError if the data changed since the plan was made, unless `allow_stale`.
    """
    _lock(session, event)
    if is_stale(event, plan) and not allow_stale:
        raise StateError(
            f"The event's data changed since plan {plan.number} was made. Solve again, or look at what it would "
            "change and publish it all the same."
        )
    difference = difference_of(session, event, plan)
    _apply(session, event, difference)
    _set_statuses(session, event, plan)
    result = difference.summary()
    record(session, actor, event, "plan.published", changes_plan=False, plan=plan.number, **result.counts())
    _point_to(session, event, plan.id)
    return result


def unpublish(session: Session, actor: Actor, event: Event) -> PlanChanges:
    """Take the published plan back: it is a draft again and every meeting told of is cancelled.

    Raises StateError if nothing is published.
    """
    _lock(session, event)
    if event.published_plan_id is None:
        raise StateError("No plan is published.")
    difference = Difference(people_of(session, event), {}, told_of(session, event), left_out=0)
    _apply(session, event, difference)
    plan = session.get_one(Plan, event.published_plan_id)
    plan.status = PlanStatus.DRAFT
    plan.published_at = None
    result = difference.summary()
    record(session, actor, event, "plan.unpublished", changes_plan=False, plan=plan.number, **result.counts())
    _point_to(session, event, None)
    return result


def _lock(session: Session, event: Event) -> None:
    """Nobody else publishes or changes the event's data until this transaction ends."""
    session.flush()
    session.refresh(event, with_for_update=True)


def _apply(session: Session, event: Event, difference: Difference) -> None:
    moment = now()
    added = difference.added()
    fresh = [_new_row(event, key, difference.wanted[key], moment) for key in added if key not in difference.told]
    known = [key for key in (*added, *difference.moved()) if key in difference.told]
    changed = [_told_anew(difference.told[key], difference.wanted[key], moment) for key in known]
    changed += [_told_off(difference.told[key], moment) for key in difference.cancelled()]
    changed += [
        _reworded(difference.told[key], difference.wanted[key], moment)
        for key in difference.kept()
        if difference.told[key].reasons != difference.wanted[key].reasons
    ]
    if fresh:
        session.execute(insert(Appointment), fresh)
    if changed:
        session.execute(update(Appointment), changed)
    for loaded in [row for row in session if isinstance(row, Appointment)]:
        session.expire(loaded)  # it is not what it was


def _new_row(event: Event, key: Key, wanted: Wanted, moment: datetime) -> dict[str, Any]:
    a, b, ordinal = key
    return {
        "event_id": event.id,
        "a_id": a,
        "b_id": b,
        "ordinal": ordinal,
        "uid": secrets.token_hex(16),
        **_content(wanted.place, wanted.reasons, moment),
    }


def _told_anew(told: Told, wanted: Wanted, moment: datetime) -> dict[str, Any]:
    content = _content(wanted.place, wanted.reasons, moment)
    return {"id": told.id, "sequence": told.sequence + 1, "cancelled": False, **content}


def _told_off(told: Told, moment: datetime) -> dict[str, Any]:
    content = _content(told.place, told.reasons, moment)
    return {"id": told.id, "sequence": told.sequence + 1, "cancelled": True, **content}


def _reworded(told: Told, wanted: Wanted, moment: datetime) -> dict[str, Any]:
    """Other reasons for the same meeting: the calendar entry's text is new, but nobody needs to be told."""
    content = _content(wanted.place, wanted.reasons, moment)
    return {"id": told.id, "sequence": told.sequence, "cancelled": False, **content}


def _content(place: Place, reasons: list[Any], moment: datetime) -> dict[str, Any]:
    return {
        "starts_at": place.starts_at,
        "ends_at": place.ends_at,
        "table_name": place.table_name,
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
    """The last step. In SQL, not through the row: publishing must not look like an edit of the event's settings."""
    session.flush()
    session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(published_plan_id=plan_id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(event, ["published_plan_id"])
