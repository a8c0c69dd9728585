"""Reading the record: who did what to an event, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.models import AuditEntry, Event

PAGE = 50


@dataclass(frozen=True)
class HistoryPage:
    entries: list[AuditEntry]
    page: int
    pages: int


def history_of(session: Session, event: Event, page: int = 1) -> HistoryPage:
    """A page of PAGE entries; a page beyond the last one is the last one."""
    total = session.scalar(select(func.count()).where(AuditEntry.event_id == event.id)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    query = select(AuditEntry).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id.desc())
    entries = session.scalars(query.offset((page - 1) * PAGE).limit(PAGE))
    return HistoryPage(list(entries), page, pages)
