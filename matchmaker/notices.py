"""Telling the people whom a publication changes something for: one mail each, and nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets
from matchmaker.mail import queue_mail
from matchmaker.models import Attendee, AttendeeStatus, Event, OutboxMessage, TokenKind
from matchmaker.publishing import Change, Place, PlanChanges
from matchmaker.settings import Settings


def queue_change_notices(
    session: Session, settings: Settings, event: Event, changes: PlanChanges
) -> list[OutboxMessage]:
    """A mail into the outbox for everybody affected who has an address and has not withdrawn.

    Call it in the transaction of `publish` or `unpublish`, whose result `changes` is.
    """
    told = [person for person in changes.affected if person.email and person.status is not AttendeeStatus.WITHDRAWN]
    secrets = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, told)
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
        for person in told
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
            f"this is what is new in your meetings at {event.name} (times are local, {event.timezone}):",
            "",
            *lines,
            "",
            f"Your page, with all your meetings and your calendar: {page}",
            "",
        ]
    )


def _line(change: Change, partner: Attendee, zone: ZoneInfo) -> str:
    who = f"{partner.name}, {partner.organisation}" if partner.organisation else partner.name
    if change.after is None:
        return f"- Cancelled: {_place(change.before, zone)} with {who}"
    if change.before is None:
        return f"- New: {_place(change.after, zone)} with {who}"
    return f"- Moved: {_place(change.after, zone)} with {who} (was {_place(change.before, zone)})"


def _place(place: Place | None, zone: ZoneInfo) -> str:
    return f"{place.starts_at.astimezone(zone):%A %d %B, %H:%M}, {place.table_name}" if place else "no time"
