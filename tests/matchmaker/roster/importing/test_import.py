"""A list is imported as a whole: a preview shows the effect of each row, and nothing faulty is imported."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import EditConflictError, InvalidInputError, StateError
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    AuditEntry,
    Group,
    ImportStatus,
    MeetingTable,
)
from matchmaker.roster.importing import ImportResult, Outcome, preview, read_upload, set_mapping, upload
from matchmaker.roster.importing.proposal import FieldChange
from tests.builders import an_attendee, an_event
from tests.matchmaker.roster.import_steps import all_rows, committed, imported, previewed, uploaded
from tests.matchmaker.roster.sample_files import csv_file, ods_file, xlsx_file
from tests.told import Told

HEADER = ["Name", "E-mail", "Company"]
ANN = ["Ann Lee", "ann@example.org", "Acme"]
BOB = ["Bob Ray", "bob@example.org", "Bell"]


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Attendee.name).order_by(Attendee.id)))


def test_a_list_becomes_attendees(session: Session) -> None:
    event = an_event(session)
    assert imported(session, event, HEADER, ANN, BOB) == ImportResult(2, 0, 0, 0, 0, 0)
    [ann, bob] = session.scalars(select(Attendee).order_by(Attendee.id))
    assert (ann.name, ann.email, ann.email_key, ann.organisation, ann.status, ann.version) == (
        *("Ann Lee", "ann@example.org", "ann@example.org", "Acme"),
        *(AttendeeStatus.INVITED, 1),
    )
    assert (bob.event_id, len(bob.public_id)) == (event.id, 12)


def test_a_preview_changes_nothing(session: Session) -> None:
    event = an_event(session)
    before = all_rows(session)
    assert previewed(session, event, [*HEADER, "Group", "Booth"], [*ANN, "Buyers", "B 7"]).counts == {
        Outcome.NEW: 1,
        Outcome.CHANGED: 0,
        Outcome.UNCHANGED: 0,
        Outcome.FAULTY: 0,
        Outcome.LEFT_OUT: 0,
    }
    assert all_rows(session) == before


@pytest.mark.parametrize(
    ("filename", "make"), [("a.csv", csv_file), ("a.xlsx", xlsx_file), ("a.ods", ods_file), ("wrong.txt", xlsx_file)]
)
def test_all_file_formats_give_the_same_result(session: Session, filename: str, make: object) -> None:
    event = an_event(session)
    roster_import = upload(session, COMMAND_LINE, event, read_upload(filename, make(HEADER, ANN)))  # type: ignore[operator]
    committed(session, event, roster_import)
    assert names(session) == ["Ann Lee"]


def test_the_same_list_again_changes_nothing(session: Session) -> None:
    event = an_event(session)
    header = [*HEADER, "Group", "Booth", "Interests", "Seeks", "Away", "Met before", "Must meet"]
    rows = [
        [*ANN, "Buyers", "B 7", "Yeast; mice", "mentoring", "2027-05-11 09:00-10:00", "bob@example.org", ""],
        [*BOB, "buyers", "b 7", "yeast", "job: engineer; mentoring", "", "", "Ann Lee"],
    ]
    imported(session, event, header, *rows)
    before, version = all_rows(session), event.data_version
    assert imported(session, event, header, *rows) == ImportResult(0, 0, 2, 0, 0, 0)
    assert (all_rows(session), event.data_version) == (before, version)


def test_a_change_is_shown_with_old_and_new_value(session: Session) -> None:
    event = an_event(session)
    imported(session, event, [*HEADER, "Interests"], [*ANN, "yeast"])
    shown = previewed(session, event, [*HEADER, "Interests"], ["Ann Lee-Ray", "ANN@example.org", "Acme", "mice; Yeast"])
    assert [(row.number, row.outcome, row.changes) for row in shown.rows] == [
        (
            2,
            Outcome.CHANGED,
            (
                FieldChange("name", "Ann Lee", "Ann Lee-Ray"),
                FieldChange("email", "ann@example.org", "ANN@example.org"),
                FieldChange("interests", "yeast", "mice; Yeast"),
            ),
        )
    ]


def test_an_empty_cell_changes_nothing(session: Session) -> None:
    event = an_event(session)
    imported(session, event, HEADER, ANN)
    assert imported(session, event, HEADER, ["", "ann@example.org", ""]) == ImportResult(0, 0, 1, 0, 0, 0)
    assert session.scalars(select(Attendee.organisation)).all() == ["Acme"]


def test_an_update_increments_the_version_so_that_an_open_form_conflicts(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann Lee", email="ann@example.org")
    imported(session, event, HEADER, ["Ann Lee", "ann@example.org", "Bell"])
    assert (ann.organisation, ann.version) == ("Bell", 2)


def test_a_row_is_matched_by_address_then_reference_then_name_and_organisation(session: Session) -> None:
    event = an_event(session)
    a = an_attendee(session, event, "Ann", email="ann@example.org")
    b = an_attendee(session, event, "Bob", email=None, reference="7")
    c = an_attendee(session, event, "Cy", email=None, organisation="Acme")
    shown = previewed(
        session,
        event,
        ["Name", "E-mail", "ID", "Company", "Job title"],
        ["Anna", "Ann@Example.org", "", "", "x"],
        ["Bob Ray", "bob@example.org", "7", "", "x"],
        ["CY", "cy@example.org", "", "ACME", "x"],
        ["Cy", "", "", "Bell", "x"],
    )
    assert [row.person and row.person.id for row in shown.rows] == [a.id, b.id, c.id, None]


def test_a_name_shared_by_two_people_matches_neither(session: Session) -> None:
    event = an_event(session)
    for _ in range(2):
        an_attendee(session, event, "Ann", email=None)
    assert previewed(session, event, ["Name"], ["Ann"]).rows[0].outcome is Outcome.NEW


def test_a_different_address_is_a_different_person(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann", email="ann@example.org", organisation="Acme")
    row = previewed(session, event, HEADER, ["Ann", "ann@bell.example", "Acme"]).rows[0]
    assert (row.outcome, len(row.questions)) == (Outcome.NEW, 1)


def test_a_different_reference_is_a_different_person(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann", email=None, reference="7")
    assert previewed(session, event, ["ID", "Name"], ["8", "Ann"]).rows[0].outcome is Outcome.NEW


def test_an_address_and_a_reference_of_different_people_is_a_fault(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann", email="ann@example.org")
    an_attendee(session, event, "Bob", email=None, reference="7")
    assert previewed(session, event, ["Name", "E-mail", "ID"], ["Ann", "ann@example.org", "7"]).faults == [
        Told("row 2", "The e-mail address is Ann’s, but the reference 7 is Bob’s. Correct one of them.")
    ]


def test_faults_name_row_column_and_what_to_do(session: Session) -> None:
    event = an_event(session)
    header = ["Full name", "Mail", "ID", "Max meetings"]
    shown = previewed(
        session,
        event,
        header,
        ["Ann", "ann@example.org", "1", ""],
        ["Bob", "bob", "2", "many"],
        ["Di", "", "1", ""],
        ["2027-05-11", "", "", ""],
        ["", "fay@example.org", "", ""],
    )
    assert shown.faults == [
        Told("row 3, column Max meetings", "Enter a whole number, like 5."),
        Told("row 4, column ID", "Row 2 has the same reference, but another name. Correct one of them."),
        Told("row 5, column Full name", "“2027-05-11” contains no letter. Is this the column of names?"),
        Told("row 6", "This person is new and needs a name."),
    ]
    assert shown.counts[Outcome.FAULTY] == 4


def test_an_invalid_address_is_reported_at_its_column(session: Session) -> None:
    event = an_event(session)
    assert previewed(session, event, ["Name", "Mail"], ["Bob", "bob"]).faults == [
        Told("row 2, column Mail", "“bob” is not an e-mail address.")
    ]


def test_two_indistinguishable_rows_are_one_person(session: Session) -> None:
    event = an_event(session)
    shown = previewed(session, event, ["Name", "Company"], ["Ann", "Acme"], ["ann", "ACME"], ["Ann", "Bell"])
    assert [row.outcome for row in shown.rows] == [Outcome.NEW, Outcome.LEFT_OUT, Outcome.NEW]


def test_one_fault_stops_the_whole_list_unless_faulty_rows_are_skipped(session: Session) -> None:
    event = an_event(session)
    roster_import = uploaded(session, event, HEADER, ANN, ["Bob", "bob", ""])
    before = all_rows(session)
    with pytest.raises(InvalidInputError, match="row 3, column E-mail: “bob” is not an e-mail address"):
        committed(session, event, roster_import)
    assert all_rows(session) == before
    assert committed(session, event, roster_import, skip_faulty=True) == ImportResult(1, 0, 0, 0, 1, 0)
    assert names(session) == ["Ann Lee"]


def test_missing_groups_and_booths_are_announced_and_created(session: Session) -> None:
    event = an_event(session, tables=1)
    header = ["Name", "Group", "Booth"]
    rows = [["Ann", "Buyers", "Table 1"], ["Bob", "buyers", "B 7"], ["Cy", "Sellers", "b 7"]]
    shown = previewed(session, event, header, *rows)
    assert (shown.new_groups, shown.new_tables) == (("Buyers", "Sellers"), ("B 7",))
    imported(session, event, header, *rows)
    tables = session.execute(
        select(MeetingTable.name, MeetingTable.reserved, MeetingTable.position).order_by(MeetingTable.id)
    )
    assert [tuple(table) for table in tables] == [("Table 1", False, 0), ("B 7", True, 1)]
    assert set(session.scalars(select(Group.name))) == {"Buyers", "Sellers"}
    people = select(Attendee.name, Group.name, MeetingTable.name).join(Group).join(MeetingTable).order_by(Attendee.id)
    assert [tuple(found) for found in session.execute(people)] == [
        ("Ann", "Buyers", "Table 1"),
        ("Bob", "Buyers", "B 7"),
        ("Cy", "Sellers", "B 7"),
    ]


def test_an_import_can_be_committed_only_once(session: Session) -> None:
    event = an_event(session)
    roster_import = uploaded(session, event, HEADER, ANN)
    committed(session, event, roster_import)
    assert roster_import.status is ImportStatus.COMMITTED
    with pytest.raises(StateError):
        committed(session, event, roster_import)
    with pytest.raises(StateError):
        set_mapping(session, COMMAND_LINE, roster_import, {"Name": "name"})


def test_only_the_previewed_changes_are_committed(session: Session) -> None:
    event = an_event(session)
    roster_import = uploaded(session, event, HEADER, ANN)
    seen = preview(session, event, roster_import).digest
    an_attendee(session, event, "Ann", email="ann@example.org")
    with pytest.raises(EditConflictError):
        committed(session, event, roster_import, expected_digest=seen)
    seen = preview(session, event, roster_import).digest
    assert committed(session, event, roster_import, expected_digest=seen).changed == 1


def test_people_of_other_events_are_neither_matched_nor_changed(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    theirs = an_attendee(session, other, "Ann Lee", email="ann@example.org")
    assert imported(session, event, HEADER, ANN).new == 1
    assert (theirs.version, theirs.organisation) == (1, "")


def test_the_audit_entry_says_what_was_done(session: Session) -> None:
    event = an_event(session)
    before = event.data_version
    imported(session, event, HEADER, ANN)
    session.flush()
    entries = session.execute(select(AuditEntry.action, AuditEntry.details).order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == ["roster.uploaded", "roster.imported"]
    assert entries[1].details["new"] == 1
    assert event.data_version == before + 1
