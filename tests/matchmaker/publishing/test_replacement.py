"""Somebody else takes over the meetings: with a new link, and nothing personal of who had the place before."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.access import attendee_by_secret, attendee_secrets
from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import EditConflictError, InvalidInputError, StateError
from matchmaker.models import Absence, Attendee, AttendeeStatus, Grade, Request, TokenKind
from matchmaker.publishing import attendee_calendar, attendee_schedule, replace_and_tell
from matchmaker.roster import withdraw_attendee
from matchmaker.schemas.roster import RosterRow
from matchmaker.settings import Settings
from tests.matchmaker.publishing.test_withdrawal import Published, mailing, mails, published

__all__ = ["mailing", "published"]
ZOE = RosterRow(name="Zoe", email="zoe@example.org", job_title="Buyer")


def test_the_meetings_stay_and_partners_and_successor_are_told(
    session: Session, published: Published, mailing: Settings
) -> None:
    event, (place, ben, *_), _plan = published
    former = replace_and_tell(session, mailing, COMMAND_LINE, event, place, ZOE)
    assert [meeting.partner.name for meeting in attendee_schedule(session, event, place)] == ["Ben", "Cem"]
    assert [meeting.partner.name for meeting in attendee_schedule(session, event, ben)] == ["Zoe"]
    assert attendee_schedule(session, event, former) == []
    sent = mails(session)
    assert sent.keys() == {"ben@example.org", "cem@example.org", "zoe@example.org"}
    assert "Ada cannot come to" in sent["ben@example.org"]
    assert "Zoe meets you instead" in sent["ben@example.org"]
    assert "Tue 11 May, 09:20, Table 1" in sent["cem@example.org"]
    assert "instead of Ada" in sent["zoe@example.org"]


def test_calendars_show_the_new_name_with_a_higher_sequence(
    session: Session, published: Published, settings: Settings
) -> None:
    event, (place, ben, *_), _plan = published
    (before,) = attendee_schedule(session, event, ben)
    replace_and_tell(session, settings, COMMAND_LINE, event, place, ZOE)
    (after,) = attendee_schedule(session, event, ben)
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert b"Meeting with Zoe" in attendee_calendar(session, event, ben)


def test_the_old_link_leads_to_the_one_who_left_and_the_new_one_to_the_successor(
    session: Session, published: Published, settings: Settings
) -> None:
    event, (place, *_), _plan = published
    old = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, [place])[place.id]
    former = replace_and_tell(session, settings, COMMAND_LINE, event, place, ZOE)
    new = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, [place])[place.id]
    assert attendee_by_secret(session, TokenKind.PERSONAL, old) is former
    assert attendee_by_secret(session, TokenKind.PERSONAL, new) is place
    assert (former.name, former.email, former.status) == ("Ada", "ada@example.org", AttendeeStatus.WITHDRAWN)


def test_wishes_absences_and_text_stay_with_who_wrote_them(
    session: Session, published: Published, settings: Settings
) -> None:
    event, (place, ben, cem, *_), _plan = published
    slot = event.slots[2]
    session.add_all(
        [
            Request(attendee_id=place.id, other_id=ben.id, grade=Grade.NO),
            Request(attendee_id=cem.id, other_id=place.id, grade=Grade.MUST),
            Absence(attendee_id=place.id, starts_at=slot.starts_at, ends_at=slot.ends_at),
        ]
    )
    place.about = "I bake."
    session.flush()
    former = replace_and_tell(session, settings, COMMAND_LINE, event, place, ZOE)
    session.expire_all()
    wishes = {(row.attendee_id, row.other_id) for row in session.scalars(select(Request))}
    assert wishes == {(former.id, ben.id), (cem.id, place.id)}
    assert ([len(who.absences) for who in (place, former)], place.about, former.about) == ([0, 1], "", "I bake.")


def test_what_cannot_be_is_refused_and_changes_nothing(
    session: Session, published: Published, settings: Settings
) -> None:
    event, (place, ben, *_), _plan = published
    for row, location in (
        (RosterRow(email="zoe@example.org"), "name"),
        (RosterRow(name="B", email="BEN@example.org"), "email"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            replace_and_tell(session, settings, COMMAND_LINE, event, place, row)
        assert [fault.location for fault in refused.value.faults] == [location]
    with pytest.raises(EditConflictError):
        replace_and_tell(session, settings, COMMAND_LINE, event, place, ZOE, place.version + 1)
    withdraw_attendee(session, COMMAND_LINE, event, ben)
    with pytest.raises(StateError):
        replace_and_tell(session, settings, COMMAND_LINE, event, ben, ZOE)
    assert sorted(session.scalars(select(Attendee.name))) == ["Ada", "Ben", "Cem", "Dan", "Eve"]
