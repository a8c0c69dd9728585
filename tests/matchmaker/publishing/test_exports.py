"""The spreadsheet and the CSV hold the plan, in local time, and run nothing."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it ships no types
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan
from matchmaker.planning.plans.spreadsheet import plan_csv, plan_xlsx
from tests.builders import an_attendee, an_event
from tests.matchmaker.planning.builders import a_plan, a_score, an_event_with

WISH = {"code": "request", "points": 30, "a": "must"}


@pytest.fixture
def planned(session: Session) -> tuple[Event, Plan]:
    event = an_event(session)
    ada = an_attendee(session, event, "Ada", organisation="Analytical")
    ben = an_attendee(session, event, "Ben")
    cem = an_attendee(session, event, "Çem", organisation="Şirket")
    an_attendee(session, event, "Dan")
    a_score(session, ada, ben, 30, [WISH])
    a_score(session, ada, cem, 20)
    return event, a_plan(session, event, (ada, cem, 1, 0), (ada, ben, 0, 1))


def at(hour: int, minute: int) -> datetime:
    return datetime(2027, 5, 11, hour, minute)  # noqa: DTZ001 - the event's wall clock


def sheet(content: bytes, name: str) -> list[list[Any]]:
    return [
        [cell or None for cell in row]
        for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()
    ]


def test_the_meetings_sheet_lists_the_meetings_in_time_order(session: Session, planned: tuple[Event, Plan]) -> None:
    assert sheet(plan_xlsx(session, *planned), "Meetings") == [
        [
            "Starts (Europe/Berlin)",
            "Ends (Europe/Berlin)",
            "Table",
            "Name",
            "Organisation",
            "Partner",
            "Partner’s organisation",
            "Score",
            "Why",
        ],
        [at(9, 0), at(9, 20), "Table 2", "Ada", "Analytical", "Ben", None, 30, "Ada asked to meet Ben."],
        [at(9, 20), at(9, 40), "Table 1", "Ada", "Analytical", "Çem", "Şirket", 20, None],
    ]


def test_the_person_sheet_lists_everybody_also_those_without_meetings(
    session: Session, planned: tuple[Event, Plan]
) -> None:
    assert sheet(plan_xlsx(session, *planned), "By attendee")[1:] == [
        ["Ada", "Analytical", at(9, 0), at(9, 20), "Table 2", "Ben", None],
        ["Ada", "Analytical", at(9, 20), at(9, 40), "Table 1", "Çem", "Şirket"],
        ["Ben", None, at(9, 0), at(9, 20), "Table 2", "Ada", "Analytical"],
        ["Dan", None, "no meetings", None, None, None, None],
        ["Çem", "Şirket", at(9, 20), at(9, 40), "Table 1", "Ada", "Analytical"],
    ]


def test_the_table_sheet_follows_the_tables(session: Session, planned: tuple[Event, Plan]) -> None:
    assert sheet(plan_xlsx(session, *planned), "By table")[1:] == [
        ["Table 1", at(9, 20), at(9, 40), "Ada", "Çem"],
        ["Table 2", at(9, 0), at(9, 20), "Ada", "Ben"],
    ]


def test_headings_stay_in_sight_and_columns_are_wide_enough(session: Session, planned: tuple[Event, Plan]) -> None:
    workbook = load_workbook(io.BytesIO(plan_xlsx(session, *planned)))
    assert [worksheet.freeze_panes for worksheet in workbook] == ["A2", "A2", "A2"]
    assert [worksheet.column_dimensions["A"].width for worksheet in workbook] == [24, 28, 16]
    assert workbook["Meetings"]["A1"].font.bold
    assert workbook["Meetings"]["A2"].number_format == "yyyy-mm-dd hh:mm"


def test_the_csv_has_the_same_meetings(session: Session, planned: tuple[Event, Plan]) -> None:
    content = plan_csv(session, *planned)
    assert content.startswith(b"\xef\xbb\xbfStarts (Europe/Berlin),")
    assert content.endswith(b"\r\n")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:] == [
        [
            "2027-05-11 09:00",
            "2027-05-11 09:20",
            "Table 2",
            "Ada",
            "Analytical",
            "Ben",
            "",
            "30",
            "Ada asked to meet Ben.",
        ],
        ["2027-05-11 09:20", "2027-05-11 09:40", "Table 1", "Ada", "Analytical", "Çem", "Şirket", "20", ""],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1+1", '=HYPERLINK("http://x")'])
def test_no_name_becomes_a_formula(session: Session, name: str) -> None:
    event, (ada, ben) = an_event_with(session, "Ada", "Ben")
    ada.name = ada.organisation = name
    session.flush()
    content = plan_xlsx(session, event, a_plan(session, event, (ada, ben, 0, 0)))
    cells = [cell for worksheet in load_workbook(io.BytesIO(content)) for row in worksheet for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells].count("'" + name.strip()) == 7


def test_characters_that_a_workbook_cannot_hold_are_left_out(session: Session) -> None:
    event, (ada, _) = an_event_with(session, "Ada", "Ben")
    ada.name = "Bell\x07 and \x0b tab"
    session.flush()
    rows = sheet(plan_xlsx(session, event, a_plan(session, event)), "By attendee")
    assert [row[0] for row in rows[1:]] == ["Bell and tab", "Ben"]
