"""Ranges of tables, booths, their owners."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import Fault, InvalidInputError, NotFoundError
from matchmaker.event.tables import (
    TableUses,
    add_tables,
    remove_table,
    table_of,
    table_uses,
    update_table,
)
from matchmaker.models import PairRelation, Relation
from matchmaker.schemas.loading import load
from matchmaker.schemas.tables import TableDetails, TableRange, TablesSchema
from tests.builders import an_attendee, an_event
from tests.told import Told


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Table 1-3", ["Table 1", "Table 2", "Table 3"]),
        ("Table 9 – 11", ["Table 9", "Table 10", "Table 11"]),
        ("B2-B 7..8", ["B2-B 7", "B2-B 8"]),
        ("5-5", ["5"]),
        ("Desk", ["Desk"]),
        ("Table 4", ["Table 4"]),
    ],
)
def test_names_are_one_name_or_a_range(names: str, expected: list[str]) -> None:
    assert load(TablesSchema(), {"names": names}).names() == expected


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"names": "Table 5-1"}, Told("names", "The range is reversed: 5 to 1.")),
        ({"names": "Table 1-9999"}, Told("names", "Add at most 2000 tables.")),
        ({"names": " "}, Told("names", "Give the table a name, like “Table 1”.")),
        ({"names": "T", "capacity": 0}, Told("capacity", "Enter a whole number from 1 to 1000.")),
    ],
)
def test_an_invalid_range_is_rejected(data: dict[str, object], fault: Fault) -> None:
    with pytest.raises(InvalidInputError) as refused:
        load(TablesSchema(), data)
    assert refused.value.faults == (fault,)


def test_new_tables_come_after_existing_ones(session: Session) -> None:
    event = an_event(session, tables=2)
    add_tables(session, COMMAND_LINE, event, TableRange("Lounge ", 1, 2, capacity=4, reserved=True))
    session.expire(event, ["tables"])
    assert [(table.name, table.capacity, table.reserved) for table in event.tables] == [
        ("Table 1", 1, False),
        ("Table 2", 1, False),
        ("Lounge 1", 4, True),
        ("Lounge 2", 4, True),
    ]


def test_names_that_are_taken_are_rejected_in_any_spelling(session: Session) -> None:
    event = an_event(session, tables=2)
    with pytest.raises(InvalidInputError) as refused:
        add_tables(session, COMMAND_LINE, event, TableRange("TABLE  ", 2, 3))
    assert refused.value.faults == (
        Told("names", "These tables exist already: TABLE  2. Choose other names or numbers."),
    )
    assert len(event.tables) == 2


def test_a_table_is_renamed_unless_the_name_is_taken(session: Session) -> None:
    event = an_event(session, tables=2)
    first = event.tables[0]
    update_table(session, COMMAND_LINE, event, first, TableDetails("Window", 2, True))
    assert (first.name, first.capacity, first.reserved) == ("Window", 2, True)
    with pytest.raises(InvalidInputError, match="name: There is already a table “table 2”"):
        update_table(session, COMMAND_LINE, event, first, TableDetails("table 2"))


def test_a_table_of_another_event_is_not_found(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    with pytest.raises(NotFoundError):
        table_of(session, event, other.tables[0].id)


def test_what_removing_a_table_affects_is_known_beforehand(session: Session) -> None:
    event = an_event(session, tables=2)
    booth = event.tables[0]
    ada = an_attendee(session, event, "Ada", table_id=booth.id)
    bob = an_attendee(session, event, "Bob")
    session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=bob.id, relation=Relation.AGREED, table_id=booth.id))
    session.flush()
    assert table_uses(session, event, booth) == TableUses(owners=1, agreed=1, published=0)
    remove_table(session, COMMAND_LINE, event, booth)
    session.flush()
    session.refresh(ada)
    assert (ada.table_id, [table.name for table in event.tables]) == (None, ["Table 2"])
