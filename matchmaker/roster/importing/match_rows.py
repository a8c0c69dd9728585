"""Match rows to attendees by e-mail address, reference and name together.

What fits in one and contradicts in another is a question, never a change of somebody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from matchmaker.errors import Fault
from matchmaker.messages import Message
from matchmaker.messages.texts.common import ROW
from matchmaker.messages.texts.importing import (
    ADDRESS_OF_ANOTHER,
    ALREADY_ABOUT,
    ANSWER_FIRST,
    CONTRADICTION,
    NEEDS_NAME,
    REFERENCE_LEFT_OUT,
    REFERENCE_OF_ANOTHER,
)
from matchmaker.roster.importing.check_rows import CheckedRow
from matchmaker.roster.importing.questions import Question, question, row_key
from matchmaker.roster.importing.same_people import names_agree
from matchmaker.roster.rows.current_roster import Person
from matchmaker.schemas.roster import RosterRow
from matchmaker.text import identity


@dataclass(frozen=True)
class Match:
    """A valid row and the person it is about; None: a new person."""

    number: int
    row: RosterRow
    person: Person | None


@dataclass
class Matched:
    """The valid rows with their persons; row number -> fault; the questions about contradictions; notes."""

    matches: list[Match] = field(default_factory=list)
    faults: dict[int, Fault] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    """`person`: who it is; `doubtful`: whose address or reference it is, under another name."""

    person: Person | None = None
    contradiction: Message | None = None
    doubtful: Person | None = None
    by_reference: bool = False


class _Finder:
    def __init__(self, people: Sequence[Person]) -> None:
        self.by_email: defaultdict[str, list[Person]] = defaultdict(list)
        self.by_reference = {p.row.reference: p for p in people if p.row.reference}
        self.by_name: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in people:
            self.by_name[_name_key(person.row)].append(person)
            if person.row.email:
                self.by_email[identity(person.row.email)].append(person)

    def find(self, row: RosterRow) -> _Found:
        owners = self.by_email.get(identity(row.email), []) if row.email else []
        agreeing = [owner for owner in owners if names_agree(owner.row.name, row.name)]
        by_email = agreeing[0] if agreeing and (row.name or len(owners) == 1) else None
        by_reference = self.by_reference.get(row.reference) if row.reference else None
        if by_email and by_reference and by_email.id != by_reference.id:
            return _Found(
                contradiction=CONTRADICTION(
                    address_of=by_email.row.name, reference=row.reference, reference_of=by_reference.row.name
                )
            )
        if by_email:
            return _Found(by_email)
        if by_reference:
            known = names_agree(by_reference.row.name, row.name) or by_reference in owners
            return _Found(by_reference) if known else _Found(doubtful=by_reference, by_reference=True)
        by_name = self._by_name(row)
        return _Found(by_name, doubtful=None if by_name or not owners else owners[0])

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
    answers: Mapping[str, bool],
    matched: Mapping[int, Person | None],
) -> Matched:
    """`answers`: to the questions about look-alikes and contradictions.

    `matched`: row -> person already known (None: a new person), used instead of searching.
    """
    finder, result = _Finder(people), Matched()
    confirmed = _confirmed(answers, people)
    first: dict[int, int] = {}
    for entry in rows:
        if entry.row is None:
            continue
        if entry.number in matched:
            found, row = _Found(matched[entry.number]), entry.row
        else:
            found, row = _asked(finder.find(entry.row), entry, confirmed, answers, result)
        person, fault = found.person, found.contradiction
        if fault is None and person and first.setdefault(person.id, entry.number) != entry.number:
            fault = ALREADY_ABOUT(row=first[person.id], who=person.row.name)
        if fault is None and person is None and not row.name:
            fault = NEEDS_NAME()
        if fault:
            result.faults[entry.number] = Fault(ROW(row=entry.number), fault)
        else:
            result.matches.append(Match(entry.number, row, person))
    return result


def _asked(
    found: _Found, entry: CheckedRow, confirmed: Mapping[str, Person], answers: Mapping[str, bool], result: Matched
) -> tuple[_Found, RosterRow]:
    """What the answers make of a doubtful or missing match."""
    row = entry.row
    assert row is not None  # noqa: S101 - the caller skips faulty rows
    if found.person or found.contradiction:
        return found, row
    if found.doubtful is None:
        return _Found(confirmed.get(row_key(row)) if confirmed else None), row
    asked = _doubt(found.doubtful, found.by_reference, entry.number, row, answers)
    result.questions.append(asked)
    if asked.holds:
        return _Found(found.doubtful), row
    if not found.by_reference:
        return _Found(), row
    reference, who = row.reference, found.doubtful.row.name
    if asked.answer is None:
        return _Found(contradiction=ANSWER_FIRST(reference=reference, who=who)), row
    result.notes.append(REFERENCE_LEFT_OUT(row=entry.number, reference=reference, who=who))
    return _Found(), replace(row, reference=None, given=row.given - {"reference"})


def _doubt(person: Person, by_reference: bool, number: int, row: RosterRow, answers: Mapping[str, bool]) -> Question:
    said = (
        REFERENCE_OF_ANOTHER(row=number, row_name=row.name, reference=row.reference, who=person.row.name)
        if by_reference
        else ADDRESS_OF_ANOTHER(row=number, row_name=row.name, who=person.row.name)
    )
    return question(f"person:{row_key(row)}:{person.public_id}", said, answers, row=number)


def _confirmed(answers: Mapping[str, bool], people: Sequence[Person]) -> dict[str, Person]:
    """Key of a row -> the person that it is about, from the answers with yes."""
    said = [key.split(":") for key, yes in answers.items() if yes and key.startswith("person:") and key.count(":") == 2]
    if not said:
        return {}
    by_public_id = {person.public_id: person for person in people}
    return {row: by_public_id[person] for _, row, person in said if person in by_public_id}


def _name_key(row: RosterRow) -> tuple[str, str]:
    return identity(row.name), identity(row.organisation)
