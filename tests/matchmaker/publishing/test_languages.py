"""Mails and calendars are in the attendee's language, else in the event's."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.mail import invitations, mail_invitations
from matchmaker.mail.outbox import body_of, subject_of
from matchmaker.models import OutboxMessage, PairScore
from matchmaker.publishing import attendee_calendar, publish
from matchmaker.publishing.change_mails import queue_change_notices
from matchmaker.settings import Settings
from tests.matchmaker.planning.builders import a_plan, an_event_with
from tests.matchmaker.publishing.calendar_readers import READERS
from tests.pseudo_language import CODE, english_words, write_catalogue

NAMES = {"Ada", "Ben", "Spring", "Forum", "Table", "Europe", "Berlin"}


@pytest.fixture
def pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(write_catalogue(tmp_path).parent))


def english(text: str) -> list[str]:
    return [word for word in english_words(text) if word not in NAMES]


@pytest.mark.usefixtures("pseudo")
def test_each_attendee_gets_mails_and_a_calendar_in_their_language(session: Session, settings: Settings) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    event.name, event.language, ben.language = "Spring Forum", CODE, "en"
    session.get_one(PairScore, (ada.id, ben.id)).reasons = [{"code": "request", "points": 30, "a": "must"}]
    plan = a_plan(session, event, (ada, ben, 0, 0))
    to_ada, to_ben = queue_change_notices(session, settings, event, publish(session, COMMAND_LINE, event, plan))
    assert english(f"{subject_of(to_ada)} {body_of(to_ada)}") == []
    assert body_of(to_ben).startswith("Dear Ben,")
    (hers,), (his,) = (READERS[0](attendee_calendar(session, event, who)) for who in (ada, ben))
    assert english(f"{hers.summary} {hers.description}") == []
    assert his.summary == "Meeting with Ada"


@pytest.mark.usefixtures("pseudo")
def test_an_invitation_is_in_the_attendees_language(session: Session, settings: Settings) -> None:
    event, (ada, _) = an_event_with(session, "Ada", "Ben")
    event.name, ada.language = "Spring Forum", CODE
    invited = invitations(session, settings.secret_keys, event)
    mail_invitations(session, COMMAND_LINE, event, invited, partial("https://example.org/a/{}".format))
    mails = {mail.attendee_id: f"{subject_of(mail)} {body_of(mail)}" for mail in session.query(OutboxMessage)}
    assert english(mails[ada.id]) == []
    assert len(mails) == 2
