"""Actors, and the audit log of every change, written in the same transaction as the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.messages.texts.history import OF_PEOPLE
from matchmaker.models import Attendee, AuditEntry, Event, Organizer
from matchmaker.pages import Page, page_of_query

PAGE_SIZE = 50


@dataclass(frozen=True)
class Actor:
    """The acting person or program component; `name` appears in the audit log."""

    kind: str
    name: str
    organizer_id: int | None = None
    attendee_id: int | None = None

    @classmethod
    def organizer(cls, organizer: Organizer) -> Actor:
        return cls("organizer", organizer.email, organizer_id=organizer.id)

    @classmethod
    def attendee(cls, attendee: Attendee) -> Actor:
        return cls("attendee", f"attendee {attendee.public_id}", attendee_id=attendee.id)

    @property
    def is_attendee(self) -> bool:
        return self.kind == "attendee"

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


COMMAND_LINE = Actor("command line", "operator")
WORKER = Actor("worker", "solver")


def record(
    session: Session,
    actor: Actor,
    event: Event | None,
    action: str,
    *,
    changes_plan: bool,
    **details: Any,
) -> None:
    """Write the audit entry of a change.

    `changes_plan`: whether the change affects a new solve; it then increments the event's data version.
    `details` must be serialisable as JSON and must not contain secrets.
    """
    session.flush()
    session.add(AuditEntry(event_id=event.id if event else None, actor=str(actor), action=action, details=details))
    if event and changes_plan:
        # in SQL, not through the object: this must not count as an edit of the event's settings
        session.execute(
            update(Event)
            .where(Event.id == event.id)
            .values(data_version=Event.data_version + 1)
            .execution_options(synchronize_session=False)
        )
        session.refresh(event, ["data_version"])


def people_in(session: Session, event: Event, entries: Sequence[AuditEntry]) -> dict[str, str]:
    """Public id -> name of the people whom the entries name, as they are called now. One query."""
    named = {str(value) for entry in entries for key, value in entry.details.items() if key in OF_PEOPLE}
    acting = {entry.actor.rpartition(" ")[2] for entry in entries if entry.actor.startswith("attendee: ")}
    query = select(Attendee.public_id, Attendee.name).where(Attendee.event_id == event.id)
    return dict(session.execute(query.where(Attendee.public_id.in_(named | acting))).all())


def history_of(session: Session, event: Event, page: int = 1) -> Page[AuditEntry]:
    """The event's audit entries, newest first, PAGE_SIZE to a page."""
    query = select(AuditEntry).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id.desc())
    return page_of_query(session, query, page, PAGE_SIZE)
