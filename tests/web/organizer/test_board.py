"""The board: meetings of a plan moved, swapped, added, pinned and removed on the organizer's page."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from matchmaker.audit import COMMAND_LINE
from matchmaker.db import Database
from matchmaker.models import Attendee, Event, Meeting, MeetingTable, Plan, RunKind, Slot, SolveRun
from matchmaker.roster.withdrawal import withdraw_attendee
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent


class Board:
    """Plan 2 is a draft of a run: Ada with Ben in the third slot at Table 1, Cem with Dan in the second at Table 2."""

    def __init__(self, console: Browser, database: Database, event: FullEvent, number: int = 2) -> None:
        self.console, self.database, self.event, self.number = console, database, event, number

    @property
    def path(self) -> str:
        return self.event.path(f"plans/{self.number}/board")

    def page(self, query: str = "") -> str:
        return self.console.get(self.path + query).text

    def send(self, query: str = "", **fields: object) -> TestResponse:
        version = re.search(r'name="version" value="(\d+)"', self.page())
        assert version
        sent = {"version": version[1]} | {name: str(value) for name, value in fields.items()}
        answer = self.console.send(self.path + query, sent)
        if answer.status_code == 303 and (found := re.search(r"plans/(\d+)/board", answer.location or "")):
            self.number = int(found[1])
        return answer

    def meeting(self, a: str) -> int:
        with self.database.reading() as session:
            plan = session.scalars(select(Plan).where(Plan.number == self.number)).one()
            person = session.scalars(select(Attendee).where(Attendee.name.like(f"{a}%"))).one()
            both = (Meeting.a_id == person.id) | (Meeting.b_id == person.id)
            return session.scalars(select(Meeting.id).where(Meeting.plan_id == plan.id, both)).one()

    def slot(self, number: int) -> int:
        with self.database.reading() as session:
            return list(session.scalars(select(Slot.id).order_by(Slot.starts_at)))[number]

    def table(self, number: int) -> int:
        with self.database.reading() as session:
            return list(session.scalars(select(MeetingTable.id).order_by(MeetingTable.position)))[number]

    def held(self) -> set[tuple[str, int, int]]:
        """The first name of each meeting, its slot and its table."""
        with self.database.reading() as session:
            plan = session.scalars(select(Plan).where(Plan.number == self.number)).one()
            slots = list(session.scalars(select(Slot.starts_at).order_by(Slot.starts_at)))
            tables = list(session.scalars(select(MeetingTable.id).order_by(MeetingTable.position)))
            names = {person.id: person.name.split()[0] for person in session.scalars(select(Attendee))}
            rows = session.scalars(select(Meeting).where(Meeting.plan_id == plan.id))
            return {(names[m.a_id], slots.index(m.starts_at), tables.index(m.table_id or 0)) for m in rows}


@pytest.fixture
def board(console: Browser, database: Database, full_event: FullEvent) -> Board:
    return Board(console, database, full_event)


AS_IT_WAS = {("Ada", 2, 0), ("Cem", 1, 1)}


def test_a_meeting_is_moved_in_a_new_draft_and_back(board: Board) -> None:
    moved = board.send(action="move", meeting=board.meeting("Ada"), to=f"{board.slot(0)}-{board.table(2)}")
    assert (moved.status_code, board.number) == (303, 3)
    assert board.held() == {("Ada", 0, 2), ("Cem", 1, 1)}
    board.send(action="undo")
    assert board.held() == AS_IT_WAS
    board.send(action="redo")
    assert board.held() == {("Ada", 0, 2), ("Cem", 1, 1)}


def test_two_meetings_are_swapped(board: Board) -> None:
    board.send(action="move", meeting=board.meeting("Ada"), other=board.meeting("Cem"))
    assert board.held() == {("Ada", 1, 1), ("Cem", 2, 0)}


def test_a_meeting_is_removed_and_another_added_at_the_first_place_that_suits_both(board: Board) -> None:
    board.send(action="cancel", meeting=board.meeting("Cem"))
    board.send(action="add", a="ada lovelace", b="Cem Uzer")
    assert board.held() == {("Ada", 2, 0), ("Ada", 0, 0)}


def test_a_meeting_is_pinned(board: Board) -> None:
    board.send(action="pin", meeting=board.meeting("Ada"))
    assert board.page().count(">pinned<") == 1
    board.send(action="unpin", meeting=board.meeting("Ada"))
    assert ">pinned<" not in board.page()


def test_a_picked_meeting_shows_where_it_can_go_and_why_not(board: Board) -> None:
    page = board.page(f"?pick={board.meeting('Ada')}")
    assert f'name="to" value="{board.slot(0)}-{board.table(1)}"' in page
    assert f'name="to" value="{board.slot(1)}-{board.table(1)}"' not in page  # Cem and Dan are there
    assert "Swap" in page
    people = board.page(f"?pick={board.meeting('Ada')}&view=people")
    assert people.count('class="btn btn-sm here"') == 6  # three other slots, in the rows of two people


def test_places_for_dragging(board: Board) -> None:
    places = board.console.get(f"{board.path}/places?pick={board.meeting('Ada')}").json["against"]
    assert places[f"{board.slot(0)}-{board.table(0)}"] == ""
    assert places[f"{board.slot(1)}-{board.table(1)}"] == "Table 2 is taken then."
    assert len(places) == 12


def test_people_for_whom_a_place_is_looked_for(board: Board) -> None:
    page = board.page("?a=ada%20lovelace&b=dan%20ek")
    assert "A meeting of Ada Lovelace and Dan Ek" in page
    assert "Dan Ek meets Cem Uzer then." in page
    added = board.send("?view=people", action="add", a="Ada Lovelace", b="Dan Ek", to=board.slot(3))
    assert "view=people" in (added.location or "")
    assert ("Ada", 3, 0) in board.held()


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"action": "add", "a": "Ada Lovelace", "b": "Nobody"}, 422, "“Nobody” is not on the list of this event."),
        ({"action": "add", "a": "", "b": ""}, 422, "is not on the list of this event."),
        ({"action": "move", "meeting": "9" * 25}, 422, "These two have no meeting in this plan."),
        ({"action": "move", "meeting": "999"}, 422, "These two have no meeting in this plan."),
        ({"action": "fly", "meeting": "1"}, 422, "These two have no meeting in this plan."),
        ({"action": "undo"}, 422, "There is no change to undo in plan 2."),
        ({"action": "undo", "version": "77"}, 409, "Somebody else has changed plan 2"),
        ({"action": "add", "a": "Ada Lovelace", "b": "Ben Okri"}, 422, "listed once"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(
    board: Board, fields: dict[str, str], status: int, sentence: str
) -> None:
    answer = board.send(**fields)
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert (board.number, board.held()) == (2, AS_IT_WAS)
    with board.database.reading() as session:
        assert session.scalars(select(Plan.number).order_by(Plan.number)).all() == [1, 2]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [({"to": "99"}, "There is no such slot."), ({"to": "", "table": "Tabel 3"}, "There is no such table.")],
)
def test_a_place_that_does_not_exist_is_refused_rather_than_replaced(
    board: Board, place: dict[str, str], sentence: str
) -> None:
    answer = board.send(action="move", meeting=board.meeting("Ada"), **place)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert (board.number, board.held()) == (2, AS_IT_WAS)


def test_somebody_who_withdrew_meanwhile_is_named(board: Board) -> None:
    with board.database.writing() as session:
        event = session.scalars(select(Event)).one()
        ben = session.scalars(select(Attendee).where(Attendee.name == "Ben Okri")).one()
        withdraw_attendee(session, COMMAND_LINE, event, ben)
    answer = board.send(action="move", meeting=board.meeting("Ada"), to=board.slot(0))
    assert (answer.status_code, "Ben Okri has withdrawn." in answer.text) == (422, True)


def test_a_limit_that_is_passed_is_said(board: Board) -> None:
    with board.database.writing() as session:
        session.scalars(select(Event)).one().default_max_meetings = 1
    board.send(action="add", a="Ada Lovelace", b="Cem Uzer")
    assert "Ada Lovelace has 2 meetings, but may have at most 1" in board.page()


def test_the_rest_is_filled_by_the_solver(board: Board) -> None:
    board.send(action="cancel", meeting=board.meeting("Cem"))
    answer = board.console.send(board.event.path(f"plans/{board.number}/fill"))
    assert answer.status_code == 303
    with board.database.reading() as session:
        run = session.scalars(select(SolveRun).where(SolveRun.kind == RunKind.REPAIR)).one()
        assert run.base_plan == board.number


def test_a_replaced_plan_is_shown_but_not_changed(board: Board, database: Database) -> None:
    board.console.send(board.event.path("plans/2/publish"), {"version": "1"})
    with database.writing() as session:
        first = session.scalars(select(Plan).where(Plan.number == 1)).one()
        first.status = type(first.status).SUPERSEDED
    first_board = Board(board.console, database, board.event, 1)
    page = first_board.page()
    assert "cannot be changed" in page
    assert "data-meeting" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?view=tables&search=table 2", ["Table 2"]),
        ("?view=tables&search=ada", ["Table 1"]),
        ("?view=people&search=ek", ["Dan Ek"]),
        ("?view=people&show=below", []),
        ("?view=people&show=unmet", []),
        ("?view=nonsense&show=nonsense&page=-4&day=yesterday", ["Table 1", "Table 2", "Table 3"]),
    ],
)
def test_rows_are_found_and_filtered(board: Board, query: str, names: list[str]) -> None:
    found = re.findall(r'<th scope="row"[^>]*>([^<]+)<', board.page(query))
    assert found == names
