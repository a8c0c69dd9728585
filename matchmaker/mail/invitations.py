"""Invitations to answer: attendees' personal links and the mails that carry them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets
from matchmaker.audit import Actor, record
from matchmaker.mail.outbox import queue_mail
from matchmaker.messages.texts.mails import INVITATION, INVITATION_SUBJECT
from matchmaker.models import Attendee, AttendeeStatus, Event, TokenKind
from matchmaker.text import identity


@dataclass(frozen=True)
class Invitation:
    """`secret` gives access to the attendee's personal page, to read and to edit."""

    attendee: Attendee
    secret: str


def invitations(
    session: Session, keys: tuple[str, ...], event: Event, *, only_unanswered: bool = False
) -> list[Invitation]:
    """Everyone who takes part, by name, each with a link; missing links are created."""
    statuses = [AttendeeStatus.INVITED] if only_unanswered else [AttendeeStatus.INVITED, AttendeeStatus.ACTIVE]
    query = select(Attendee).where(Attendee.event_id == event.id, Attendee.status.in_(statuses))
    people = sorted(session.scalars(query), key=lambda attendee: (identity(attendee.name), attendee.id))
    secrets = attendee_secrets(session, keys, TokenKind.PERSONAL, people)
    return [Invitation(attendee, secrets[attendee.id]) for attendee in people]


def mail_invitations(
    session: Session, actor: Actor, event: Event, invited: Iterable[Invitation], link_of: Callable[[str], str]
) -> int:
    """Queue a mail to everyone who has an address; returns the number. `link_of`: secret -> full URL."""
    count = 0
    for invitation in invited:
        person = invitation.attendee
        if person.email:
            queue_mail(
                session,
                recipient=person.email,
                subject=INVITATION_SUBJECT(event_name=event.name),
                body=INVITATION(name=person.name, event_name=event.name, link=link_of(invitation.secret)),
                event=event,
                attendee=person,
            )
            count += 1
    record(session, actor, event, "invitations.mailed", changes_plan=False, count=count)
    return count
