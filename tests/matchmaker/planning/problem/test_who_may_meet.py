"""Why nobody, or few people, may meet, in sentences that name the cause."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.models import Absence, Audience, Event, MeetingRule, PairRelation, Relation
from matchmaker.planning.problem.who_may_meet import why_few_may_meet
from tests.builders import a_group, an_attendee, an_event


def reasons(session: Session, event: Event) -> list[str]:
    session.flush()
    return [str(why) for why in why_few_may_meet(session, event)]


def an_event_of(session: Session, count: int, **fields: object) -> Event:
    event = an_event(session)
    for number in range(count):
        an_attendee(session, event, f"Person {chr(65 + number)}", **{"organisation": f"Firm {number}", **fields})
    return event


def test_an_ordinary_event_has_nothing_to_say(session: Session) -> None:
    assert reasons(session, an_event_of(session, 4)) == []
    assert reasons(session, an_event_of(session, 0)) == []


def test_one_person_is_alone(session: Session) -> None:
    assert reasons(session, an_event_of(session, 1)) == ["Only one person takes part, so nobody can meet."]


def test_everybody_of_one_organisation(session: Session) -> None:
    event = an_event_of(session, 4, organisation="N/A")
    assert reasons(session, event) == [
        "All 4 people share the organisation “N/A”, and people of one organisation do not meet."
    ]
    an_attendee(session, event, "Somebody Else", organisation="Acme")
    assert reasons(session, event) == [
        "4 of 5 people share the organisation “N/A”, and people of one organisation do not meet."
    ]
    event.colleagues_may_meet = True
    assert reasons(session, event) == []


def test_groups_that_the_blocks_ask_for(session: Session) -> None:
    event = an_event_of(session, 9)
    event.blocks[0].audience = Audience.RULES
    assert reasons(session, event) == [
        "The blocks ask for groups that may meet, and no rule says yet which groups may."
    ]
    buyers, sellers, guests = (a_group(session, event, name) for name in ("Buyers", "Sellers", "Guests"))
    session.add(MeetingRule(event_id=event.id, group_a_id=buyers.id, group_b_id=sellers.id))
    assert reasons(session, event) == ["9 people are in no group, and the blocks ask for groups."]
    for number in range(12):
        an_attendee(session, event, f"Guest {chr(65 + number)}", group_id=guests.id)
    assert reasons(session, event) == ["12 people are in groups that may meet nobody (Guests)."]


def test_people_who_are_away_and_pairs_that_are_kept_apart(session: Session) -> None:
    event = an_event_of(session, 2)
    one, other = (an_attendee(session, event, name) for name in ("Mia", "Otto"))
    for person in (one, other):
        start = event.blocks[0].slots[0].starts_at
        session.add(Absence(attendee_id=person.id, starts_at=start, ends_at=start + timedelta(days=1)))
    assert reasons(session, event) == ["2 people are away during all slots."]
    pair = an_event_of(session, 0)
    a, b = (an_attendee(session, pair, name) for name in ("Ada", "Ben"))
    session.add(PairRelation(event_id=pair.id, a_id=a.id, b_id=b.id, relation=Relation.KEEP_APART))
    assert reasons(session, pair) == ["1 of 1 pairs are kept apart."]
