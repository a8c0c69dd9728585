"""A plan as a spreadsheet and as CSV, for print-outs and other programs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan


def plan_xlsx(session: Session, event: Event, plan: Plan) -> bytes:
    """A workbook with the sheets Meetings, By person and By table; times are the event's local ones."""
    raise NotImplementedError


def plan_csv(session: Session, event: Event, plan: Plan) -> bytes:
    """The meetings as CSV (UTF-8 with a byte order mark, comma, CRLF); times are the event's local ones."""
    raise NotImplementedError
