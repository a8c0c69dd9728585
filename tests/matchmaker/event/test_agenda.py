"""Blocks in local time become slots in UTC; the slots that a change removes are listed beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import Fault, InvalidInputError
from matchmaker.event.agenda import LostSlot, blocks_of, lost_slots, set_blocks
from matchmaker.models import Absence, Audience, Event, PairRelation, Relation
from matchmaker.schemas.agenda import BlockDetails
from tests.builders import an_attendee, an_event
from tests.told import Told

DAY = date(2027, 5, 11)
MORNING = BlockDetails("Morning", DAY, time(9), time(10, 30))
AFTERNOON = BlockDetails("Afternoon", DAY, time(14), time(15), Audience.RULES)


def empty_event(session: Session, **fields: object) -> Event:
    event = an_event(session, **fields)
    set_blocks(session, COMMAND_LINE, event, [])
    return event


def times(event: Event) -> list[str]:
    return [f"{slot.starts_at:%H:%M}-{slot.ends_at:%H:%M}" for slot in event.slots]


def refused(session: Session, event: Event, *blocks: BlockDetails) -> list[Fault]:
    with pytest.raises(InvalidInputError) as error:
        set_blocks(session, COMMAND_LINE, event, blocks)
    return list(error.value.faults)


def test_a_block_has_as_many_slots_as_fit_with_pauses_between(session: Session) -> None:
    event = empty_event(session, slot_minutes=20, pause_minutes=5)
    set_blocks(session, COMMAND_LINE, event, [MORNING])
    assert times(event) == ["07:00-07:20", "07:25-07:45", "07:50-08:10"]  # 10:15 to 10:35 would not fit
    assert {slot.starts_at.tzinfo for slot in event.slots} == {UTC}


def test_the_last_slot_needs_no_pause_after_it(session: Session) -> None:
    event = empty_event(session, slot_minutes=20, pause_minutes=5)
    set_blocks(session, COMMAND_LINE, event, [replace(MORNING, ends=time(9, 45))])
    assert times(event) == ["07:00-07:20", "07:25-07:45"]


def test_unchanged_slots_keep_their_ids(session: Session) -> None:
    event = empty_event(session)
    set_blocks(session, COMMAND_LINE, event, [MORNING, AFTERNOON])
    before = {slot.starts_at: slot.id for slot in event.slots}
    [morning, afternoon] = blocks_of(event)
    set_blocks(session, COMMAND_LINE, event, [afternoon, replace(morning, starts=time(9, 20), name="Late morning")])
    after = {slot.starts_at: slot.id for slot in event.slots}
    assert after == {start: slot_id for start, slot_id in before.items() if start > min(before)}
    assert [block.name for block in event.blocks] == ["Late morning", "Afternoon"]


def test_slots_survive_the_removal_of_their_block(session: Session) -> None:
    event = empty_event(session)
    set_blocks(session, COMMAND_LINE, event, [MORNING])
    before = [slot.id for slot in event.slots]
    set_blocks(session, COMMAND_LINE, event, [replace(MORNING, name="Another")])
    assert [slot.id for slot in event.slots] == before
    assert [slot.block.name for slot in event.slots] == ["Another"] * len(before)


def test_overlapping_blocks_are_rejected(session: Session) -> None:
    event = empty_event(session)
    assert refused(session, event, AFTERNOON, replace(MORNING, ends=time(14, 1))) == [
        Told("blocks[0].starts", "“Afternoon” starts before “Morning” ends.")
    ]
    assert event.slots == []


def test_adjacent_blocks_are_accepted(session: Session) -> None:
    event = empty_event(session)
    set_blocks(session, COMMAND_LINE, event, [MORNING, replace(AFTERNOON, starts=MORNING.ends)])
    assert len(event.blocks) == 2


def test_a_block_of_another_event_is_rejected(session: Session) -> None:
    other, event = an_event(session), empty_event(session)
    assert refused(session, event, replace(MORNING, id=other.blocks[0].id)) == [
        Told("blocks[0].id", "This block no longer exists. Reload the page and try again.")
    ]


def test_a_block_too_short_for_a_meeting_is_rejected(session: Session) -> None:
    event = empty_event(session, slot_minutes=20)
    assert refused(session, event, replace(MORNING, ends=time(9, 19))) == [
        Told("blocks[0].ends", "This block is too short for a single meeting of 20 minutes.")
    ]


def test_an_agenda_with_too_many_slots_is_rejected(session: Session) -> None:
    event = empty_event(session, slot_minutes=1)
    days = [BlockDetails(f"Day {n}", DAY + timedelta(n), time(0), time(23)) for n in range(2)]
    assert refused(session, event, *days) == [Told("blocks", "An event can have at most 1000 slots. Use longer slots.")]


def test_a_nonexistent_local_time_is_rejected(session: Session) -> None:
    event = empty_event(session)
    night = BlockDetails("Night", date(2027, 3, 28), time(2, 30), time(5))
    assert refused(session, event, night) == [
        Told(
            "blocks[0].starts",
            "02:30 on 2027-03-28 does not exist in Europe/Berlin: the clocks go forward then. Choose another time.",
        )
    ]


def test_an_ambiguous_local_time_is_rejected(session: Session) -> None:
    event = empty_event(session)
    night = BlockDetails("Night", date(2027, 10, 31), time(1), time(2, 30))
    assert refused(session, event, night) == [
        Told(
            "blocks[0].ends",
            "02:30 on 2027-10-31 occurs twice in Europe/Berlin: the clocks go back then. Choose another time.",
        )
    ]


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 3), (date(2027, 10, 31), 5), (DAY, 4)])
def test_slots_are_counted_in_elapsed_time_when_the_clocks_change(session: Session, day: date, hours: int) -> None:
    event = empty_event(session, slot_minutes=60)
    set_blocks(session, COMMAND_LINE, event, [BlockDetails("Night", day, time(0), time(4))])
    assert len(event.slots) == hours
    assert {slot.ends_at - slot.starts_at for slot in event.slots} == {timedelta(hours=1)}


def test_the_same_local_time_differs_in_utc_after_the_clocks_change(session: Session) -> None:
    event = empty_event(session, slot_minutes=60)
    eves = [BlockDetails(f"{day}", day, time(9), time(10)) for day in (date(2027, 3, 27), date(2027, 3, 28))]
    set_blocks(session, COMMAND_LINE, event, eves)
    assert [slot.starts_at.hour for slot in event.slots] == [8, 7]


def test_the_slots_that_a_change_removes_are_listed_beforehand(session: Session) -> None:
    event = an_event(session, slots=3, slot_minutes=20)
    [first, second, third] = event.slots
    ada, bob = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bob")
    session.add(Absence(attendee_id=ada.id, starts_at=third.starts_at, ends_at=third.starts_at + timedelta(minutes=1)))
    session.add(PairRelation(event_id=event.id, a_id=ada.id, b_id=bob.id, relation=Relation.AGREED, slot_id=third.id))
    [block] = blocks_of(event)
    version = event.data_version
    assert lost_slots(session, event, [replace(block, starts=time(9, 20), ends=time(9, 40))]) == [
        LostSlot(first.starts_at, first.ends_at, None, absences=0, agreed=0),
        LostSlot(third.starts_at, third.ends_at, None, absences=1, agreed=1),
    ]
    assert lost_slots(session, event, [block]) == []
    assert (len(event.slots), event.data_version) == (3, version)
    assert second.starts_at == datetime(2027, 5, 11, 7, 20, tzinfo=UTC)


def test_shortened_slots_are_listed_too(session: Session) -> None:
    from matchmaker.schemas.event import EventDetails

    event = an_event(session, slots=1, slot_minutes=20)
    shorter = EventDetails("Spring Forum", event.timezone, slot_minutes=15, pause_minutes=0)
    [slot] = event.slots
    assert lost_slots(session, event, blocks_of(event), shorter) == [
        LostSlot(slot.starts_at, slot.ends_at, slot.starts_at + timedelta(minutes=15), 0, 0)
    ]


def test_a_change_makes_plans_stale(session: Session) -> None:
    event = an_event(session)
    before = event.data_version
    set_blocks(session, COMMAND_LINE, event, [MORNING])
    assert event.data_version == before + 1
