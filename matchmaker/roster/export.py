"""The roster as a file for people and spreadsheets; importing it again yields the same roster.

It contains a no-thanks only if it came from the organizer's own file: those given by attendees are confidential.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from matchmaker.models import Event
from matchmaker.roster.importing.row_pairs import GRADES, RANKED, RELATIONS
from matchmaker.roster.rows.current_roster import CurrentRoster, Person, read_roster
from matchmaker.roster.rows.field_texts import EXPORT_HEADER, as_text
from matchmaker.schemas.roster import FIELDS, PAIR_FIELDS, join_list
from matchmaker.spreadsheet_cells import safe_cell
from matchmaker.spreadsheets.writing import as_csv, as_xlsx
from matchmaker.text import identity


def roster_csv(session: Session, event: Event) -> bytes:
    """UTF-8 with a byte order mark, commas, every cell in quotes, CRLF; one row per attendee."""
    return as_csv(roster_rows(read_roster(session, event), event.timezone))


def roster_xlsx(session: Session, event: Event) -> bytes:
    """A workbook with one sheet; every cell is text."""
    return as_xlsx(roster_rows(read_roster(session, event), event.timezone))


def roster_rows(roster: CurrentRoster, timezone: str) -> Iterator[Sequence[str]]:
    """The header, then the escaped cells of each attendee, in the order of FIELDS."""
    yield EXPORT_HEADER
    names = _names(roster)
    pairs = _pairs(roster)
    for person in roster.people:
        cells = [as_text(person.row, field, timezone) for field in FIELDS]
        for field in PAIR_FIELDS:
            cells[FIELDS.index(field)] = join_list(names[other] for _, other in sorted(pairs[person.id, field]))
        yield [safe_cell(cell) for cell in cells]


def _names(roster: CurrentRoster) -> dict[int, str]:
    """attendee id -> how lists refer to this person: the first unique one of e-mail address, reference and name."""
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for person in roster.people:
        for name in _identifiers(person):
            owners[identity(name)].add(person.id)
    return {
        person.id: next((name for name in _identifiers(person) if len(owners[identity(name)]) == 1), person.row.name)
        for person in roster.people
    }


def _identifiers(person: Person) -> list[str]:
    return [name for name in (person.row.email, person.row.reference, person.row.name) if name]


def _pairs(roster: CurrentRoster) -> defaultdict[tuple[int, str], set[tuple[int, int]]]:
    """(attendee id, field) -> rank, if any, and id of the other people.

    A relation is listed once, with the person who comes first.
    """
    found: defaultdict[tuple[int, str], set[tuple[int, int]]] = defaultdict(set)
    relations = {relation: field for field, relation in RELATIONS.items()}
    for (a, b), relation in roster.relations.items():
        if relation in relations:
            found[a, relations[relation]].add((0, b))
    fields = {grade: field for field, grade in GRADES.items() if field != RANKED}
    for (requester, requested), asked in roster.requests.items():
        field = RANKED if asked.rank else fields[asked.grade]
        found[requester, field].add((asked.rank or 0, requested))
    return found
