"""A list is parsed and compared once; what was found is kept for the pages of its preview and for its commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError
from matchmaker.models import (
    Event,
    ImportProposal,
    ImportProposalPage,
    ImportSheet,
    RosterImport,
    now,
)
from matchmaker.roster.importing import (
    Outcome,
    check_import,
    commit_import,
    discard_import,
    packing,
    preview,
    read_upload,
    set_mapping,
    set_question_answers,
)
from matchmaker.roster.importing.commit import ready_import
from matchmaker.roster.importing.imports import KEPT_FOR
from matchmaker.roster.importing.packing import pack, unpack
from matchmaker.roster.importing.reading import read_table
from matchmaker.roster.importing.reading.choices import ReadingChoices
from matchmaker.roster.importing.reading.read_table import Sheet, SheetRow
from matchmaker.roster.importing.roster_changes import RosterChanges, changes_of
from matchmaker.roster.importing.stored_proposal import (
    ROWS_PER_PAGE,
    ShownRow,
    changes_kept,
    proposal_of,
    rows_page,
    summary_of,
)
from tests.builders import an_attendee, an_event
from tests.matchmaker.roster.import_steps import uploaded
from tests.matchmaker.roster.sample_files import csv_file
from tests.matchmaker.roster.test_attendees import counted

HEADER = ["Name", "E-mail", "Company", "Interests", "Seeks", "Away", "Met before", "Must meet", "Group", "Booth"]
ANN = [
    *("Ann Lee", "ann@example.org", "Bell", "mice; bees", "mentoring: maths", "2027-05-11 09:00-10:00"),
    *("Bob Ray", "Bob Ray", "Buyers", "B 7"),
]
BOB = ["Bob Ray", "bob@example.org", "Acme", "", "", "", "", "", "", ""]
FAULTY = ["Cy Dee", "cy at example", "", "", "", "", "", "", "", ""]


def checked(session: Session, event: Event, *rows: list[str]) -> RosterImport:
    roster_import = uploaded(session, event, *rows)
    check_import(session, event, roster_import)
    return roster_import


def kept_proposal(session: Session, event: Event, roster_import: RosterImport) -> ImportProposal:
    kept = proposal_of(session, event, roster_import)
    assert kept
    return kept


def kept_rows(session: Session) -> dict[str, int | None]:
    models = (ImportSheet, ImportProposal, ImportProposalPage)
    return {model.__tablename__: session.scalar(select(func.count()).select_from(model)) for model in models}


def shown(session: Session, kept: ImportProposal, outcome: str = "", page: int = 1) -> list[ShownRow]:
    return list(rows_page(session, kept, summary_of(kept), outcome, page).rows)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that the child process was started for."""
    files: list[bytes] = []
    parse: Callable[..., dict[str, Any]] = read_table._parsed

    def note(content: bytes, choices: ReadingChoices) -> dict[str, Any]:
        files.append(content)
        return parse(content, choices)

    monkeypatch.setattr(read_table, "_parsed", note)
    return files


def test_a_file_is_parsed_once_from_its_upload_to_its_commit(session: Session, parsed: list[bytes]) -> None:
    event = an_event(session)
    an_attendee(session, event, "Anna Lee", email=None, organisation="Bell")
    roster_import = checked(session, event, HEADER, ANN, BOB)
    set_mapping(session, COMMAND_LINE, roster_import, roster_import.mapping | {"Booth": "ignore"})
    [question] = check_import(session, event, roster_import).questions
    set_question_answers(session, COMMAND_LINE, event, roster_import, {question.key: False})
    check_import(session, event, roster_import)
    shown(session, kept_proposal(session, event, roster_import), Outcome.NEW)
    proposed = ready_import(session, event, roster_import)
    assert proposed
    assert commit_import(session, COMMAND_LINE, event, roster_import, proposed).new == 2
    assert parsed == [csv_file(HEADER, ANN, BOB)]


