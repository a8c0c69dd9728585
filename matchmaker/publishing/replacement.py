"""Somebody else takes an attendee's place: the meetings stay, the link is new, and the partners are told.

The place (the attendee's row) keeps its group, booth, limits, interests, goals and meetings. What is personal goes with
the person who leaves: their link, calendar address, wishes, absences and text move to a withdrawn attendee of their
name, so that nothing is lost and nobody reads somebody else's answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from matchmaker.access import attendee_secrets
from matchmaker.audit import Actor, record
from matchmaker.errors import EditConflictError, InvalidInputError, StateError
from matchmaker.mail import queue_mail
from matchmaker.messages.texts.mails import (
    CHANGES_SUBJECT,
    REPLACED,
    REPLACED_MEETING,
    SUCCESSOR,
    SUCCESSOR_SUBJECT,
)
from matchmaker.messages.texts.roster import ADDRESS_TAKEN, ATTENDEE_CHANGED, WITHDRAWN_ALREADY
from matchmaker.messages.texts.schemas import NAME
from matchmaker.models import (
    Absence,
    Appointment,
    Attendee,
    AttendeeStatus,
    Event,
    Request,
    Token,
    TokenKind,
    now,
)
from matchmaker.publishing.cancellation import coming_appointments
from matchmaker.roster import find_by_text
from matchmaker.schemas.roster import RosterRow
from matchmaker.settings import Settings
from matchmaker.text import identity


def replace_and_tell(
    session: Session,
    settings: Settings,
    actor: Actor,
    event: Event,
    attendee: Attendee,
    successor: RosterRow,
    version: int | None = None,
) -> Attendee:
    """Put the successor (`name`, `email`, `job_title`) in the attendee's place. Returns the one who left, withdrawn.

    Calendars show the new name at once; partners and the successor get a mail. Raises InvalidInputError (`name`,
    `email`) without a name or for an address on the list, StateError for a withdrawn attendee, EditConflictError if the
    attendee has changed since `version`.
    """
    _check(session, event, attendee, successor, version)
    former = _leaver(attendee)
    attendee.name, attendee.job_title = successor.name, successor.job_title
    attendee.email, attendee.email_key = successor.email, identity(successor.email) if successor.email else None
    attendee.reference, attendee.about, attendee.language = None, "", None
    attendee.status, attendee.answered_at = AttendeeStatus.INVITED, None
    session.flush()  # the address and the reference must be free before another row has them
    session.add(former)
    session.flush()
    _move_personal(session, attendee, former)
    coming = _touch(session, event, attendee)
    names = {"attendee": attendee.public_id, "name": successor.name}
    record(session, actor, event, "attendee.replaced", changes_plan=True, **names)
    if settings.smtp_url is not None:
        _queue_mails(session, settings, event, attendee, former, coming)
    return former


def _check(session: Session, event: Event, attendee: Attendee, successor: RosterRow, version: int | None) -> None:
    if attendee.status is AttendeeStatus.WITHDRAWN:
        raise StateError(WITHDRAWN_ALREADY(who=attendee.name))
    if version is not None and attendee.version != version:
        raise EditConflictError(ATTENDEE_CHANGED())
    if not successor.name:
        raise InvalidInputError.at("name", NAME())
    taken = find_by_text(session, event, successor.email) if successor.email else []
    if taken:
        raise InvalidInputError.at("email", ADDRESS_TAKEN(who=taken[0].name))


def _leaver(attendee: Attendee) -> Attendee:
    copied = ("event_id", "reference", "name", "email", "email_key", "organisation", "job_title", "about", "language")
    former = Attendee(**{column: getattr(attendee, column) for column in (*copied, "group_id", "answered_at")})
    former.status = AttendeeStatus.WITHDRAWN
    return former


def _move_personal(session: Session, attendee: Attendee, former: Attendee) -> None:
    for model in (Request, Absence, Token):
        session.execute(update(model).where(model.attendee_id == attendee.id).values(attendee_id=former.id))
    session.expire(attendee, ["absences"])


def _touch(session: Session, event: Event, attendee: Attendee) -> list[Appointment]:
    """Count up the coming meetings, so that calendars take the new name."""
    coming = coming_appointments(session, event, or_(Appointment.a_id == attendee.id, Appointment.b_id == attendee.id))
    moment: datetime = now()
    for row in coming:
        row.sequence, row.updated_at = row.sequence + 1, moment
    return coming


def _queue_mails(
    session: Session,
    settings: Settings,
    event: Event,
    attendee: Attendee,
    former: Attendee,
    coming: Iterable[Appointment],
) -> None:
    meetings = {row.b_id if row.a_id == attendee.id else row.a_id: row for row in coming}
    partners = [session.get_one(Attendee, key) for key in meetings]
    told = [
        person for person in (*partners, attendee) if person.email and person.status is not AttendeeStatus.WITHDRAWN
    ]
    secrets = attendee_secrets(session, settings.secret_keys, TokenKind.PERSONAL, told)
    for person in told:
        shared = {"name": person.name, "event_name": event.name, "former": former.name}
        link = f"{settings.public_url}/a/{secrets[person.id]}"
        if person is attendee:
            subject, body = SUCCESSOR_SUBJECT(event_name=event.name), SUCCESSOR(**shared, link=link)
        else:
            row = meetings[person.id]
            line = REPLACED_MEETING(at=row.starts_at, zone=event.timezone, table=row.table_name)
            body = REPLACED(**shared, successor=attendee.name, meeting=line, zone_name=event.timezone, link=link)
            subject = CHANGES_SUBJECT(event_name=event.name)
        queue_mail(session, recipient=person.email or "", subject=subject, body=body, event=event, attendee=person)
