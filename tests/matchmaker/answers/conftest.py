"""An event with a few people, and a counter of queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event
from tests.builders import an_attendee, an_event


@dataclass
class Sample:
    event: Event
    mara: Attendee
    others: list[Attendee] = field(default_factory=list)


@pytest.fixture
def sample(session: Session) -> Sample:
    """Mara, and Ben, Chloé and Dmitri of other organisations; one morning of four slots."""
    event = an_event(session)
    mara = an_attendee(session, event, "Mara Lind", organisation="Lind Labs")
    others = [
        an_attendee(session, event, name, organisation=organisation)
        for name, organisation in (("Ben Okafor", "Okafor & Co"), ("Chloé Durand", "Durand"), ("Dmitri Ivanov", ""))
    ]
    return Sample(event, mara, others)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that the session sends within the block."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    engine = session.get_bind().engine
    sql_event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sql_event.remove(engine, "before_cursor_execute", note)
