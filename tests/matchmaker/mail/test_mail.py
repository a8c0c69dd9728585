"""Mails leave the outbox through a real server, at least once, and their rows show the outcome."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import select, update
from sqlalchemy.orm import Session as DatabaseSession

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.errors import ConfigurationError
from matchmaker.mail.outbox import RETRY_DELAYS, body_of, queue_mail, send_due_mails
from matchmaker.messages.texts.common import AS_IS
from matchmaker.models import AttendeeStatus, MailStatus, OutboxMessage, now
from matchmaker.publishing.change_mails import queue_change_notices
from matchmaker.publishing.publish import publish
from matchmaker.settings import Settings
from tests.matchmaker.planning.builders import a_plan, an_event_with


class Postbox(MessageHandler):
    """Stores received mails; `answers` are the server's replies to recipients, by address."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []
        self.answers: dict[str, str] = {}
        self.signed_in: list[tuple[bytes, bytes]] = []

    def handle_message(self, message: Message) -> None:
        self.mails.append(message)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss:word")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Controller]:
    controller = Controller(
        postbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=postbox.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mailing(settings: Settings, server: Controller) -> Settings:
    return replace(settings, smtp_url=f"smtp://127.0.0.1:{server.port}", mail_from="meet@example.org")


def queued(database: Database, recipient: str = "ada@example.org", **fields: Any) -> int:
    with database.writing() as session:
        texts = {"subject": "Your meetings", "body": "Grüße,\n.\nthe organizers\n"} | fields
        message = queue_mail(session, recipient=recipient, **{name: AS_IS(text=text) for name, text in texts.items()})
        session.flush()
        return message.id


def row(database: Database, message_id: int) -> OutboxMessage:
    with database.reading() as session:
        return session.get_one(OutboxMessage, message_id)


def grown_older(database: Database, by: timedelta) -> None:
    with database.writing() as session:
        session.execute(update(OutboxMessage).values(created_at=now() - by))


def test_a_queued_mail_arrives_once_and_complete(database: Database, mailing: Settings, postbox: Postbox) -> None:
    key = queued(database)
    assert send_due_mails(database, mailing) == (1, 0)
    assert send_due_mails(database, mailing) == (0, 0)
    (mail,) = postbox.mails
    assert {name: mail[name] for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": "meet@example.org",
        "To": "ada@example.org",
        "Subject": "Your meetings",
        "Message-ID": f"<outbox-{key}@127.0.0.1>",
        "Auto-Submitted": "auto-generated",
    }
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode().replace("\r\n", "\n") == "Grüße,\n.\nthe organizers\n"
    sent = row(database, key)
    assert (sent.status, sent.attempts, sent.failure) == (MailStatus.SENT, 1, None)
    assert sent.sent_at is not None


def test_a_rejected_recipient_fails_immediately_without_affecting_others(
    database: Database, mailing: Settings, postbox: Postbox
) -> None:
    postbox.answers["gone@example.org"] = "550 No such person"
    gone, here = queued(database, "gone@example.org"), queued(database)
    assert send_due_mails(database, mailing) == (1, 1)
    assert row(database, gone).status is MailStatus.FAILED
    assert str(row(database, gone).failure) == (
        "The mail server refuses this address. Correct the address. It says: “No such person”"
    )
    assert row(database, here).status is MailStatus.SENT


def test_a_deferred_mail_is_retried_with_delays_until_it_has_failed(
    database: Database, mailing: Settings, postbox: Postbox
) -> None:
    postbox.answers["ada@example.org"] = "451 Try later"
    key = queued(database)
    for attempt, wait in enumerate(RETRY_DELAYS, 1):
        grown_older(database, wait)
        send_due_mails(database, mailing)
        assert row(database, key).attempts == attempt
        assert send_due_mails(database, mailing) == (0, 0), "its next time has not come"
        assert row(database, key).attempts == attempt
    assert row(database, key).status is MailStatus.FAILED


def test_a_deferred_mail_arrives_when_the_server_accepts_it(
    database: Database, mailing: Settings, postbox: Postbox
) -> None:
    postbox.answers["ada@example.org"] = "451 Try later"
    key = queued(database)
    assert send_due_mails(database, mailing) == (0, 0)
    postbox.answers.clear()
    grown_older(database, RETRY_DELAYS[1])
    assert send_due_mails(database, mailing) == (1, 0)
    assert (row(database, key).status, row(database, key).failure) == (MailStatus.SENT, None)


def test_an_unreachable_server_does_not_count_as_an_attempt(database: Database, settings: Settings) -> None:
    key = queued(database)
    away = replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}")
    assert send_due_mails(database, away) == (0, 0)
    assert (row(database, key).status, row(database, key).attempts) == (MailStatus.QUEUED, 0)


