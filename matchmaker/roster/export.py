"""The roster as a file for people and spreadsheets; what the import reads from it is what was exported.

A no-thanks is in it only where the organizer's own file had said so: one that an attendee gave is nobody's business.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # openpyxl ships no types
from sqlalchemy.orm import Session

from matchmaker.models import Event
from matchmaker.roster.importing.row_pairs import GRADES, RELATIONS
from matchmaker.roster.rows.current_roster import CurrentRoster, Person, read_roster
from matchmaker.roster.rows.field_texts import as_text
from matchmaker.schemas.roster import FIELDS, PAIR_FIELDS, join_list
from matchmaker.spreadsheet_cells import safe_cell
from matchmaker.text import identity

HEADER = tuple({"email": "E-mail"}.get(field, field.replace("_", " ").capitalize()) for field in FIELDS)
"""The columns, in the order of FIELDS; `mapping.guess` reads them without a question."""


def roster_csv(session: Session, event: Event) -> bytes:
    """UTF-8 with a byte order mark, commas, every cell in quotes, CRLF; one row per attendee."""
    return as_csv(roster_rows(read_roster(session, event), event.timezone))


def roster_xlsx(session: Session, event: Event) -> bytes:
    """A workbook with one sheet; every cell is text."""
    return as_xlsx(roster_rows(read_roster(session, event), event.timezone))


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of safe cells as a text file."""
    target = io.StringIO(newline="")
    # quotes everywhere: a program that takes another character for the delimiter cannot cut a cell into a formula
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of safe cells as a workbook."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Attendees")
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=text) for text in row]
        for cell in cells:
            cell.data_type = "s"  # else openpyxl takes what begins with = for a formula
        sheet.append(cells)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def roster_rows(roster: CurrentRoster, timezone: str) -> Iterator[Sequence[str]]:
    """The header, then the cells of each attendee, made safe, in the order of FIELDS."""
    yield HEADER
    names = _names(roster)
    pairs = _pairs(roster)
    for person in roster.people:
        cells = [as_text(person.row, field, timezone) for field in FIELDS]
        for field in PAIR_FIELDS:
            cells[FIELDS.index(field)] = join_list(names[other] for other in sorted(pairs[person.id, field]))
        yield [safe_cell(cell) for cell in cells]


def _names(roster: CurrentRoster) -> dict[int, str]:
    """How others' lists call a person: the first of e-mail address, reference and name that nobody else has."""
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for person in roster.people:
        for name in _calls(person):
            owners[identity(name)].add(person.id)
    return {
        person.id: next((name for name in _calls(person) if len(owners[identity(name)]) == 1), person.row.name)
        for person in roster.people
    }


def _calls(person: Person) -> list[str]:
    return [name for name in (person.row.email, person.row.reference, person.row.name) if name]


def _pairs(roster: CurrentRoster) -> defaultdict[tuple[int, str], set[int]]:
    """(person, field) -> the others; a relation is told once, by the person who came first."""
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    relations = {relation: field for field, relation in RELATIONS.items()}
    for (a, b), relation in roster.relations.items():
        if relation in relations:
            found[a, relations[relation]].add(b)
    fields = {grade: field for field, grade in GRADES.items()}
    for (who, whom), grade in roster.requests.items():
        found[who, fields[grade]].add(whom)
    return found
