"""A publication is computed before the event is locked, and written only if all that it depends on is as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE, record
from matchmaker.db import Database
from matchmaker.errors import EditConflictError
from matchmaker.models import Appointment, AuditEntry, Event, Plan, PlanStatus, now
from matchmaker.publishing import (
    PlanChanges,
    Prepared,
    prepare,
    prepare_unpublishing,
    publish,
    publish_prepared,
    unpublish_prepared,
)
from tests.matchmaker.planning.builders import a_plan, an_event_with


@dataclass(frozen=True)
class Two:
    """Ids of an event whose first plan is published, and of its second plan."""

    event: int
    first: int
    second: int


@pytest.fixture
def two(database: Database) -> Two:
    with database.writing() as session:
        event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
        first = a_plan(session, event, (ada, ben, 0, 0))
        publish(session, COMMAND_LINE, event, first)
        second = a_plan(session, event, (ada, ben, 1, 0), (ada, cem, 0, 1))
        session.flush()
        return Two(event.id, first.id, second.id)


def data_changed(session: Session, two: Two) -> None:
    record(session, COMMAND_LINE, session.get_one(Event, two.event), "attendee.changed", changes_plan=True)


def plan_edited(session: Session, two: Two) -> None:
    session.get_one(Plan, two.second).edited_at = now()


def another_published(session: Session, two: Two) -> None:
    publish(session, COMMAND_LINE, session.get_one(Event, two.event), session.get_one(Plan, two.second))


def meeting_cancelled(session: Session, two: Two) -> None:
    row = session.scalars(select(Appointment).order_by(Appointment.id)).first()
    assert row is not None
    row.cancelled, row.sequence, row.updated_at = True, row.sequence + 1, now()


Change = Callable[[Session, Two], None]


def everything(database: Database) -> tuple[object, ...]:
    with database.reading() as session:
        plans = [(plan.status, plan.version) for plan in session.scalars(select(Plan).order_by(Plan.id))]
        rows = [(row.sequence, row.cancelled, row.starts_at) for row in session.scalars(select(Appointment))]
        return plans, rows, [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def publish_second(database: Database, two: Two, prepared: Prepared) -> PlanChanges:
    with database.writing() as session:
        event, plan = session.get_one(Event, two.event), session.get_one(Plan, two.second)
        return publish_prepared(session, COMMAND_LINE, event, plan, prepared)


@pytest.mark.parametrize("change", [data_changed, plan_edited, another_published, meeting_cancelled])
def test_what_was_prepared_before_a_change_is_not_published(database: Database, two: Two, change: Change) -> None:
    with database.reading() as session:
        prepared = prepare(session, session.get_one(Event, two.event), session.get_one(Plan, two.second))
    with database.writing() as session:
        change(session, two)
    before = everything(database)
    with pytest.raises(EditConflictError):
        publish_second(database, two, prepared)
    assert everything(database) == before


@pytest.mark.parametrize("change", [data_changed, another_published, meeting_cancelled])
def test_what_was_prepared_before_a_change_is_not_unpublished(database: Database, two: Two, change: Change) -> None:
    with database.reading() as session:
        prepared = prepare_unpublishing(session, session.get_one(Event, two.event))
    with database.writing() as session:
        change(session, two)
    before = everything(database)
    with pytest.raises(EditConflictError), database.writing() as session:
        unpublish_prepared(session, COMMAND_LINE, session.get_one(Event, two.event), prepared)
    assert everything(database) == before


def test_preparing_writes_nothing_and_what_was_prepared_is_published(database: Database, two: Two) -> None:
    before = everything(database)
    with database.reading() as session:
        prepared = prepare(session, session.get_one(Event, two.event), session.get_one(Plan, two.second))
    assert everything(database) == before
    done = publish_second(database, two, prepared)
    assert done.counts() == {"added": 1, "moved": 1, "cancelled": 0, "kept": 0, "left_out": 0}
    with database.reading() as session:
        assert session.get_one(Plan, two.second).status is PlanStatus.PUBLISHED
        assert sorted(session.scalars(select(Appointment.sequence))) == [0, 1]
