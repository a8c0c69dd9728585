"""What the slots and tables have room for, and what would suffice."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.models import AttendeeStatus, Closure
from matchmaker.planning.problem.capacity import Capacity, capacity_of
from tests.matchmaker.planning.builders import an_event_with


def sentences(**given: int | None) -> list[str]:
    numbers = {"people": 111, "slots": 24, "tables": 25, "places": 600, "least": 0, "most": None} | given
    return [str(message) for message in Capacity(**numbers).messages()]  # type: ignore[arg-type]


def test_too_few_tables_are_said_with_what_there_is_room_for() -> None:
    assert sentences() == [
        "111 people and 24 slots need 55 tables if everybody is to have a meeting in every slot.",
        "With 25 tables there is room for about 10.8 meetings each.",
        "Suggested limits: a minimum of 7 and a maximum of 11 meetings for each attendee.",
    ]


def test_what_would_suffice_for_a_maximum_or_minimum_is_said() -> None:
    assert sentences(most=18, least=2)[-1] == (
        "For the maximum of 18 each, 42 tables would do, or 40 slots with the tables there are."
    )
    assert sentences(least=12)[2] == (
        "For the minimum of 12 each, 28 tables would do, or 27 slots with the tables there are."
    )


def test_enough_tables_are_said() -> None:
    assert sentences(tables=60, places=1440, most=24, least=1) == [
        "There are enough tables for everybody to have a meeting in every slot.",
        "With 60 tables there is room for about 24.0 meetings each.",
    ]


@pytest.mark.parametrize("missing", ["people", "slots", "places"])
def test_nothing_is_said_before_there_is_something_to_count(missing: str) -> None:
    assert sentences(**{missing: 0}) == []


def test_withdrawn_people_reserved_tables_and_closures_do_not_count(session: Session) -> None:
    event, people = an_event_with(session, "Ada", "Ben", "Cem", slots=4, tables=3)
    people[2].status = AttendeeStatus.WITHDRAWN
    event.tables[2].reserved = True
    event.tables[0].capacity = 2
    slot = event.slots[1]
    session.add(Closure(table_id=event.tables[0].id, starts_at=slot.starts_at, ends_at=slot.ends_at))
    session.flush()
    assert capacity_of(session, event) == Capacity(people=2, slots=4, tables=3, places=10, least=0, most=None)