def test_a_table_that_was_dropped_is_parsed_again_and_kept(session: Session, parsed: list[bytes]) -> None:
    event = an_event(session)
    roster_import = uploaded(session, event, HEADER, ANN)
    session.delete(session.get_one(ImportSheet, roster_import.id))
    session.flush()
    for _ in range(2):
        check_import(session, event, roster_import)
    assert len(parsed) == 2
    assert preview(session, event, roster_import).rows[0].label == "Ann Lee"


def test_the_kept_changes_are_those_of_the_preview(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Bob", email="bob@example.org")
    roster_import = uploaded(session, event, HEADER, ANN, BOB)
    found = check_import(session, event, roster_import)
    assert found.proposal
    assert changes_kept(session, kept_proposal(session, event, roster_import)) == changes_of(found.proposal)


def test_the_kept_summary_and_rows_are_those_of_the_preview(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Bob", email="bob@example.org")
    roster_import = uploaded(session, event, HEADER, ANN, BOB, FAULTY)
    found = check_import(session, event, roster_import)
    kept = kept_proposal(session, event, roster_import)
    summary = summary_of(kept)
    assert (summary.counts, summary.digest, summary.questions) == (found.counts, found.digest, found.questions)
    assert (summary.new_groups, summary.new_tables, summary.row_count) == (("Buyers",), ("B 7",), 3)
    assert [(row.number, row.label, row.outcome, row.changes) for row in shown(session, kept)] == [
        (row.number, row.label, row.outcome, row.changes[:8]) for row in found.rows
    ]
    [faulty] = shown(session, kept, Outcome.FAULTY)
    assert list(map(str, faulty.messages)) == ["row 4, column E-mail: “cy at example” is not an e-mail address."]


def test_each_outcome_has_its_own_pages(session: Session) -> None:
    event = an_event(session)
    rows = [[f"Person {n}", "" if n % 2 else "nonsense"] for n in range(2 * ROWS_PER_PAGE + 10)]
    kept = kept_proposal(session, event, checked(session, event, ["Name", "E-mail"], *rows))
    assert [row.number for row in shown(session, kept, page=3)] == list(range(202, 212))
    assert [row.number for row in shown(session, kept, Outcome.FAULTY, 2)] == [202, 204, 206, 208, 210]
    assert {row.outcome for row in shown(session, kept, Outcome.NEW)} == {Outcome.NEW}
    assert shown(session, kept, Outcome.CHANGED) == []
    assert shown(session, kept, "nonsense") == shown(session, kept)


def test_a_page_beyond_the_last_is_the_last(session: Session) -> None:
    event = an_event(session)
    kept = kept_proposal(session, event, checked(session, event, HEADER, ANN))
    page = rows_page(session, kept, summary_of(kept), "", 7)
    assert (page.page, page.pages, page.total, [row.label for row in page.rows]) == (1, 1, 1, ["Ann Lee"])


def test_long_texts_are_shown_shortened_but_written_whole(session: Session) -> None:
    event = an_event(session)
    roster_import = checked(session, event, ["Name", "About"], ["Ann", "long " * 1000])
    kept = kept_proposal(session, event, roster_import)
    [row] = shown(session, kept)
    assert max(len(change.after) for change in row.changes) == 200
    assert changes_kept(session, kept).new[0].row.about == ("long " * 1000).strip()


@pytest.mark.parametrize(
    "change",
    [
        lambda session, event, found: set_mapping(session, COMMAND_LINE, found, {"Name": "name"}),
        lambda session, event, found: setattr(found, "answers", {"rows:2:3": True}),
        lambda session, event, found: setattr(found, "reading", {"encoding": "cp1250"}),
        lambda session, event, found: setattr(event, "timezone", "Asia/Tokyo"),
    ],
    ids=["mapping", "answers", "encoding", "time zone"],
)
def test_a_change_of_the_inputs_voids_the_proposal(session: Session, change: Callable[..., object]) -> None:
    event = an_event(session)
    roster_import = checked(session, event, HEADER, ANN, BOB)
    change(session, event, roster_import)
    assert proposal_of(session, event, roster_import) is None


def test_a_change_of_the_roster_leaves_the_proposal_to_be_shown_but_not_to_be_committed(session: Session) -> None:
    event = an_event(session)
    roster_import = checked(session, event, HEADER, ANN)
    assert ready_import(session, event, roster_import)
    person = an_attendee(session, event, "Somebody Else")
    assert proposal_of(session, event, roster_import)
    assert ready_import(session, event, roster_import) is None
    check_import(session, event, roster_import)
    assert ready_import(session, event, roster_import)
    person.version += 1
    session.flush()
    assert ready_import(session, event, roster_import) is None


def test_an_unusable_mapping_has_no_proposal(session: Session) -> None:
    event = an_event(session)
    assert proposal_of(session, event, checked(session, event, ["Shoe size"], ["42"])) is None


def test_a_commit_drops_what_was_kept(session: Session) -> None:
    event = an_event(session)
    roster_import = checked(session, event, HEADER, ANN)
    proposed = ready_import(session, event, roster_import)
    assert kept_rows(session) == {"import_sheet": 1, "import_proposal": 1, "import_proposal_page": 2}
    assert proposed
    commit_import(session, COMMAND_LINE, event, roster_import, proposed)
    assert set(kept_rows(session).values()) == {0}


def test_a_discarded_upload_leaves_nothing(session: Session) -> None:
    event = an_event(session)
    discard_import(session, COMMAND_LINE, event, checked(session, event, HEADER, ANN))
    session.flush()
    assert set(kept_rows(session).values()) == {0}
    assert session.scalars(select(RosterImport)).all() == []


def test_the_next_upload_drops_proposals_that_nobody_committed(session: Session) -> None:
    event = an_event(session)
    old, recent = (checked(session, event, HEADER, row) for row in (ANN, BOB))
    kept_proposal(session, event, old).made_at = now() - KEPT_FOR - timedelta(minutes=1)
    session.flush()
    uploaded(session, event, HEADER, BOB)
    session.expire_all()
    assert proposal_of(session, event, old) is None
    assert [row.label for row in shown(session, kept_proposal(session, event, recent))] == ["Bob Ray"]


def test_a_list_that_takes_too_much_to_keep_is_refused(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST", 20)
    with pytest.raises(InvalidInputError, match="file: This list takes more than 0 MB to keep"):
        read_upload("list.csv", csv_file(HEADER, ANN))


def test_a_page_of_the_preview_needs_as_many_statements_for_many_rows_as_for_few(session: Session) -> None:
    taken = []
    for count in (5, 500):
        event = an_event(session)
        roster_import = checked(session, event, ["Name"], *([f"Person {n}"] for n in range(count)))
        session.flush()
        session.expire_all()
        with counted(session) as statements:
            shown(session, kept_proposal(session, event, roster_import), Outcome.NEW, 5)
        taken.append(len(statements))
    assert taken[0] == taken[1]


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6))
def test_what_is_packed_is_what_is_unpacked(rows: list[list[str]]) -> None:
    sheet = Sheet(
        ("A", "B"), tuple(SheetRow(k, tuple(cells)) for k, cells in enumerate(rows, 2)), "utf-8", None, "comma"
    )
    assert unpack(pack(sheet), Sheet) == sheet


def test_changes_survive_packing(session: Session) -> None:
    event = an_event(session)
    bob = an_attendee(session, event, "Bob Ray", email="bob@example.org")
    found = preview(session, event, uploaded(session, event, HEADER, ANN, BOB))
    assert found.proposal
    changes = changes_of(found.proposal)
    assert changes.changed[0].person.id == bob.id
    assert unpack(pack(changes), RosterChanges) == changes
