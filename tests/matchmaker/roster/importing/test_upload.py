"""An uploaded file: its column mapping, its encoding and its event."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.models import Attendee, Direction, Goal, GoalKind, RosterImport
from matchmaker.roster import details_of
from matchmaker.roster.importing import (
    ImportResult,
    ReadingChoices,
    import_by_public_id,
    imports_of,
    preview,
    read_upload,
    set_mapping,
    set_reading,
    upload,
)
from tests.builders import an_event
from tests.matchmaker.roster.import_steps import committed, imported, previewed, uploaded
from tests.matchmaker.roster.sample_files import csv_file

HEADER = ["Name", "E-mail", "Company"]


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Attendee.name).order_by(Attendee.id)))


def test_first_and_last_name_form_the_name(session: Session) -> None:
    event = an_event(session)
    imported(session, event, ["Surname", "Given name"], ["Lee", "Ann"], ["Cher", ""])
    assert names(session) == ["Ann Lee", "Cher"]


def test_several_columns_may_fill_one_list(session: Session) -> None:
    event = an_event(session)
    rows = (["Name", "Topic 1", "Topic 2"], ["Ann", "yeast", "mice; flies"])
    mapping = {"Name": "name", "Topic 1": "interests", "Topic 2": "interests"}
    committed(session, event, uploaded(session, event, *rows, mapping=mapping))
    ann = session.scalars(select(Attendee)).one()
    assert details_of(session, event, ann).interests == ("yeast", "mice", "flies")


def test_a_list_without_names_uses_the_reference(session: Session) -> None:
    event = an_event(session)
    header = ["id", "offers", "seeks", "met_before"]
    imported(session, event, header, ["p 00", "yeast; mice", "bees", "p 01"], ["p 01", "", "yeast", ""])
    goals = select(Attendee.name, Goal.direction, Goal.kind, Goal.topic).join(Attendee).order_by(Goal.id)
    assert [tuple(goal) for goal in session.execute(goals)] == [
        ("p 00", Direction.SEEK, GoalKind.KNOWLEDGE, "bees"),
        ("p 00", Direction.OFFER, GoalKind.KNOWLEDGE, "yeast"),
        ("p 00", Direction.OFFER, GoalKind.KNOWLEDGE, "mice"),
        ("p 01", Direction.SEEK, GoalKind.KNOWLEDGE, "yeast"),
    ]


def test_a_header_alone_adds_nobody(session: Session) -> None:
    event = an_event(session)
    assert imported(session, event, HEADER) == ImportResult(0, 0, 0, 0, 0, 0)


def test_cells_beyond_the_header_form_an_unnamed_column(session: Session) -> None:
    event = an_event(session)
    shown = previewed(session, event, ["Name"], ["Ann", "surplus"])
    assert shown.mapping == {"Name": "name", "Column B": "ignore"}


def test_an_unusable_mapping_is_shown_in_the_preview_and_rejected_when_set(session: Session) -> None:
    event = an_event(session)
    roster_import = uploaded(session, event, ["Shoe size"], ["42"])
    shown = preview(session, event, roster_import)
    assert (shown.rows, [fault.location for fault in shown.faults]) == ((), ["mapping"])
    with pytest.raises(InvalidInputError, match="columns: Choose a column"):
        committed(session, event, roster_import, skip_faulty=True)
    with pytest.raises(InvalidInputError, match=r"mapping\[Hat\]: There is no such column"):
        set_mapping(session, COMMAND_LINE, roster_import, {"Hat": "name"})


def test_choosing_the_encoding_corrects_wrong_letters(session: Session) -> None:
    event = an_event(session)
    content = "Name\nGyőző\n".encode("cp1250")
    roster_import = upload(session, COMMAND_LINE, event, read_upload("a.csv", content))
    assert (roster_import.reading, preview(session, event, roster_import).rows[0].label) == ({}, "Gyõzõ")
    choices = ReadingChoices(encoding="cp1250")
    set_reading(session, COMMAND_LINE, roster_import, read_upload("a.csv", content, choices))
    assert roster_import.reading == {"encoding": "cp1250"}
    assert preview(session, event, roster_import).rows[0].label == "Győző"


def test_an_unreadable_file_leaves_no_import_behind(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(InvalidInputError):
        upload(session, COMMAND_LINE, event, read_upload("a.xlsx", b"PK\x03\x04"))
    assert session.scalar(select(func.count()).select_from(RosterImport)) == 0


def test_a_files_name_is_stored_without_its_path(session: Session) -> None:
    event = an_event(session)
    names = ["C:\\lists\\a.csv", "../../etc/pass\x00wd", "", "x" * 300]
    kept = [upload(session, COMMAND_LINE, event, read_upload(name, csv_file(HEADER))).filename for name in names]
    assert kept == ["a.csv", "passwd", "attendees", "x" * 200]


def test_an_import_of_another_event_is_not_found(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    roster_import = uploaded(session, event, HEADER)
    assert import_by_public_id(session, event, roster_import.public_id) is roster_import
    assert imports_of(session, event) == [roster_import]
    with pytest.raises(NotFoundError):
        import_by_public_id(session, other, roster_import.public_id)
