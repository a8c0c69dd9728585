"""Relations and requests in a list: names become people or warnings, and nothing is ever weakened."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import Attendee, Event, Grade, PairRelation, Relation, Request
from matchmaker.roster.export import roster_csv
from matchmaker.roster.importing.proposal import Outcome
from matchmaker.roster.importing.undo import undo_import
from tests.builders import an_attendee, an_event
from tests.matchmaker.roster.import_steps import committed, imported, previewed, uploaded


def relations(session: Session) -> dict[tuple[str, str], Relation]:
    names = dict(session.execute(select(Attendee.id, Attendee.name)).all())
    return {(names[pair.a_id], names[pair.b_id]): pair.relation for pair in session.scalars(select(PairRelation))}


def requests(session: Session) -> dict[tuple[str, str], Grade]:
    names = dict(session.execute(select(Attendee.id, Attendee.name)).all())
    return {(names[row.attendee_id], names[row.other_id]): row.grade for row in session.scalars(select(Request))}


def add_relation(session: Session, event: Event, a: Attendee, b: Attendee, relation: Relation) -> None:
    session.add(PairRelation(event_id=event.id, a_id=a.id, b_id=b.id, relation=relation))
    session.flush()


def test_people_are_found_by_address_reference_or_name_in_the_file_and_on_the_list(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Old Hand")
    imported(
        session,
        event,
        ["ID", "Name", "E-mail", "Met before"],
        ["1", "Ann", "ann@example.org", "BOB@example.org; old  hand; 3"],
        ["2", "Bob", "bob@example.org", ""],
        ["3", "Cy", "cy@example.org", "Ann"],
    )
    assert relations(session) == {
        ("Ann", "Bob"): Relation.MET_BEFORE,
        ("Old Hand", "Ann"): Relation.MET_BEFORE,
        ("Ann", "Cy"): Relation.MET_BEFORE,
    }


def test_the_three_grades_of_requests(session: Session) -> None:
    event = an_event(session)
    imported(
        session,
        event,
        ["Name", "Must meet", "Like to meet", "No thanks"],
        ["Ann", "Bob", "Cy", "Di"],
        *([name, "", "", ""] for name in ("Bob", "Cy", "Di")),
    )
    assert requests(session) == {("Ann", "Bob"): Grade.MUST, ("Ann", "Cy"): Grade.LIKE, ("Ann", "Di"): Grade.NO}


def ranks(session: Session) -> dict[str, int | None]:
    """Name of the person asked for -> rank, of all requests."""
    query = select(Attendee.name, Request.rank).join(Request, Request.other_id == Attendee.id)
    return dict(session.execute(query.order_by(Request.id)).all())


RANKED_LIST = (
    ["Name", "Choice 1", "Choice 2", "Choice 3"],
    ["Ann", "Cy", "Nobody Here", "Bob"],
    *([name, "", "", ""] for name in ("Bob", "Cy", "Di")),
)


def test_ranked_wishes_keep_their_order_and_skip_people_who_are_not_on_the_list(session: Session) -> None:
    imported(session, an_event(session), *RANKED_LIST)
    assert requests(session) == {("Ann", "Cy"): Grade.LIKE, ("Ann", "Bob"): Grade.LIKE}
    assert ranks(session) == {"Cy": 1, "Bob": 2}


def test_the_same_ranked_list_again_changes_nothing(session: Session) -> None:
    event = an_event(session)
    imported(session, event, *RANKED_LIST)
    assert previewed(session, event, *RANKED_LIST).counts[Outcome.UNCHANGED] == 4


def test_a_later_order_replaces_the_former_one_and_undo_restores_it(session: Session) -> None:
    event = an_event(session)
    imported(session, event, *RANKED_LIST)
    later = uploaded(session, event, ["Name", "Ranked wishes"], ["Ann", "Bob; Di; Bob"])
    committed(session, event, later)
    assert ranks(session) == {"Cy": 1, "Bob": 1, "Di": 2}
    undo_import(session, COMMAND_LINE, event, later)
    assert ranks(session) == {"Cy": 1, "Bob": 2}


def test_the_export_has_the_first_choice_first(session: Session) -> None:
    event = an_event(session)
    imported(session, event, ["Name", "Ranked wishes"], ["Bob", ""], ["Cy", ""], ["Ann", "Cy; Bob"])
    rows = list(csv.DictReader(io.StringIO(roster_csv(session, event).decode("utf-8-sig"))))
    assert [row["Ranked wishes"] for row in rows] == ["", "", "Cy; Bob"]


def test_a_stated_must_is_not_weakened_by_a_rank(session: Session) -> None:
    event = an_event(session)
    imported(session, event, ["Name", "Must meet", "Ranked wishes"], ["Ann", "Bob", "Bob"], ["Bob", "", ""])
    assert (requests(session), ranks(session)) == ({("Ann", "Bob"): Grade.MUST}, {"Bob": None})


def test_an_unknown_name_is_a_warning_and_the_rest_is_imported(session: Session) -> None:
    event = an_event(session)
    rows = (["Name", "Conflicts"], ["Ann", "Somebody Else; Bob"], ["Bob", ""])
    [warned] = previewed(session, event, *rows).warnings
    assert (warned.number, warned.field, warned.name, str(warned.message)) == (
        *(2, "keep_apart", "Somebody Else"),
        "There is nobody called “Somebody Else” on the list.",
    )
    assert imported(session, event, *rows).warnings == 1
    assert relations(session) == {("Ann", "Bob"): Relation.KEEP_APART}


def test_ones_own_name_is_ignored_silently(session: Session) -> None:
    event = an_event(session)
    assert imported(session, event, ["Name", "Conflicts"], ["Ann", "Ann"]).warnings == 0
    assert relations(session) == {}


def test_a_name_shared_by_two_people_keeps_both_apart_but_requests_neither(session: Session) -> None:
    event = an_event(session)
    header = ["ID", "Name", "Conflicts", "Must meet"]
    rows = [["1", "Ann", "Wei", "Wei"], ["2", "Wei", "", ""], ["3", "Wei", "", ""]]
    [warned] = previewed(session, event, header, *rows).warnings
    assert str(warned.message) == "2 people are called “Wei”. Use the e-mail address or the reference instead."
    imported(session, event, header, *rows)
    assert session.scalars(select(PairRelation.relation)).all() == [Relation.KEEP_APART, Relation.KEEP_APART]
    assert requests(session) == {}


def test_keeping_apart_takes_precedence_over_having_met(session: Session) -> None:
    event = an_event(session)
    header = ["Name", "Met before", "Keep apart"]
    imported(session, event, header, ["Ann", "Bob", ""], ["Bob", "", "Ann"])
    assert relations(session) == {("Ann", "Bob"): Relation.KEEP_APART}


@pytest.mark.parametrize(
    ("held", "column", "expected", "warnings"),
    [
        (Relation.MET_BEFORE, "Keep apart", Relation.KEEP_APART, 0),
        (Relation.KEEP_APART, "Met before", Relation.KEEP_APART, 0),
        (Relation.AGREED, "Met before", Relation.AGREED, 0),
        (Relation.AGREED, "Keep apart", Relation.AGREED, 1),
    ],
)
def test_a_list_only_strengthens_a_relation(
    session: Session, held: Relation, column: str, expected: Relation, warnings: int
) -> None:
    event = an_event(session)
    add_relation(session, event, an_attendee(session, event, "Ann"), an_attendee(session, event, "Bob"), held)
    result = imported(session, event, ["E-mail", column], ["bob@example.org", "ann@example.org"])
    session.expire_all()
    assert (relations(session), result.warnings) == ({("Ann", "Bob"): expected}, warnings)


@pytest.mark.parametrize(
    ("held", "column", "expected"),
    [
        (Grade.NO, "Must meet", Grade.NO),
        (Grade.NO, "No thanks", Grade.NO),
        (Grade.LIKE, "Must meet", Grade.MUST),
        (Grade.MUST, "Like to meet", Grade.MUST),
        (Grade.MUST, "No thanks", Grade.NO),
    ],
)
def test_a_no_stays_a_no_and_a_must_stays_a_must(session: Session, held: Grade, column: str, expected: Grade) -> None:
    event = an_event(session)
    ann, bob = an_attendee(session, event, "Ann"), an_attendee(session, event, "Bob")
    session.add(Request(attendee_id=ann.id, other_id=bob.id, grade=held))
    session.flush()
    imported(session, event, ["E-mail", column], ["ann@example.org", "Bob"])
    session.expire_all()
    assert requests(session) == {("Ann", "Bob"): expected}


def test_a_preview_does_not_reveal_an_attendees_no_thanks(session: Session) -> None:
    event = an_event(session)
    ann, bob, cy = (an_attendee(session, event, name) for name in ("Ann", "Bob", "Cy"))
    session.add(Request(attendee_id=ann.id, other_id=bob.id, grade=Grade.NO))
    session.flush()
    [refused] = previewed(session, event, ["E-mail", "Must meet"], ["ann@example.org", "Bob"]).rows
    [free] = previewed(session, event, ["E-mail", "Must meet"], ["ann@example.org", "Cy"]).rows
    assert [(change.field, change.after) for change in refused.changes] == [("must_meet", "+ Bob")]
    assert [(change.field, change.after) for change in free.changes] == [("must_meet", "+ Cy")]
    assert cy.version == 1


def test_new_pairs_are_shown_as_a_change_of_their_row(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann")
    shown = previewed(session, event, ["Name", "E-mail", "Met before"], ["Bob", "", "Ann"], ["Cy", "", "Bob"])
    assert [[(change.field, change.after) for change in row.changes] for row in shown.rows] == [
        [("name", "Bob"), ("met_before", "+ Ann")],
        [("name", "Cy"), ("met_before", "+ Bob")],
    ]
