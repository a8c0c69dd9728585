"""Which row is about whom: by e-mail identity, else by reference, else by name and organisation if only one fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.errors import Fault
from matchmaker.roster.importing.check_rows import CheckedRow
from matchmaker.roster.rows.current_roster import Person
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity


@dataclass(frozen=True)
class Match:
    """A good row and the person it is about; None: somebody new."""

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

    def find(self, row: RosterRow) -> tuple[Person | None, str | None]:
        """The person, or what is contradictory about the row."""
        by_email = self.by_email.get(identity(row.email)) if row.email else None
        by_reference = self.by_reference.get(row.reference) if row.reference else None
        if by_email and by_reference and by_email.id != by_reference.id:
            return None, (
                f"The e-mail address is {by_email.row.name}’s, but the reference {row.reference} is "
                f"{by_reference.row.name}’s. Correct one of them."
            )
        return by_email or by_reference or self._by_name(row), None

    def _by_name(self, row: RosterRow) -> Person | None:
        """The only one of that name and organisation, unless an address or a reference says it is somebody else."""
        alike = [
            person
            for person in self.by_name.get(_name_key(row), ())
            if not (row.email and person.row.email) and not (row.reference and person.row.reference)
        ]
        return alike[0] if row.name and len(alike) == 1 else None


def match_rows(
    rows: Sequence[CheckedRow],
    people: Sequence[Person],
    told: Mapping[int, Person],
    certain: Mapping[int, Person | None],
) -> tuple[list[Match], dict[int, Fault]]:
    """The good rows with whom they are about, and row number -> fault.

    `told`: whom a person said that a row is about where nobody is found; `certain`: rows that need no finding.
    """
    finder = _Finder(people)
    matches, faults = [], {}
    first: dict[int, int] = {}
    for entry in rows:
        if entry.row is None:
            continue
        person, contradiction = (certain[entry.number], None) if entry.number in certain else finder.find(entry.row)
        person = person or told.get(entry.number)
        if contradiction is None and person and first.setdefault(person.id, entry.number) != entry.number:
            contradiction = f"Row {first[person.id]} is about {person.row.name} already. Remove one of them."
        if contradiction is None and person is None and not entry.row.name:
            contradiction = "This person is new and needs a name."
        if contradiction:
            faults[entry.number] = Fault(f"row {entry.number}", contradiction)
        else:
            matches.append(Match(entry.number, entry.row, person))
    return matches, faults


def _name_key(row: RosterRow) -> tuple[str, str]:
    return identity(row.name), identity(row.organisation)
