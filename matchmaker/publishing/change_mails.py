"""Mails to the attendees whose meetings a publication changes, one each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets
from matchmaker.mail import queue_mail
from matchmaker.models import Attendee, AttendeeStatus, Event, OutboxMessage, TokenKind
from matchmaker.publishing.changes import Change, PlanChanges, TimeAndTable
from matchmaker.settings import Settings


def queue_change_notices(
    session: Session, settings: Settings, event: Event, changes: PlanChanges
) -> list[OutboxMessage]:
    """Put a mail into the outbox for each affected attendee who has an address and has not withdrawn.

    `changes` is the result of `publish` or `unpublish`; call this in the same transaction.
    """
    active = (person for person in changes.affected if person.status is not AttendeeStatus.WITHDRAWN)
    recipients = [person for person in active if person.email]
    secrets = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, recipients)
    theirs = _by_person([*changes.added, *changes.moved, *changes.cancelled])
    return [
        queue_mail(
            session,
            recipient=person.email or "",
            subject=f"Your meetings at {event.name}",
            body=_body(event, person, theirs[person.id], f"{settings.public_url}/a/{secrets[person.id]}"),
            event=event,
            attendee=person,
        )
        for person in recipients
    ]


def _by_person(changes: Iterable[Change]) -> dict[int, list[Change]]:
    theirs: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        theirs[change.a.id].append(change)
        theirs[change.b.id].append(change)
    return theirs


def _body(event: Event, person: Attendee, changes: list[Change], page: str) -> str:
    zone = ZoneInfo(event.timezone)
    lines = [_line(change, change.b if change.a.id == person.id else change.a, zone) for change in changes]
    return "\n".join(
        [
            f"Dear {person.name},",
            "",
            f"here are the changes to your meetings at {event.name} (local time, {event.timezone}):",
            "",
            *lines,
            "",
            f"See all your meetings and your calendar on your page: {page}",
            "",
        ]
    )


def _line(change: Change, partner: Attendee, zone: ZoneInfo) -> str:
    who = f"{partner.name}, {partner.organisation}" if partner.organisation else partner.name
    times = [_words(time_and_table, zone) for time_and_table in (change.after, change.before) if time_and_table]
    if len(times) == 2:
        return f"- Moved: {times[0]} with {who} (was {times[1]})"
    return f"- {'New' if change.after else 'Cancelled'}: {times[0]} with {who}"


def _words(time_and_table: TimeAndTable, zone: ZoneInfo) -> str:
    return f"{time_and_table.starts_at.astimezone(zone):%A %d %B, %H:%M}, {time_and_table.table_name}"
