"""Why nobody, or few people, may meet, in sentences that name the cause."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeStatus,
    Audience,
    Block,
    Event,
    Grade,
    MeetingRule,
    PairRelation,
    Relation,
    Request,
    Slot,
)
from matchmaker.planning.problem.who_may_meet import why_few_may_meet
from tests.builders import a_group, an_attendee, an_event

EVERYBODY_AT_NA = "All 4 people share the organisation “N/A”, and people of one organisation do not meet."
ALONE = "Only one person takes part, so nobody can meet."


def reasons(session: Session, event: Event) -> list[str]:
    session.flush()
    return [str(why) for why in why_few_may_meet(session, event)]


def people_of(session: Session, event: Event, count: int, **fields: object) -> list[Attendee]:
    names = [f"{fields.get('group_id', '')} Person {chr(65 + number)}" for number in range(count)]
    return [
        an_attendee(session, event, name, **{"organisation": f"Firm {number}", **fields})
        for number, name in enumerate(names)
    ]


def an_event_of(session: Session, count: int, **fields: object) -> Event:
    event = an_event(session)
    people_of(session, event, count, **fields)
    return event


def a_rule(session: Session, event: Event, *ids: int) -> None:
    event.blocks[0].audience = Audience.RULES
    one, other = sorted(ids)
    session.add(MeetingRule(event_id=event.id, group_a_id=one, group_b_id=other))


def relate(session: Session, event: Event, one: Attendee, other: Attendee, relation: Relation) -> None:
    session.add(PairRelation(event_id=event.id, a_id=one.id, b_id=other.id, relation=relation))


def away(session: Session, person: Attendee, *slots: Slot) -> None:
    session.add_all(Absence(attendee_id=person.id, starts_at=s.starts_at, ends_at=s.ends_at) for s in slots)


def test_an_ordinary_event_has_nothing_to_say(session: Session) -> None:
    assert reasons(session, an_event_of(session, 4)) == []
    assert reasons(session, an_event_of(session, 0)) == []


def test_one_person_is_alone(session: Session) -> None:
    assert reasons(session, an_event_of(session, 1)) == [ALONE]


def test_people_who_withdrew(session: Session) -> None:
    event = an_event(session)
    people = people_of(session, event, 4)
    people[0].status = AttendeeStatus.WITHDRAWN
    assert reasons(session, event) == ["1 of 4 people has withdrawn."]
    people[1].status = people[2].status = AttendeeStatus.WITHDRAWN
    assert reasons(session, event) == [ALONE, "3 of 4 people have withdrawn."]
    people[3].status = AttendeeStatus.WITHDRAWN
    assert reasons(session, event) == ["Everybody has withdrawn, so nobody can meet."]


def test_everybody_of_one_organisation(session: Session) -> None:
    event = an_event_of(session, 4, organisation="N/A")
    assert reasons(session, event) == [EVERYBODY_AT_NA]
    an_attendee(session, event, "Somebody Else", organisation="Acme")
    assert reasons(session, event) == [
        "4 of 5 people share the organisation “N/A”, and people of one organisation do not meet."
    ]
    event.colleagues_may_meet = True
    assert reasons(session, event) == []


def test_an_organisation_is_named_as_most_write_it(session: Session) -> None:
    event = an_event(session)
    for name, organisation in (("Ada", "acme"), ("Ben", "ACME"), ("Cem", " ACME "), ("Dan", "ACME")):
        an_attendee(session, event, name, organisation=organisation)
    assert reasons(session, event) == [EVERYBODY_AT_NA.replace("N/A", "ACME")]


def test_colleagues_who_are_few_among_others_are_no_reason(session: Session) -> None:
    event = an_event_of(session, 5, organisation="Acme")
    for number in range(4):
        an_attendee(session, event, f"Guest {number}", organisation=f"Other {number}")
    assert reasons(session, event) == []


def test_people_without_an_organisation_are_not_colleagues(session: Session) -> None:
    assert reasons(session, an_event_of(session, 4, organisation="")) == []


def test_agreed_meetings_of_colleagues_are_not_barred(session: Session) -> None:
    event = an_event(session)
    one, other, third = people_of(session, event, 3, organisation="Acme")
    relate(session, event, one, other, Relation.AGREED)
    assert reasons(session, event) == [EVERYBODY_AT_NA.replace("4", "3").replace("N/A", "Acme")]
    relate(session, event, one, third, Relation.AGREED)
    assert reasons(session, event) == []


def test_blocks_that_ask_for_groups_without_a_rule(session: Session) -> None:
    event = an_event_of(session, 3)
    event.blocks[0].audience = Audience.RULES
    assert reasons(session, event) == [
        "The blocks ask for groups that may meet, and no rule says yet which groups may."
    ]


def test_people_in_no_group_and_in_groups_that_may_meet_nobody(session: Session) -> None:
    event = an_event_of(session, 9)
    buyers, sellers, guests, _ = (a_group(session, event, name) for name in ("Buyers", "Sellers", "Guests", "Empty"))
    a_rule(session, event, buyers.id, sellers.id)
    assert reasons(session, event) == ["9 people are in no group, and the blocks ask for groups."]
    people_of(session, event, 12, group_id=guests.id)
    assert reasons(session, event) == [
        "12 people are in groups that may meet nobody (Guests).",
        "9 people are in no group, and the blocks ask for groups.",
    ]


def test_a_group_whose_partners_are_not_there_may_meet_nobody(session: Session) -> None:
    event = an_event(session)
    buyers, sellers = (a_group(session, event, name) for name in ("Buyers", "Sellers"))
    a_rule(session, event, buyers.id, sellers.id)
    people_of(session, event, 3, group_id=buyers.id)
    (seller,) = people_of(session, event, 1, group_id=sellers.id)
    assert reasons(session, event) == ["No rule between groups lets 3 of 6 pairs meet."]
    seller.status = AttendeeStatus.WITHDRAWN
    assert reasons(session, event) == [
        "3 people are in groups that may meet only groups with nobody else in them (Buyers).",
        "1 of 4 people has withdrawn.",
    ]


def test_rules_between_groups_are_no_fault_if_they_leave_a_partner_for_every_slot(session: Session) -> None:
    event = an_event(session, slots=3)
    buyers, sellers = (a_group(session, event, name) for name in ("Buyers", "Sellers"))
    a_rule(session, event, buyers.id, sellers.id)
    people_of(session, event, 3, group_id=buyers.id)
    people_of(session, event, 10, group_id=sellers.id)
    assert reasons(session, event) == []


def test_blocks_that_are_open_to_everybody_need_no_groups(session: Session) -> None:
    event = an_event_of(session, 4)
    event.blocks[0].audience = Audience.RULES
    event.blocks.append(Block(name="Open", day=date(2027, 5, 12), starts=time(9), ends=time(10)))
    start = event.blocks[0].slots[0].starts_at + timedelta(days=1)
    open_slot = Slot(event_id=event.id, starts_at=start, ends_at=start + timedelta(minutes=20))
    event.blocks[1].slots.append(open_slot)
    assert reasons(session, event) == []
    for person in session.scalars(select(Attendee).where(Attendee.event_id == event.id)):
        away(session, person, open_slot)
    assert reasons(session, event) == ["No pair has a slot in which both are there and may meet."]


def test_people_who_are_never_there(session: Session) -> None:
    event = an_event(session)
    for person in people_of(session, event, 2):
        away(session, person, *event.blocks[0].slots)
    people_of(session, event, 1)
    assert reasons(session, event) == ["2 people are away during all slots."]


def test_pairs_who_are_never_there_together(session: Session) -> None:
    event = an_event(session)
    early, late, always = people_of(session, event, 3)
    slots = event.blocks[0].slots
    away(session, early, *slots[1:])
    away(session, late, slots[0])
    assert reasons(session, event) == []
    away(session, always, *slots[1:])
    assert reasons(session, event) == ["2 of 3 pairs have no slot in which both are there and may meet."]


def test_without_slots_nobody_is_called_away(session: Session) -> None:
    event = an_event(session, slots=0)
    people_of(session, event, 3)
    assert reasons(session, event) == []


@pytest.mark.parametrize("level", ["own", "group"])
def test_people_whose_maximum_is_no_meeting(session: Session, level: str) -> None:
    event = an_event(session)
    group = a_group(session, event, "Crew", max_meetings=0 if level == "group" else None)
    people_of(session, event, 2, group_id=group.id, max_meetings=0 if level == "own" else None)
    people_of(session, event, 1)
    assert reasons(session, event) == ["2 people have a maximum of 0 meetings."]


def test_pairs_that_the_organizers_keep_apart(session: Session) -> None:
    event = an_event(session)
    people = people_of(session, event, 3)
    relate(session, event, people[0], people[1], Relation.KEEP_APART)
    assert reasons(session, event) == []
    relate(session, event, people[1], people[2], Relation.KEEP_APART)
    assert reasons(session, event) == ["2 of 3 pairs are kept apart."]
    people[2].status = AttendeeStatus.WITHDRAWN
    assert reasons(session, event) == ["1 of 3 people has withdrawn.", "Every pair is kept apart."]


def test_pairs_that_have_met_before(session: Session) -> None:
    event = an_event(session)
    one, other, third = people_of(session, event, 3)
    relate(session, event, one, other, Relation.MET_BEFORE)
    relate(session, event, one, third, Relation.MET_BEFORE)
    assert reasons(session, event) == []
    event.met_before_may_meet = False
    assert reasons(session, event) == ["2 of 3 pairs have met before, and pairs that have met do not meet again."]
    relate(session, event, other, third, Relation.MET_BEFORE)
    assert reasons(session, event) == ["Every pair has met before, and pairs that have met do not meet again."]


def test_a_no_thanks_changes_nothing_that_is_said(session: Session) -> None:
    quiet = an_event_of(session, 4)
    event = an_event(session)
    people = people_of(session, event, 4)
    session.add_all(
        Request(attendee_id=one.id, other_id=other.id, grade=Grade.NO)
        for one in people
        for other in people
        if one is not other
    )
    assert (reasons(session, quiet), reasons(session, event)) == ([], [])
    for person in people:
        person.organisation = "N/A"
    assert reasons(session, event) == [EVERYBODY_AT_NA]


def test_what_bars_most_pairs_is_said_first(session: Session) -> None:
    event = an_event(session)
    people = people_of(session, event, 4, organisation="N/A")
    people[0].organisation = "Acme"
    for person in people[:2]:
        away(session, person, *event.blocks[0].slots)
    for person in people[:3]:
        person.max_meetings = 0
    assert reasons(session, event) == [
        "3 people have a maximum of 0 meetings.",
        "2 people are away during all slots.",
        "3 of 4 people share the organisation “N/A”, and people of one organisation do not meet.",
    ]
