"""Who withdraws after publication frees the partners at once: page, calendar and mail, without a new plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import StateError
from matchmaker.mail.outbox import body_of
from matchmaker.models import Appointment, Attendee, AuditEntry, Event, OutboxMessage, Plan
from matchmaker.publishing import attendee_schedule, changes, publish, withdraw_and_tell
from matchmaker.roster import reinstate_attendee
from matchmaker.settings import Settings
from tests.matchmaker.planning.builders import a_plan, an_event_with

Published = tuple[Event, list[Attendee], Plan]


@pytest.fixture
def published(session: Session) -> Published:
    """Ada with Ben in the first slot and with Cem in the second; Dan with Eve."""
    event, people = an_event_with(session, "Ada", "Ben", "Cem", "Dan", "Eve")
    ada, ben, cem, dan, eve = people
    plan = a_plan(session, event, (ada, ben, 0, 0), (ada, cem, 1, 0), (dan, eve, 0, 1))
    publish(session, COMMAND_LINE, event, plan)
    return event, people, plan


@pytest.fixture
def mailing(settings: Settings) -> Settings:
    return replace(settings, smtp_url="smtp://localhost:25")


def mails(session: Session) -> dict[str, str]:
    return {mail.recipient: body_of(mail) for mail in session.scalars(select(OutboxMessage))}


def test_partners_are_free_and_told_at_once(session: Session, published: Published, mailing: Settings) -> None:
    event, (ada, ben, cem, dan, _), _plan = published
    done = withdraw_and_tell(session, mailing, COMMAND_LINE, event, ada)
    assert [(change.a.name, change.b.name) for change in done.cancelled] == [("Ada", "Ben"), ("Ada", "Cem")]
    assert [attendee_schedule(session, event, person) for person in (ada, ben, cem)] == [[], [], []]
    assert len(attendee_schedule(session, event, dan)) == 1
    sent = mails(session)
    assert sent.keys() == {"ben@example.org", "cem@example.org"}
    assert "- Cancelled: Tue 11 May, 09:00, Table 1 with Ada" in sent["ben@example.org"]


def test_calendars_get_the_cancellation_with_a_higher_sequence(
    session: Session, published: Published, settings: Settings
) -> None:
    event, (ada, ben, *_), _plan = published
    withdraw_and_tell(session, settings, COMMAND_LINE, event, ada)
    (entry,) = attendee_schedule(session, event, ben, with_cancelled=True)
    assert (entry.cancelled, entry.sequence) == (True, 1)
    assert mails(session) == {}  # no mail server is set up


def test_a_meeting_that_has_begun_stays(session: Session, published: Published, mailing: Settings) -> None:
    event, (ada, *_), _plan = published
    with time_machine.travel(event.slots[0].starts_at + timedelta(minutes=5), tick=False):
        done = withdraw_and_tell(session, mailing, COMMAND_LINE, event, ada)
    assert [(change.a.name, change.b.name) for change in done.cancelled] == [("Ada", "Cem")]
    assert mails(session).keys() == {"cem@example.org"}


def test_publishing_again_tells_nobody_twice_and_a_return_brings_the_meetings_back(
    session: Session, published: Published, mailing: Settings
) -> None:
    event, (ada, *_), plan = published
    withdraw_and_tell(session, mailing, COMMAND_LINE, event, ada)
    assert changes(session, event, plan).counts() == {
        "added": 0, "moved": 0, "cancelled": 0, "kept": 1, "left_out": 2,
    }  # fmt: skip
    reinstate_attendee(session, COMMAND_LINE, event, ada)
    assert publish(session, COMMAND_LINE, event, plan, allow_stale=True).counts()["added"] == 2
    rows = session.scalars(select(Appointment).where(Appointment.a_id == ada.id))
    assert [(row.cancelled, row.sequence) for row in rows] == [(False, 2), (False, 2)]


def test_it_is_in_the_history_and_not_done_twice(session: Session, published: Published, settings: Settings) -> None:
    event, (ada, *_), _plan = published
    withdraw_and_tell(session, settings, COMMAND_LINE, event, ada)
    with pytest.raises(StateError):
        withdraw_and_tell(session, settings, COMMAND_LINE, event, ada)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "meetings.cancelled")).all()
    assert [entry.details for entry in entries] == [{"attendee": ada.public_id, "cancelled": 2}]
