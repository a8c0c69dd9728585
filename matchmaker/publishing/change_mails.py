"""Mails to the attendees whose meetings a publication changes, one each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets
from matchmaker.mail import queue_mail
from matchmaker.messages import Message
from matchmaker.messages.texts.mails import CANCELLED_MEETING, CHANGES, CHANGES_SUBJECT, MOVED_MEETING, NEW_MEETING
from matchmaker.models import Attendee, AttendeeStatus, Event, OutboxMessage, TokenKind
from matchmaker.publishing.changes import Change, PlanChanges
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
            subject=CHANGES_SUBJECT(event_name=event.name),
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


def _body(event: Event, person: Attendee, changes: list[Change], page: str) -> Message:
    lines = [_line(event, change, change.b if change.a.id == person.id else change.a) for change in changes]
    return CHANGES(name=person.name, event_name=event.name, zone_name=event.timezone, changes=lines, link=page)


def _line(event: Event, change: Change, partner: Attendee) -> Message:
    who = f"{partner.name}, {partner.organisation}" if partner.organisation else partner.name
    after, before, known = change.after, change.before, {"partner": who, "zone": event.timezone}
    new = {} if after is None else {"after": after.starts_at, "table": after.table_name}
    old = {} if before is None else {"before": before.starts_at, "old_table": before.table_name}
    if new and old:
        return MOVED_MEETING(**new, **old, **known)
    return NEW_MEETING(**new, **known) if new else CANCELLED_MEETING(**old, **known)