def test_without_a_mail_server_mails_stay_queued(database: Database, settings: Settings) -> None:
    key = queued(database)
    assert send_due_mails(database, settings) == (0, 0)
    assert row(database, key).status is MailStatus.QUEUED


def test_a_mail_claimed_by_another_worker_is_skipped(database: Database, mailing: Settings) -> None:
    key = queued(database)
    with database.writing() as session:
        session.execute(update(OutboxMessage).values(attempts=1))
    assert send_due_mails(database, mailing) == (0, 0)
    assert row(database, key).status is MailStatus.QUEUED


def test_the_password_in_the_address_signs_in(
    database: Database, mailing: Settings, server: Controller, postbox: Postbox
) -> None:
    queued(database)
    signing_in = replace(mailing, smtp_url=f"smtp://robot%40x:p%40ss%3Aword@127.0.0.1:{server.port}")
    assert send_due_mails(database, signing_in) == (1, 0)
    assert postbox.signed_in == [(b"robot@x", b"p@ss:word")]


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "mail.example.org:25"])
def test_an_invalid_smtp_url_is_reported(database: Database, settings: Settings, url: str) -> None:
    queued(database)
    with pytest.raises(ConfigurationError, match="SMTP_URL"):
        send_due_mails(database, replace(settings, smtp_url=url))


def test_a_subject_cannot_inject_a_header(database: Database, mailing: Settings, postbox: Postbox) -> None:
    queued(database, subject="Hello\r\nBcc: eve@example.org")
    assert send_due_mails(database, mailing) == (1, 0)
    (mail,) = postbox.mails
    assert (mail["Subject"], mail["Bcc"]) == ("Hello Bcc: eve@example.org", None)


def test_publishing_notifies_only_those_affected(session: DatabaseSession, settings: Settings) -> None:
    event, (ada, ben, cem, dan) = an_event_with(session, "Ada", "Ben", "Cem", "Dan")
    ben.organisation = "Bakery"
    dan.email = None
    publish(session, COMMAND_LINE, event, a_plan(session, event, (ada, ben, 0, 0), (cem, dan, 0, 1)))
    second = a_plan(session, event, (ada, ben, 2, 1), (cem, dan, 0, 1), (ada, dan, 1, 0))
    mails = queue_change_notices(session, settings, event, publish(session, COMMAND_LINE, event, second))
    assert [mail.recipient for mail in mails] == ["ada@example.org", "ben@example.org"]
    greeting, _, _, _, *lines = body_of(mails[0]).splitlines()
    assert greeting == "Dear Ada,"
    assert lines[:2] == [
        "- New: Tue 11 May, 09:20, Table 1 with Dan",
        "- Moved: Tue 11 May, 09:40, Table 2 with Ben, Bakery (was Tue 11 May, 09:00, Table 1)",
    ]
    assert lines[3].startswith("See all your meetings and your calendar on your page: http://127.0.0.1:8000/a/")
    assert session.scalars(select(OutboxMessage)).all() == mails


def test_withdrawn_attendees_get_no_mail(session: DatabaseSession, settings: Settings) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    plan = a_plan(session, event, (ada, ben, 0, 0))
    publish(session, COMMAND_LINE, event, plan)
    ada.status = AttendeeStatus.WITHDRAWN
    session.flush()
    (mail,) = queue_change_notices(session, settings, event, publish(session, COMMAND_LINE, event, plan))
    assert mail.recipient == "ben@example.org"
    assert "- Cancelled: Tue 11 May, 09:00, Table 1 with Ada" in body_of(mail)
