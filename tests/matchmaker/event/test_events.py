"""Events are created, found by those who run them, and edited by one person at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.access.organizers import ensure_organizer
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import EditConflictError, InvalidInputError, NotFoundError
from matchmaker.event.agenda import set_blocks
from matchmaker.event.events import (
    all_events,
    create_event,
    event_by_public_id,
    events_of,
    set_answers_open,
    set_weights,
    update_event,
)
from matchmaker.models import AuditEntry
from matchmaker.schemas.agenda import BlockDetails
from matchmaker.schemas.event import EventDetails

FORUM = EventDetails(name="Spring Forum", timezone="Europe/Berlin", slot_minutes=20, pause_minutes=0)
MORNING = BlockDetails("Morning", date(2027, 5, 11), time(9), time(10))


def test_organizers_see_only_their_own_events(session: Session) -> None:
    ada = ensure_organizer(session, COMMAND_LINE, "ada@example.org", "Ada")
    bob = ensure_organizer(session, COMMAND_LINE, "bob@example.org", "Bob")
    event = create_event(session, COMMAND_LINE, FORUM, ada)
    assert events_of(session, ada) == [event]
    assert events_of(session, bob) == []
    assert event_by_public_id(session, event.public_id, ada) is event
    with pytest.raises(NotFoundError):
        event_by_public_id(session, event.public_id, bob)


def test_the_command_line_sees_every_event(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    assert all_events(session) == [event]
    assert event_by_public_id(session, event.public_id) is event


def test_the_second_of_two_editors_gets_a_conflict(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    seen = event.version
    update_event(session, COMMAND_LINE, event, replace(FORUM, venue="Hall 1"), seen)
    with pytest.raises(EditConflictError):
        update_event(session, COMMAND_LINE, event, replace(FORUM, venue="Hall 2"), seen)
    assert event.venue == "Hall 1"


def test_an_edit_without_changes_leaves_no_trace(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    update_event(session, COMMAND_LINE, event, FORUM, event.version)
    assert list(session.scalars(select(AuditEntry.action))) == ["event.created"]


def test_a_new_limit_makes_plans_stale_but_a_new_name_does_not(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    before = event.data_version
    update_event(session, COMMAND_LINE, event, replace(FORUM, name="Autumn Forum"), event.version)
    assert event.data_version == before
    update_event(session, COMMAND_LINE, event, replace(FORUM, max_consecutive=3), event.version)
    assert event.data_version == before + 1


def test_a_new_slot_length_recomputes_the_slots(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    set_blocks(session, COMMAND_LINE, event, [MORNING])
    first = event.slots[0].id
    update_event(session, COMMAND_LINE, event, replace(FORUM, slot_minutes=30), event.version)
    assert [(slot.ends_at - slot.starts_at).seconds for slot in event.slots] == [1800, 1800]
    assert event.slots[0].id == first


def test_settings_that_leave_a_block_without_slots_are_rejected(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    set_blocks(session, COMMAND_LINE, event, [MORNING])
    with pytest.raises(InvalidInputError, match=r"block 1, end: This block is too short"):
        update_event(session, COMMAND_LINE, event, replace(FORUM, slot_minutes=90), event.version)
    session.rollback()


def test_answers_are_open_until_they_are_closed(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    assert event.answers_open is True
    set_answers_open(session, COMMAND_LINE, event, False)
    assert event.answers_open is False


def test_weights_are_validated_by_their_schema(session: Session) -> None:
    event = create_event(session, COMMAND_LINE, FORUM, None)
    set_weights(session, COMMAND_LINE, event, {"interests": "70"})
    assert event.weights["interests"] == 70
    with pytest.raises(InvalidInputError, match="interests: "):
        set_weights(session, COMMAND_LINE, event, {"interests": 101})
