"""A plan as a workbook and as CSV, for printing and for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.styles import Font  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # type: ignore[import-untyped]  # openpyxl ships no types
from sqlalchemy.orm import Session

from matchmaker.messages import Message, Reader, compose, language
from matchmaker.messages.texts import spreadsheets as texts
from matchmaker.models import Event, Plan
from matchmaker.planning.plans.views import MeetingView, PersonView, TableView, by_person, by_table, meetings_of
from matchmaker.scoring.reason_sentences import reason_message
from matchmaker.spreadsheet_cells import safe_cell
from matchmaker.text import one_line

Value = str | int | datetime
_TIME_FORMAT = "yyyy-mm-dd hh:mm"
_LONGEST_CELL = 32_767


@dataclass(frozen=True)
class _Sheet:
    """`columns`: heading and width in characters."""

    title: Message
    columns: tuple[tuple[Message, int], ...]
    rows: Iterable[Sequence[Value]]


def plan_xlsx(session: Session, event: Event, plan: Plan) -> bytes:
    """A workbook with the sheets Meetings, By attendee and By table; times are the event's local ones."""
    zone = ZoneInfo(event.timezone)
    workbook = Workbook(write_only=True)
    for sheet in (
        _meetings_sheet(event, meetings_of(session, plan), zone),
        _person_sheet(event, by_person(session, plan), zone),
        _table_sheet(event, by_table(session, plan), zone),
    ):
        _write(workbook.create_sheet(compose(sheet.title, _reader(event))), sheet, _reader(event))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def plan_csv(session: Session, event: Event, plan: Plan) -> bytes:
    """The meetings as CSV (UTF-8 with a byte order mark, comma, CRLF); times are the event's local ones."""
    sheet = _meetings_sheet(event, meetings_of(session, plan), ZoneInfo(event.timezone))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([compose(heading, _reader(event)) for heading, _ in sheet.columns])
    for row in sheet.rows:
        writer.writerow([f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value for value in row])
    return text.getvalue().encode("utf-8-sig")


def _reader(event: Event) -> Reader:
    """The people who work with the event's exports."""
    return Reader(language(event.language))


def _meetings_sheet(event: Event, meetings: Iterable[MeetingView], zone: ZoneInfo) -> _Sheet:
    columns = (
        *_time_columns(event),
        (texts.TABLE(), 16),
        (texts.NAME(), 28),
        (texts.ORGANISATION(), 28),
        (texts.PARTNER(), 28),
        (texts.PARTNERS_ORGANISATION(), 28),
        (texts.SCORE(), 8),
        (texts.WHY(), 80),
    )
    return _Sheet(texts.MEETINGS(), columns, (_meeting_row(meeting, zone, _reader(event)) for meeting in meetings))


def _meeting_row(meeting: MeetingView, zone: ZoneInfo, reader: Reader) -> list[Value]:
    reasons = [reason_message(reason, None, meeting.a.name, meeting.b.name) for reason in meeting.reasons]
    return [
        *_times(meeting, zone),
        _text(meeting.table_name),
        _text(meeting.a.name),
        _text(meeting.a.organisation),
        _text(meeting.b.name),
        _text(meeting.b.organisation),
        meeting.score,
        _text(" ".join(compose(reason, reader) for reason in reasons)),
    ]


def _person_sheet(event: Event, people: Iterable[PersonView], zone: ZoneInfo) -> _Sheet:
    columns = (
        (texts.NAME(), 28),
        (texts.ORGANISATION(), 28),
        *_time_columns(event),
        (texts.TABLE(), 16),
        (texts.PARTNER(), 28),
        (texts.PARTNERS_ORGANISATION(), 28),
    )
    return _Sheet(texts.BY_ATTENDEE(), columns, (row for person in people for row in _person_rows(event, person, zone)))


def _person_rows(event: Event, view: PersonView, zone: ZoneInfo) -> Iterator[list[Value]]:
    who: list[Value] = [_text(view.attendee.name), _text(view.attendee.organisation)]
    if not view.meetings:
        yield [*who, compose(texts.NO_MEETINGS(), _reader(event))]
    for meeting in view.meetings:
        partner = meeting.partner_of(view.attendee)
        yield [
            *who,
            *_times(meeting, zone),
            _text(meeting.table_name),
            _text(partner.name),
            _text(partner.organisation),
        ]


def _table_sheet(event: Event, tables: Iterable[TableView], zone: ZoneInfo) -> _Sheet:
    columns = ((texts.TABLE(), 16), *_time_columns(event), (texts.NAME(), 28), (texts.PARTNER(), 28))
    rows = (
        [_text(table.name), *_times(meeting, zone), _text(meeting.a.name), _text(meeting.b.name)]
        for table in tables
        for meeting in table.meetings
    )
    return _Sheet(texts.BY_TABLE(), columns, rows)


def _time_columns(event: Event) -> tuple[tuple[Message, int], ...]:
    return (texts.STARTS(zone_name=event.timezone), 24), (texts.ENDS(zone_name=event.timezone), 24)


def _times(meeting: MeetingView, zone: ZoneInfo) -> list[Value]:
    """Local times without a zone, which cells cannot hold: the heading names the zone."""
    return [moment.astimezone(zone).replace(tzinfo=None) for moment in (meeting.starts_at, meeting.ends_at)]


def _text(text: str) -> str:
    return safe_cell(one_line(text)[:_LONGEST_CELL])


def _write(worksheet: WriteOnlyWorksheet, sheet: _Sheet, reader: Reader) -> None:
    worksheet.freeze_panes = "A2"
    for number, (_, width) in enumerate(sheet.columns):
        worksheet.column_dimensions[chr(ord("A") + number)].width = width
    worksheet.append([_heading(worksheet, compose(heading, reader)) for heading, _ in sheet.columns])
    for row in sheet.rows:
        worksheet.append([_cell(worksheet, value) for value in row])


def _heading(worksheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(worksheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(worksheet: WriteOnlyWorksheet, value: Value) -> Value | WriteOnlyCell:
    if not isinstance(value, datetime):
        return value
    cell = WriteOnlyCell(worksheet, value)
    cell.number_format = _TIME_FORMAT
    return cell
