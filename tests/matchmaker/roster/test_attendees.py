"""Attendees are found page by page, added and edited; lists take a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import EditConflictError, InvalidInputError, NotFoundError
from matchmaker.models import AttendeeStatus, AuditEntry, Group
from matchmaker.roster import (
    add_attendee,
    attendee_by_public_id,
    details_of,
    find_attendees,
    find_by_text,
    update_attendee,
)
from matchmaker.roster.export import roster_csv
from matchmaker.roster.importing import preview, undo_import
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRow, RosterRowSchema
from tests.builders import a_group, an_attendee, an_event
from tests.matchmaker.roster.import_steps import committed, uploaded
from tests.told import Told


def row(**data: Any) -> RosterRow:
    loaded: RosterRow = load(RosterRowSchema("Europe/Berlin"), data)
    return loaded


def test_attendees_are_listed_by_name_in_pages(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    for name in ("Cy", "ann", "Bob"):
        an_attendee(session, event, name)
    an_attendee(session, other, "Stranger")
    first, second = find_attendees(session, event, page_size=2), find_attendees(session, event, page=2, page_size=2)
    assert [attendee.name for attendee in first.rows] == ["ann", "Bob"]
    assert [attendee.name for attendee in second.rows] == ["Cy"]
    assert (first.total, first.pages, second.page) == (3, 2, 2)


@pytest.mark.parametrize(("page", "shown"), [(0, 1), (-3, 1), (99, 1)])
def test_a_page_number_out_of_range_gives_the_nearest_page(session: Session, page: int, shown: int) -> None:
    event = an_event(session)
    assert find_attendees(session, event, page=page).page == shown


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("MÜLLER", ["Jürgen Müller"]),
        ("müller jür", ["Jürgen Müller"]),
        ("acme", ["Ann Lee"]),
        ("ann acme", ["Ann Lee"]),
        ("ann bell", []),
        ("R-7", ["Ann Lee"]),
        ("%", []),
        ("_", []),
        ("  ", ["Ann Lee", "Jürgen Müller"]),
    ],
)
def test_every_word_of_a_search_must_be_found(session: Session, search: str, found: list[str]) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann Lee", organisation="Acme", reference="R-7")
    an_attendee(session, event, "Jürgen Müller", email="jm@example.org", organisation="Bell")
    assert [attendee.name for attendee in find_attendees(session, event, search).rows] == found


def test_attendees_are_filtered_by_status_and_group(session: Session) -> None:
    event = an_event(session)
    group = a_group(session, event, "Buyers")
    ann = an_attendee(session, event, "Ann", group_id=group.id)
    bob = an_attendee(session, event, "Bob", status=AttendeeStatus.ACTIVE)
    assert find_attendees(session, event, group=group.id).rows == [ann]
    assert find_attendees(session, event, status=AttendeeStatus.ACTIVE).rows == [bob]


def test_an_attendee_is_added_with_all_fields_of_a_form(session: Session) -> None:
    event = an_event(session)
    bob = an_attendee(session, event, "Bob")
    ann = add_attendee(
        session,
        COMMAND_LINE,
        event,
        row(name="Ann", email="a@x.org", group="Buyers", interests="a; b", must_meet="Bob"),
    )
    assert details_of(session, event, ann) == row(
        name="Ann", email="a@x.org", group="Buyers", interests="a; b", status="invited"
    )
    assert session.scalars(select(Group.name)).all() == ["Buyers"]
    assert attendee_by_public_id(session, event, ann.public_id) is ann
    assert bob.version == 1


def test_an_attendee_on_the_list_is_not_added_again(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Ann", email="ann@example.org", reference="7")
    with pytest.raises(InvalidInputError) as refused:
        add_attendee(session, COMMAND_LINE, event, row(name="Bob", email="ANN@example.org", reference="7"))
    assert refused.value.faults == (
        Told("email", "This is the address of Ann, who is already on the list."),
        Told("reference", "Ann already has this reference."),
    )


def test_two_people_with_the_same_name_can_be_added(session: Session) -> None:
    event = an_event(session)
    for _ in range(2):
        add_attendee(session, COMMAND_LINE, event, row(name="Ann Lee"))
    assert find_attendees(session, event).total == 2


def test_an_unknown_name_in_a_form_is_rejected_at_its_field(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(InvalidInputError) as refused:
        add_attendee(session, COMMAND_LINE, event, row(name="Ann", keep_apart="Nobody"))
    assert refused.value.faults == (Told("keep_apart", "There is nobody called “Nobody” on the list."),)


def test_nobody_is_added_without_a_name(session: Session) -> None:
    event = an_event(session)
    with pytest.raises(InvalidInputError, match="name: Enter a name"):
        add_attendee(session, COMMAND_LINE, event, row(email="ann@example.org"))


def test_an_edit_changes_the_given_fields_and_may_empty_them(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann", organisation="Acme", about="Old", max_meetings=3)
    update_attendee(
        session, COMMAND_LINE, event, ann, row(organisation=None, max_meetings=None, email=None), ann.version
    )
    assert (ann.organisation, ann.max_meetings, ann.email, ann.email_key, ann.about) == ("", None, None, None, "Old")
    assert ann.version == 2


def test_the_second_of_two_editors_gets_a_conflict(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann")
    update_attendee(session, COMMAND_LINE, event, ann, row(about="First"), 1)
    with pytest.raises(EditConflictError):
        update_attendee(session, COMMAND_LINE, event, ann, row(about="Second"), 1)
    assert ann.about == "First"


def test_an_edit_without_effect_leaves_no_trace(session: Session) -> None:
    event = an_event(session)
    ann = an_attendee(session, event, "Ann")
    update_attendee(session, COMMAND_LINE, event, ann, row(name="Ann"), 1)
    assert (ann.version, session.scalars(select(AuditEntry)).all()) == (1, [])


def test_another_persons_address_is_rejected(session: Session) -> None:
    event = an_event(session)
    ann, _ = an_attendee(session, event, "Ann"), an_attendee(session, event, "Bob")
    with pytest.raises(InvalidInputError, match="e-mail: This is the address of Bob"):
        update_attendee(session, COMMAND_LINE, event, ann, row(email="bob@example.org"), 1)


def test_an_attendee_of_another_event_is_not_found(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    with pytest.raises(NotFoundError):
        attendee_by_public_id(session, event, an_attendee(session, other, "Ann").public_id)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = session.get_bind()
    sa_event.listen(engine, "before_cursor_execute", note)
    yield statements
    sa_event.remove(engine, "before_cursor_execute", note)


def list_of(count: int, about: str) -> list[list[str]]:
    header = ["Name", "E-mail", "About", "Interests", "Seeks", "Group", "Booth", "Met before"]
    rows = [
        [f"Person {n}", f"p{n}@x.org", about, f"a{n}; b", "mentoring", f"G{n % 3}", f"B{n}", f"p{n - 1}@x.org"]
        for n in range(count)
    ]
    return [header, *rows]


def test_no_step_of_an_import_needs_more_statements_for_more_rows(session: Session) -> None:
    steps: dict[str, Callable[[Any, Any], Any]] = {
        "preview": lambda event, found: preview(session, event, found),
        "commit": lambda event, found: committed(session, event, found),
        "export": lambda event, found: roster_csv(session, event),
        "people": lambda event, found: [attendee.group for attendee in find_attendees(session, event).rows],
        "undo": lambda event, found: undo_import(session, COMMAND_LINE, event, found),
    }
    counts = []
    for rows in (6, 40):
        event = an_event(session)
        committed(session, event, uploaded(session, event, *list_of(rows // 2, "old")))
        found = uploaded(session, event, *list_of(rows, "new"))
        taken = {}
        for name, step in steps.items():
            with counted(session) as statements:
                step(event, found)
                session.flush()
            taken[name] = len(statements)
        counts.append(taken)
    assert counts[0] == counts[1]


def test_a_sought_text_with_control_characters_finds_nobody_or_the_same(session: Session) -> None:
    event = an_event(session)
    ada = an_attendee(session, event, "Ada")
    assert find_by_text(session, event, "\x00Ada\ud800") == [ada]
    assert find_by_text(session, event, "\x00") == []
