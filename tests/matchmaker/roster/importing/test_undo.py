"""Undoing an import restores everything, or is refused if later work would be lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import StateError
from matchmaker.event.groups import groups_of
from matchmaker.models import (
    Absence,
    Attendee,
    AttendeeInterest,
    Direction,
    Event,
    Goal,
    GoalKind,
    Grade,
    ImportStatus,
    Interest,
    Meeting,
    MeetingTable,
    PairRelation,
    Plan,
    Relation,
    Request,
    RosterImport,
    Seat,
)
from matchmaker.roster import withdraw_attendee
from matchmaker.roster.importing import undo_import
from tests.builders import a_group, an_attendee, an_event
from tests.matchmaker.roster.import_steps import all_rows, committed, uploaded

HEADER = [
    *("Name", "E-mail", "Company", "About", "Group", "Booth", "Interests", "Seeks", "Away", "Met before", "Must meet"),
    *("Max meetings", "Status", "ID"),
]
ANN = [
    *("Ann Lee", "ann@example.org", "Bell", "New", "Sellers", "B 7", "mice; bees", "job: any", "2027-05-12"),
    *("Bob; Cy", "Cy; Bob", "4", "withdrawn", "1"),
]
CY = ["Cy", "cy@example.org", "", "", "Sellers", "", "bees", "", "", "", "", "", "", "2"]


def full_event(session: Session) -> Event:
    """An event with Ann and Bob, who have some data of every kind."""
    event = an_event(session)
    group = a_group(session, event, "Buyers")
    ann = an_attendee(session, event, "Ann", email="ann@example.org", group_id=group.id, about="Old", max_meetings=9)
    bob = an_attendee(session, event, "Bob", table_id=event.tables[0].id)
    yeast = Interest(event_id=event.id, key="yeast", label="Yeast")
    mice = Interest(event_id=event.id, key="mice", label="Mice")
    session.add_all([yeast, mice])
    session.flush()
    session.add_all(
        [
            AttendeeInterest(attendee_id=ann.id, interest_id=yeast.id, position=0),
            AttendeeInterest(attendee_id=ann.id, interest_id=mice.id, position=1),
            Goal(attendee_id=ann.id, direction=Direction.SEEK, kind=GoalKind.MENTORING),
            Goal(attendee_id=ann.id, direction=Direction.OFFER, kind=GoalKind.JOB, topic="X", topic_key="x"),
            Absence(
                attendee_id=ann.id,
                starts_at=datetime(2027, 5, 11, 7, tzinfo=UTC),
                ends_at=datetime(2027, 5, 11, 8, tzinfo=UTC),
            ),
            PairRelation(event_id=event.id, a_id=ann.id, b_id=bob.id, relation=Relation.MET_BEFORE),
            Request(attendee_id=ann.id, other_id=bob.id, grade=Grade.LIKE),
            Request(attendee_id=bob.id, other_id=ann.id, grade=Grade.NO),
        ]
    )
    session.flush()
    return event


def a_committed_import(session: Session, event: Event, *rows: list[str]) -> RosterImport:
    roster_import = uploaded(session, event, HEADER, *rows)
    committed(session, event, roster_import)
    session.flush()
    return roster_import


def named(session: Session, name: str) -> Attendee:
    return session.scalars(select(Attendee).where(Attendee.name == name)).one()


def refused(session: Session, event: Event, roster_import: RosterImport) -> str:
    before = all_rows(session)
    with pytest.raises(StateError) as error:
        undo_import(session, COMMAND_LINE, event, roster_import)
    assert all_rows(session) == before
    assert roster_import.status is ImportStatus.COMMITTED
    return str(error.value).removeprefix("This import cannot be undone without losing later work: ")


def test_undoing_an_import_restores_everything(session: Session) -> None:
    event = full_event(session)
    before = all_rows(session)
    roster_import = a_committed_import(session, event, ANN, CY)
    assert all_rows(session) != before
    undo_import(session, COMMAND_LINE, event, roster_import)
    assert all_rows(session) == before
    assert roster_import.status is ImportStatus.UNDONE


def test_loaded_objects_are_refreshed_after_an_undo(session: Session) -> None:
    event = full_event(session)
    ann = named(session, "Ann")
    roster_import = a_committed_import(session, event, ANN)
    assert (ann.name, ann.version) == ("Ann Lee", 2)
    undo_import(session, COMMAND_LINE, event, roster_import)
    assert (ann.name, ann.version) == ("Ann", 3)


def test_imports_are_undone_in_reverse_order(session: Session) -> None:
    event = full_event(session)
    before = all_rows(session)
    first = a_committed_import(session, event, ANN)
    second = a_committed_import(session, event, [*ANN[:2], "Acme", *ANN[3:]])
    assert refused(session, event, first) == "1 person has been changed since (Ann Lee)."
    undo_import(session, COMMAND_LINE, event, second)
    assert refused(session, event, first) == "1 person has been changed since (Ann Lee)."
    assert all_rows(session) != before


def test_an_import_that_is_not_in_effect_cannot_be_undone(session: Session) -> None:
    event = full_event(session)
    roster_import = uploaded(session, event, HEADER, CY)
    with pytest.raises(StateError, match="not in effect"):
        undo_import(session, COMMAND_LINE, event, roster_import)
    committed(session, event, roster_import)
    undo_import(session, COMMAND_LINE, event, roster_import)
    with pytest.raises(StateError, match="not in effect"):
        undo_import(session, COMMAND_LINE, event, roster_import)


def test_a_later_edit_of_a_person_prevents_the_undo(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, CY)
    withdraw_attendee(session, COMMAND_LINE, event, named(session, "Cy"))
    assert refused(session, event, roster_import) == "1 person has been changed since (Cy)."


def test_a_removed_person_prevents_the_undo(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, CY)
    session.delete(named(session, "Cy"))
    session.flush()
    assert refused(session, event, roster_import) == "1 person has been changed since (somebody who has been removed)."


def test_a_plan_with_its_people_prevents_the_undo(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, CY)
    cy, bob = named(session, "Cy"), named(session, "Bob")
    plan = Plan(event_id=event.id, number=3, optimal=True, tiers=[], seconds=0.1, data_version=1)
    session.add(plan)
    session.flush()
    slot = event.slots[0]
    meeting = Meeting(
        plan_id=plan.id,
        a_id=bob.id,
        b_id=cy.id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        table_name="Table 1",
        score=1,
        reasons=[],
        seats=[Seat(plan_id=plan.id, attendee_id=cy.id, starts_at=slot.starts_at)],
    )
    session.add(meeting)
    session.flush()
    assert refused(session, event, roster_import) == "1 new person has meetings in plan 3."


def test_a_request_for_a_new_person_prevents_the_undo(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, CY)
    session.add(Request(attendee_id=named(session, "Bob").id, other_id=named(session, "Cy").id, grade=Grade.MUST))
    session.flush()
    assert refused(session, event, roster_import) == "1 pair of people was changed since."


def test_a_relation_changed_since_prevents_the_undo(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, ANN, CY)
    pair = session.scalars(select(PairRelation).where(PairRelation.b_id == named(session, "Cy").id)).one()
    pair.relation = Relation.KEEP_APART
    session.flush()
    assert refused(session, event, roster_import) == "1 pair of people was changed since."


def test_a_group_or_table_in_use_prevents_the_undo(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, ANN)
    [_, sellers] = groups_of(session, event)
    booth = session.scalars(select(MeetingTable).where(MeetingTable.name == "B 7")).one()
    an_attendee(session, event, "Late", group_id=sellers.id, table_id=booth.id)
    assert refused(session, event, roster_import) == (
        "Groups that it created are in use (Sellers). Tables that it created are in use (B 7)."
    )


def test_a_no_thanks_of_an_attendee_survives_an_import_and_its_undo(session: Session) -> None:
    event = full_event(session)
    before = all_rows(session)
    rows = (["E-mail", "Must meet"], ["bob@example.org", "Ann"])
    roster_import = uploaded(session, event, *rows)
    committed(session, event, roster_import)
    assert all_rows(session) == before
    undo_import(session, COMMAND_LINE, event, roster_import)
    assert all_rows(session) == before


def test_the_origin_of_a_request_is_restored_too(session: Session) -> None:
    event = full_event(session)
    before = all_rows(session)
    roster_import = uploaded(session, event, ["E-mail", "No thanks"], ["ann@example.org", "Bob"])
    committed(session, event, roster_import)
    ours = select(Request.grade, Request.by_organizer).where(Request.attendee_id == named(session, "Ann").id)
    assert session.execute(ours).all() == [(Grade.NO, True)]
    undo_import(session, COMMAND_LINE, event, roster_import)
    assert all_rows(session) == before


def test_an_interest_that_others_use_is_kept(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, CY)
    bees = session.scalars(select(Interest).where(Interest.key == "bees")).one()
    session.add(AttendeeInterest(attendee_id=named(session, "Bob").id, interest_id=bees.id))
    session.flush()
    undo_import(session, COMMAND_LINE, event, roster_import)
    assert set(session.scalars(select(Interest.key))) == {"yeast", "mice", "bees"}


def test_a_removed_group_is_not_restored(session: Session) -> None:
    event = full_event(session)
    roster_import = a_committed_import(session, event, ANN)
    buyers = groups_of(session, event)[0]
    session.delete(buyers)
    session.flush()
    undo_import(session, COMMAND_LINE, event, roster_import)
    assert named(session, "Ann").group_id is None
