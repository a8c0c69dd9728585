"""Match rows to attendees: by e-mail address, else by reference, else by a unique name and organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.errors import Fault
from matchmaker.messages import Message
from matchmaker.messages.texts.common import ROW
from matchmaker.messages.texts.importing import ALREADY_ABOUT, CONTRADICTION, NEEDS_NAME
from matchmaker.roster.importing.check_rows import CheckedRow
from matchmaker.roster.rows.current_roster import Person
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity


@dataclass(frozen=True)
class Match:
    """A valid row and the person it is about; None: a new person."""

    number: int
    row: RosterRow
    person: Person | None


class _Finder:
    def __init__(self, people: Sequence[Person]) -> None:
        self.by_email = {identity(p.row.email): p for p in people if p.row.email}
        self.by_reference = {p.row.reference: p for p in people if p.row.reference}
        self.by_name: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in people:
            self.by_name[_name_key(person.row)].append(person)

    def find(self, row: RosterRow) -> tuple[Person | None, Message | None]:
        """The person, or what contradicts itself in the row."""
        by_email = self.by_email.get(identity(row.email)) if row.email else None
        by_reference = self.by_reference.get(row.reference) if row.reference else None
        if by_email and by_reference and by_email.id != by_reference.id:
            return None, CONTRADICTION(
                address_of=by_email.row.name, reference=row.reference, reference_of=by_reference.row.name
            )
        return by_email or by_reference or self._by_name(row), None

    def _by_name(self, row: RosterRow) -> Person | None:
        """The only person with this name and organisation whose address and reference do not differ."""
        alike = [
            person
            for person in self.by_name.get(_name_key(row), ())
            if not (row.email and person.row.email) and not (row.reference and person.row.reference)
        ]
        return alike[0] if row.name and len(alike) == 1 else None


def match_rows(
    rows: Sequence[CheckedRow],
    people: Sequence[Person],
    confirmed: Mapping[int, Person],
    matched: Mapping[int, Person | None],
) -> tuple[list[Match], dict[int, Fault]]:
    """The valid rows with their persons; and row number -> fault.

    `confirmed`: row -> person confirmed by the organizer, used if no one is found; `matched`: row -> person already
    known (None: a new person), used instead of searching.
    """
    finder = _Finder(people)
    matches, faults = [], {}
    first: dict[int, int] = {}
    for entry in rows:
        if entry.row is None:
            continue
        person, contradiction = (matched[entry.number], None) if entry.number in matched else finder.find(entry.row)
        person = person or confirmed.get(entry.number)
        if contradiction is None and person and first.setdefault(person.id, entry.number) != entry.number:
            contradiction = ALREADY_ABOUT(row=first[person.id], who=person.row.name)
        if contradiction is None and person is None and not entry.row.name:
            contradiction = NEEDS_NAME()
        if contradiction:
            faults[entry.number] = Fault(ROW(row=entry.number), contradiction)
        else:
            matches.append(Match(entry.number, entry.row, person))
    return matches, faults


def _name_key(row: RosterRow) -> tuple[str, str]:
    return identity(row.name), identity(row.organisation)
