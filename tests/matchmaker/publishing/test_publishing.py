"""Publishing makes what attendees were told equal to the plan, tells only changes, and forgets no UID."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE, record
from matchmaker.db import Database
from matchmaker.errors import NotFoundError, StateError
from matchmaker.models import (
    Appointment,
    Attendee,
    AttendeeStatus,
    AuditEntry,
    Event,
    Grade,
    Meeting,
    Plan,
    PlanStatus,
    Request,
)
from matchmaker.publishing.changes import Change, PlanChanges
from matchmaker.publishing.difference import changes
from matchmaker.publishing.publish import publish, unpublish
from tests.matchmaker.planning.builders import a_plan, an_event_with

Told = dict[tuple[str, str], tuple[int, bool, int, str]]


def told(session: Session, event: Event) -> Told:
    """Names of the two -> sequence, cancelled, index of the slot, table."""
    names = {person.id: person.name for person in session.scalars(select(Attendee))}
    slots = {slot.starts_at: number for number, slot in enumerate(event.slots)}
    return {
        (names[row.a_id], names[row.b_id]): (row.sequence, row.cancelled, slots[row.starts_at], row.table_name)
        for row in session.scalars(select(Appointment).where(Appointment.event_id == event.id))
    }


def uids(session: Session) -> dict[tuple[int, int], str]:
    return {(row.a_id, row.b_id): row.uid for row in session.scalars(select(Appointment))}


def named(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.a.name, change.b.name) for change in changes]


def in_short(result: PlanChanges) -> dict[str, object]:
    return {
        "added": named(result.added),
        "moved": named(result.moved),
        "cancelled": named(result.cancelled),
        "kept": result.kept,
        "left_out": result.left_out,
        "affected": [person.name for person in result.affected],
    }


def test_the_first_publication_adds_every_meeting(session: Session) -> None:
    event, (ada, ben, cem, _) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    plan = a_plan(session, event, (ada, ben, 0, 0), (ben, cem, 1, 2))
    result = publish(session, COMMAND_LINE, event, plan)
    assert in_short(result) == {
        "added": [("Ada", "Ben"), ("Ben", "Cem")],
        "moved": [],
        "cancelled": [],
        "kept": 0,
        "left_out": 0,
        "affected": ["Ada", "Ben", "Cem"],
    }
    assert told(session, event) == {
        ("Ada", "Ben"): (0, False, 0, "Table 1"),
        ("Ben", "Cem"): (0, False, 1, "Table 3"),
    }
    assert event.published_plan_id == plan.id
    assert plan.status is PlanStatus.PUBLISHED
    assert plan.published_at is not None


def test_the_second_publication_changes_only_what_differs(session: Session) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    first = a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 0, 1), (ada, cem, 1, 0))
    second = a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 2, 1), (ben, dan, 1, 0))
    publish(session, COMMAND_LINE, event, first)
    before = uids(session)
    looked = changes(session, event, second)
    result = publish(session, COMMAND_LINE, event, second)
    assert looked == result
    assert in_short(result) == {
        "added": [("Ben", "Dan")],
        "moved": [("Cem", "Dan")],
        "cancelled": [("Ada", "Cem")],
        "kept": 1,
        "left_out": 0,
        "affected": ["Ada", "Ben", "Cem", "Dan"],
    }
    assert told(session, event) == {
        ("Ada", "Ben"): (0, False, 0, "Table 1"),
        ("Ada", "Cem"): (1, True, 1, "Table 1"),
        ("Cem", "Dan"): (1, False, 2, "Table 2"),
        ("Ben", "Dan"): (0, False, 1, "Table 1"),
    }
    assert uids(session).items() >= before.items()
    assert (first.status, second.status) == (PlanStatus.SUPERSEDED, PlanStatus.PUBLISHED)


def test_a_change_has_the_old_and_the_new_time_and_table(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0)))
    (moved,) = changes(session, event, a_plan(session, event, (ada, ben, 2, 1))).moved
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.before.starts_at, moved.before.table_name) == (event.slots[0].starts_at, "Table 1")
    assert (moved.after.starts_at, moved.after.table_name) == (event.slots[2].starts_at, "Table 2")


def test_a_preview_changes_nothing(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    changes(session, event, plan)
    assert told(session, event) == {}
    assert event.published_plan_id is None


def test_publishing_the_same_plan_again_changes_nothing_for_anybody(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    publish(session, COMMAND_LINE, event, plan)
    moment = session.scalars(select(Appointment.updated_at)).one()
    result = publish(session, COMMAND_LINE, event, plan)
    assert (result.kept, result.affected) == (1, ())
    assert session.scalars(select(Appointment.updated_at)).one() == moment
    assert told(session, event) == {("Ada", "Ben"): (0, False, 0, "Table 1")}


def test_a_pair_that_comes_back_keeps_its_uid_and_its_sequence_rises(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    meeting, none = a_plan(session, event, (ada, ben, 0, 0)), a_plan(session, event)
    publish(session, COMMAND_LINE, event, meeting)
    uid = uids(session)
    publish(session, COMMAND_LINE, event, none)
    result = publish(session, COMMAND_LINE, event, meeting)
    assert named(result.added) == [("Ada", "Ben")]
    assert result.added[0].before is None
    assert told(session, event) == {("Ada", "Ben"): (2, False, 0, "Table 1")}
    assert uids(session) == uid


def test_an_older_plan_may_be_published_again(session: Session) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    first, second = a_plan(session, event, (ada, ben, 0, 0)), a_plan(session, event, (ada, cem, 0, 0))
    for plan in (first, second, first):
        publish(session, COMMAND_LINE, event, plan)
    assert (first.status, second.status) == (PlanStatus.PUBLISHED, PlanStatus.SUPERSEDED)
    assert event.published_plan_id == first.id
    assert told(session, event) == {
        ("Ada", "Ben"): (2, False, 0, "Table 1"),
        ("Ada", "Cem"): (1, True, 0, "Table 1"),
    }


def test_a_stale_plan_is_published_only_if_allowed(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    record(session, COMMAND_LINE, event, "attendee.changed", changes_plan=True)
    with pytest.raises(StateError, match="data changed since plan 1 was made"):
        publish(session, COMMAND_LINE, event, plan)
    assert told(session, event) == {}
    publish(session, COMMAND_LINE, event, plan, allow_stale=True)
    assert told(session, event) == {("Ada", "Ben"): (0, False, 0, "Table 1")}


def test_data_that_changed_in_another_session_counts_too(database: Database) -> None:
    with database.writing() as session:
        event, (ada, ben) = an_event_with(session, "Ada", "Ben")
        plan = a_plan(session, event, (ada, ben, 0, 0))
    with database.writing() as session:
        record(session, COMMAND_LINE, session.get_one(Event, event.id), "attendee.changed", changes_plan=True)
    with pytest.raises(StateError), database.writing() as session:
        publish(session, COMMAND_LINE, session.merge(event, load=False), plan)


@pytest.mark.parametrize("why", ["withdrawn", "said no"])
def test_a_meeting_that_cannot_take_place_any_more_is_left_out(session: Session, why: str) -> None:
    event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
    plan = a_plan(session, event, (ada, ben, 0, 0), (ada, cem, 1, 0))
    publish(session, COMMAND_LINE, event, plan)
    if why == "withdrawn":
        cem.status = AttendeeStatus.WITHDRAWN
    else:
        session.add(Request(attendee_id=cem.id, other_id=ada.id, grade=Grade.NO))
    record(session, COMMAND_LINE, event, "attendee.changed", changes_plan=True)
    result = publish(session, COMMAND_LINE, event, plan, allow_stale=True)
    assert in_short(result) == {
        "added": [],
        "moved": [],
        "cancelled": [("Ada", "Cem")],
        "kept": 1,
        "left_out": 1,
        "affected": ["Ada", "Cem"],
    }


def test_unpublishing_cancels_everything_and_makes_the_plan_a_draft(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    publish(session, COMMAND_LINE, event, plan)
    result = unpublish(session, COMMAND_LINE, event)
    assert named(result.cancelled) == [("Ada", "Ben")]
    assert told(session, event) == {("Ada", "Ben"): (1, True, 0, "Table 1")}
    assert (event.published_plan_id, plan.status, plan.published_at) == (None, PlanStatus.DRAFT, None)
    with pytest.raises(StateError, match="No plan is published"):
        unpublish(session, COMMAND_LINE, event)


def test_two_meetings_of_one_pair_are_two_appointments(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 1, 0))
    publish(session, COMMAND_LINE, event, plan)
    first = session.scalars(select(Meeting)).one()
    second = a_plan(session, event, (ada, ben, 1, 0))
    slot = event.slots[3]
    again = {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "table_name": "Table 2", "score": 1, "reasons": []}
    again["table_id"] = event.tables[1].id
    session.add(Meeting(plan_id=second.id, a_id=first.a_id, b_id=first.b_id, **again))
    session.flush()
    assert named(publish(session, COMMAND_LINE, event, second).added) == [("Ada", "Ben")]
    rows = session.scalars(select(Appointment).order_by(Appointment.ordinal)).all()
    assert [(row.ordinal, row.sequence, row.starts_at) for row in rows] == [
        (0, 0, event.slots[1].starts_at),
        (1, 0, slot.starts_at),
    ]
    assert len({row.uid for row in rows}) == 2


def test_another_events_plan_is_not_found(session: Session) -> None:
    event, _ = an_event_with(session, "Ada", "Ben")
    other, _ = an_event_with(session, "Cem", "Dan")
    with pytest.raises(NotFoundError):
        publish(session, COMMAND_LINE, event, a_plan(session, other))


def test_publishing_is_recorded_with_its_counts_and_does_not_edit_the_event(session: Session) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    version, data_version = event.version, event.data_version
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0)))
    session.refresh(event)
    assert (event.version, event.data_version) == (version, data_version)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.details) == (
        "plan.published",
        {"plan": 1, "added": 1, "moved": 0, "cancelled": 0, "kept": 0, "left_out": 0},
    )


def test_a_failure_halfway_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        event, (ada, ben, cem) = an_event_with(session, "Ada", "Ben", "Cem")
        publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0)))
        second = a_plan(session, event, (ada, cem, 0, 0)).id
    with database.reading() as session:
        before = told(session, session.get_one(Event, event.id))

    def fail(session: Session) -> None:
        publish(session, COMMAND_LINE, session.get_one(Event, event.id), session.get_one(Plan, second))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"), database.writing() as session:
        fail(session)
    with database.reading() as session:
        again = session.get_one(Event, event.id)
        assert told(session, again) == before
        assert again.published_plan_id != second


def test_a_reader_sees_one_plan_or_the_other_never_a_mixture(database: Database) -> None:
    with database.writing() as session:
        event, people = an_event_with(session, *(f"Person {k}" for k in range(8)), tables=4)
        rounds = [[(people[k], people[(k + shift) % 8], 0, k // 2) for k in (0, 2, 4, 6)] for shift in (1, 7)]
        plans = [a_plan(session, event, *meetings).id for meetings in rounds]
    expected = {frozenset((a.id, b.id) for a, b in ((sorted(m[:2], key=lambda p: p.id)) for m in r)) for r in rounds}
    done, seen = threading.Event(), set()

    def read() -> None:
        while not done.is_set():
            with database.reading() as session:
                live = select(Appointment.a_id, Appointment.b_id).where(Appointment.cancelled.is_(False))
                seen.add(frozenset((a, b) for a, b in session.execute(live)))

    reader = threading.Thread(target=read)
    reader.start()
    for plan in plans * 10:
        with database.writing() as session:
            publish(session, COMMAND_LINE, session.get_one(Event, event.id), session.get_one(Plan, plan))
    done.set()
    reader.join()
    assert seen <= expected | {frozenset()}
