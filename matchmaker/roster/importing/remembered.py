"""What was decided about an earlier list of the same shape, for the next one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Event, RosterImport
from matchmaker.roster.importing.reading.choices import DETECT_ALL, ReadingChoices
from matchmaker.text import identity


@dataclass(frozen=True)
class Remembered:
    """The latest reading, mapping and answers; `filename`: of the list that they come from."""

    filename: str = ""
    choices: ReadingChoices = DETECT_ALL
    mapping: dict[str, str] | None = None
    answers: dict[str, bool] = field(default_factory=dict)


def shape_of(header: Sequence[str]) -> str:
    """Digest of the headings, in their order."""
    return hashlib.sha256("\n".join(map(identity, header)).encode()).hexdigest()


def remembered(session: Session, event: Event, shape: str) -> Remembered:
    """What was decided about the event's latest list of this shape; nothing if there was none. One query."""
    query = select(RosterImport.filename, RosterImport.reading, RosterImport.mapping, RosterImport.answers)
    found = session.execute(
        query.where(RosterImport.event_id == event.id, RosterImport.shape == shape)
        .order_by(RosterImport.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return Remembered()
    return Remembered(found.filename, ReadingChoices.from_json(found.reading), found.mapping, found.answers)
