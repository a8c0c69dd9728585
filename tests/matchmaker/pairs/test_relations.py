"""What the organizer knows of a pair: kept once, recorded, and never twice at one time."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.models import Attendee, AuditEntry, Event, Relation
from matchmaker.pairs.relations import relations_of, set_relation
from tests.builders import an_attendee, an_event


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def people(session: Session, event: Event) -> list[Attendee]:
    return [an_attendee(session, event, name) for name in ("Ada", "Alan", "Grace", "Edith")]


def test_the_order_of_a_pair_does_not_matter(session: Session, event: Event, people: list[Attendee]) -> None:
    ada, alan, *_ = people
    set_relation(session, COMMAND_LINE, event, (alan, ada), Relation.MET_BEFORE)
    set_relation(session, COMMAND_LINE, event, (ada, alan), Relation.KEEP_APART)
    assert [(row.a_id, row.b_id, row.relation) for row in relations_of(session, event)] == [
        (ada.id, alan.id, Relation.KEEP_APART)
    ]


def test_a_change_is_recorded_and_makes_plans_stale(session: Session, event: Event, people: list[Attendee]) -> None:
    before = event.data_version
    set_relation(session, COMMAND_LINE, event, (people[0], people[1]), Relation.AGREED)
    set_relation(session, COMMAND_LINE, event, (people[0], people[1]), None)
    session.flush()
    done = [entry.details["standing"] for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert (event.data_version, done, relations_of(session, event)) == (before + 2, ["agreed", "forgotten"], [])


def test_a_table_takes_agreed_meetings_up_to_its_capacity(
    session: Session, event: Event, people: list[Attendee]
) -> None:
    ada, alan, grace, edith = people
    place = {"slot": event.slots[0], "table": event.tables[0]}
    set_relation(session, COMMAND_LINE, event, (ada, alan), Relation.AGREED, **place)
    with pytest.raises(InvalidInputError, match="table: Table 1 is taken at that time"):
        set_relation(session, COMMAND_LINE, event, (grace, edith), Relation.AGREED, **place)
    event.tables[0].capacity = 2
    set_relation(session, COMMAND_LINE, event, (grace, edith), Relation.AGREED, **place)
    assert len(relations_of(session, event)) == 2


def test_an_agreed_meeting_may_be_set_again_at_its_own_time(
    session: Session, event: Event, people: list[Attendee]
) -> None:
    pair = (people[0], people[1])
    for table in event.tables[:2]:
        set_relation(session, COMMAND_LINE, event, pair, Relation.AGREED, slot=event.slots[0], table=table)
    assert [row.table_id for row in relations_of(session, event)] == [event.tables[1].id]


def test_a_person_of_another_event_is_not_found(session: Session, event: Event, people: list[Attendee]) -> None:
    stranger = an_attendee(session, an_event(session), "Stranger")
    with pytest.raises(NotFoundError):
        set_relation(session, COMMAND_LINE, event, (people[0], stranger), Relation.AGREED)
