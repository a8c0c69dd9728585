"""Telling the people whom a publication changes something for: one mail each, and nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets
from matchmaker.mail import queue_mail
from matchmaker.models import Attendee, AttendeeStatus, Event, OutboxMessage, TokenKind
from matchmaker.publishing.difference import Change, Place, PlanChanges
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
    places = [_place(place, zone) for place in (change.after, change.before) if place is not None]
    if len(places) == 2:
        return f"- Moved: {places[0]} with {who} (was {places[1]})"
    return f"- {'New' if change.after else 'Cancelled'}: {places[0]} with {who}"


def _place(place: Place, zone: ZoneInfo) -> str:
    return f"{place.starts_at.astimezone(zone):%A %d %B, %H:%M}, {place.table_name}"
