"""Attendees withdraw and come back with their answers, by themselves or through the organizer."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE, Actor
from matchmaker.errors import StateError
from matchmaker.models import AttendeeStatus, AuditEntry, now
from matchmaker.roster import reinstate_attendee, withdraw_attendee
from tests.builders import an_attendee, an_event


def test_the_organizer_withdraws_and_reinstates_attendees_once(session: Session) -> None:
    event = an_event(session)
    ann, bob = an_attendee(session, event, "Ann"), an_attendee(session, event, "Bob", answered_at=now())
    before = event.data_version
    for attendee in (ann, bob):
        withdraw_attendee(session, COMMAND_LINE, event, attendee)
        with pytest.raises(StateError, match=f"{attendee.name} has withdrawn already"):
            withdraw_attendee(session, COMMAND_LINE, event, attendee)
        assert attendee.status is AttendeeStatus.WITHDRAWN
        reinstate_attendee(session, COMMAND_LINE, event, attendee)
    assert (ann.status, bob.status) == (AttendeeStatus.INVITED, AttendeeStatus.ACTIVE)
    assert event.data_version == before + 4
    with pytest.raises(StateError, match="Ann has not withdrawn"):
        reinstate_attendee(session, COMMAND_LINE, event, ann)


def test_an_attendee_who_repeats_withdrawing_or_coming_back_changes_nothing_more(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann")
    me = Actor.attendee(ann)
    for change in (withdraw_attendee, withdraw_attendee, reinstate_attendee, reinstate_attendee):
        change(session, me, event, ann)
    assert ann.status is AttendeeStatus.INVITED
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["attendee.withdrew", "attendee.came_back"]


def test_the_history_says_when_the_organizer_acted(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann")
    withdraw_attendee(session, COMMAND_LINE, event, ann)
    reinstate_attendee(session, COMMAND_LINE, event, ann)
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["attendee.withdrawn", "attendee.reinstated"]
