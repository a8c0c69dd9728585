"""Every page with which an organizer can break published meetings shows them first, with a choice."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from matchmaker.db import Database
from matchmaker.models import Appointment, Attendee, AttendeeStatus, Audience, Event, Group, MeetingRule
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from tests.web.organizer.test_import import Paused, paused
from tests.web.organizer.test_people import digest, upload, version_on
from tests.web.organizer.test_setting_up import rules_version_on

__all__ = ["paused"]
AWAY = {"away": "2027-05-11 09:00 - 09:30"}
CHOICES = ("Save and repair the plan", "Save, cancel them and tell both", "Save, and decide later")


def standing(database: Database) -> int:
    """The number of published meetings."""
    with database.reading() as session:
        return len(session.scalars(select(Appointment.id).where(~Appointment.cancelled)).all())


def test_times_away_of_a_person_can_cancel_their_meetings(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path(f"people/{full_event.ada}")
    sent = {"name": "Ada Lovelace", "version": version_on(console, path)} | AWAY
    asked = console.send(path, sent).text
    assert "Tue 11 May, 09:00, Table 1: Ada Lovelace and Ben Okri (Ada Lovelace is not available then)" in asked
    assert [choice in asked for choice in CHOICES] == [True, True, True]
    assert AWAY["away"] in asked
    assert standing(database) == 2
    assert console.send(path, sent | {"agreed": "cancel"}).location.endswith(path)  # type: ignore[union-attr]
    assert standing(database) == 1


def test_withdrawing_asks_first_and_always_frees_the_partners(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path(f"people/{full_event.ada}/status")
    asked = console.send(path, {"status": "withdrawn"}).text
    assert "Ada Lovelace and Ben Okri (Ada Lovelace withdrew)" in asked
    assert "Withdraw, cancel them and tell the partners" in asked
    assert [choice in asked for choice in CHOICES] == [False, False, False]
    with database.reading() as session:
        ada = session.scalars(select(Attendee).where(Attendee.public_id == full_event.ada)).one()
        assert ada.status is not AttendeeStatus.WITHDRAWN
    assert console.send(path, {"status": "withdrawn", "agreed": "repair"}).location.endswith("/solve")  # type: ignore[union-attr]
    assert standing(database) == 1


def test_a_rule_asks_at_its_own_form(console: Browser, database: Database, full_event: FullEvent) -> None:
    with database.writing() as session:
        event = session.scalars(select(Event)).one()
        event.blocks[0].audience = Audience.RULES
        buyers = session.scalars(select(Group)).one()
        session.execute(update(Attendee).values(group_id=buyers.id))
        session.add(MeetingRule(event_id=event.id, group_a_id=buyers.id, group_b_id=buyers.id))
    sent = {"rules": [], "version": rules_version_on(console, event)}
    asked = console.send(full_event.path("rules"), sent).text
    assert "This change breaks 2 published meetings" in asked
    assert "the block at Tue 11 May, 09:00 is not open to these groups" in asked
    assert console.send(full_event.path("rules"), sent | {"agreed": "later"}).status_code == 303


def test_an_imported_list_asks_before_it_is_imported(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    with database.reading() as session:
        event = session.scalars(select(Event)).one()
    path = upload(console, event, "Name;E-mail;Away\nBen Okri;ben.okri@example.org;2027-05-11 09:00 - 09:30\n")
    sent = {"seen": digest(console, path)}
    asked = console.send(f"{path}/commit", sent).text
    assert "Ada Lovelace and Ben Okri (Ben Okri is not available then)" in asked
    assert "This list was imported" not in console.get(path).text
    assert console.send(f"{path}/commit", sent | {"agreed": "later"}).status_code == 303
    assert "This list was imported" in console.get(path).text


def test_a_long_import_asks_on_its_page_afterwards(
    console: Browser, database: Database, full_event: FullEvent, paused: Paused
) -> None:
    paused.go_on.set()
    with database.reading() as session:
        event = session.scalars(select(Event)).one()
    path = upload(console, event, "Name;E-mail;Away\nBen Okri;ben.okri@example.org;2027-05-11 09:00 - 09:30\n")
    assert paused.ended.wait(20)
    paused.go_on.clear()
    paused.ended.clear()
    sent = {"seen": digest(console, path)}
    console.send(f"{path}/commit", sent)
    paused.finish()
    page = console.get(path).text
    assert "Nothing was saved: the change breaks 1 published meeting: Tue 11 May, 09:00, Table 1, Ada Lovelace" in page
    assert "What should become of the meetings that it breaks?" in page
    paused.ended.clear()
    console.send(f"{path}/commit", sent | {"agreed": "cancel"})
    paused.finish()
    assert (standing(database), "This list was imported" in console.get(path).text) == (1, True)


def test_a_person_is_replaced_and_wrong_input_stands_at_its_field(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path(f"people/{full_event.ada}")
    sent = {"version": version_on(console, path), "successor.name": "Zoe", "successor.email": "ben.okri@example.org"}
    refused = console.send(f"{path}/replace", sent)
    assert refused.status_code == 422
    assert 'href="#f-successor-email"' in refused.text
    assert 'value="Zoe"' in refused.text
    assert console.send(f"{path}/replace", sent | {"successor.email": "zoe@example.org"}).status_code == 303
    page = console.get(path).text
    assert "Zoe takes the place of Ada Lovelace." in page
    assert standing(database) == 2
    assert console.send(f"{path}/replace", sent | {"successor.email": "zoe2@example.org"}).status_code == 409


@pytest.mark.parametrize("choice", ["", "on", "nothing"])
def test_only_a_choice_of_the_page_confirms(console: Browser, full_event: FullEvent, choice: str) -> None:
    path = full_event.path(f"tables/{full_event.table}/remove")
    assert "Nothing is saved yet" in console.send(path, {"agreed": choice}).text
