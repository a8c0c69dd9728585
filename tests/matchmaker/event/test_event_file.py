"""An event's setup as a file: losses are listed beforehand, and a fault changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError
from matchmaker.event.event_file import apply_file, create_from_file, event_as_file, losses_from_file
from matchmaker.models import Absence, Event, PairRelation, Relation
from matchmaker.schemas.event_file import EventFile, EventFileSchema
from matchmaker.schemas.loading import load
from tests.builders import a_group, an_attendee, an_event

MORNING = {"name": "Morning", "day": "2027-05-11", "starts": "09:00", "ends": "10:20"}


def a_file(**parts: Any) -> EventFile:
    file: EventFile = load(EventFileSchema(), parts)
    return file


@pytest.fixture
def event(session: Session) -> Event:
    """Four slots of twenty minutes from nine, three tables."""
    return an_event(session)


def losses_of(session: Session, event: Event, file: EventFile) -> list[str]:
    return [str(loss) for loss in losses_from_file(session, event, file)]


def test_applying_the_same_file_again_changes_nothing(session: Session, event: Event) -> None:
    slots, tables = [slot.id for slot in event.slots], [table.id for table in event.tables]
    before = event_as_file(session, event)
    again = a_file(**before)
    assert losses_from_file(session, event, again) == []
    apply_file(session, COMMAND_LINE, event, again)
    assert (event_as_file(session, event), [s.id for s in event.slots], [t.id for t in event.tables]) == (
        before,
        slots,
        tables,
    )


def test_the_losses_of_a_shorter_block_are_listed(session: Session, event: Event) -> None:
    ada, alan = an_attendee(session, event, "Ada"), an_attendee(session, event, "Alan")
    last = event.slots[-1]
    ada.absences.append(Absence(starts_at=last.starts_at, ends_at=last.ends_at + timedelta(hours=1)))
    session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=alan.id, relation=Relation.AGREED, slot_id=last.id))
    session.flush()
    shorter = a_file(blocks=[MORNING | {"ends": "10:00"}])
    assert losses_of(session, event, shorter) == ["Tue 11 May, 10:00 is removed: 1 agreed meeting and 1 absence"]


def test_a_removed_booth_is_listed(session: Session, event: Event) -> None:
    an_attendee(session, event, "Ada", table_id=event.tables[2].id)
    session.expire(event)
    fewer = a_file(tables=[{"names": "Table 1-2"}])
    assert losses_of(session, event, fewer) == ["Table 3 is removed: 1 owner"]


def test_a_removed_group_is_listed_only_if_it_has_members(session: Session, event: Event) -> None:
    press = a_group(session, event, "Press")
    a_group(session, event, "Staff")
    an_attendee(session, event, "Ada", group_id=press.id)
    assert losses_of(session, event, a_file(groups=[])) == ["The group Press is removed: 1 person then has no group"]


def test_other_slots_keep_their_ids(session: Session, event: Event) -> None:
    kept = [slot.id for slot in event.slots[1:]]
    apply_file(session, COMMAND_LINE, event, a_file(blocks=[MORNING | {"starts": "09:20"}]))
    assert [slot.id for slot in event.slots] == kept


def test_tables_are_kept_changed_added_and_removed_by_name(session: Session, event: Event) -> None:
    first = event.tables[0].id
    apply_file(
        session, COMMAND_LINE, event, a_file(tables=[{"names": "TABLE 1", "capacity": 2}, {"names": "Table 3-5"}])
    )
    assert [(table.name, table.capacity) for table in event.tables] == [
        ("TABLE 1", 2),
        ("Table 3", 1),
        ("Table 4", 1),
        ("Table 5", 1),
    ]
    assert event.tables[0].id == first


def test_a_file_without_settings_creates_no_event(session: Session) -> None:
    with pytest.raises(InvalidInputError, match="event: A new event needs at least a name and a time zone"):
        create_from_file(session, COMMAND_LINE, a_file(groups=[]), None)
