"""Closures of tables, in local time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError
from matchmaker.event.table_closures import set_closures
from matchmaker.models import Event
from matchmaker.schemas.tables import ClosureDetails
from tests.builders import an_event
from tests.matchmaker.answers.conftest import counted


def test_closures_are_entered_in_local_time(session: Session) -> None:
    event = an_event(session)
    table = event.tables[0]
    set_closures(session, COMMAND_LINE, event, table, [ClosureDetails(date(2027, 5, 11), time(12), time(13))])
    session.refresh(table)
    [closure] = table.closures
    assert (closure.starts_at, closure.ends_at) == (
        datetime(2027, 5, 11, 10, tzinfo=UTC),
        datetime(2027, 5, 11, 11, tzinfo=UTC),
    )
    set_closures(session, COMMAND_LINE, event, table, [])
    session.refresh(table)
    assert table.closures == []


def test_a_closure_at_a_nonexistent_local_time_is_rejected(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(InvalidInputError, match=r"closure 1, end: 02:30 on 2027-03-28 does not exist"):
        set_closures(
            session, COMMAND_LINE, event, event.tables[0], [ClosureDetails(date(2027, 3, 28), time(1), time(2, 30))]
        )


def test_closures_of_many_tables_are_read_with_as_many_queries_as_of_one(session: Session) -> None:
    queries = []
    for tables in (1, 40):
        event_id = an_event(session, tables=tables).id
        session.flush()
        session.expunge_all()
        with counted(session) as statements:
            closures = [table.closures for table in session.get_one(Event, event_id).tables]
        assert closures == [[]] * tables
        queries.append(len(statements))
    assert queries[0] == queries[1]
