"""What an import would do: new and changed people, faulty rows, questions to ask. Changes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import msgspec

from matchmaker.errors import Fault
from matchmaker.messages import Message
from matchmaker.messages.texts.importing import SHARED_ADDRESS
from matchmaker.models import Event
from matchmaker.roster.importing.check_rows import CheckedRow
from matchmaker.roster.importing.lookalikes import group_questions, organisation_questions, people_questions
from matchmaker.roster.importing.match_rows import Match, match_rows
from matchmaker.roster.importing.name_index import PersonKey
from matchmaker.roster.importing.progress import ImportProgress, Observer, Stage, reported, unobserved
from matchmaker.roster.importing.questions import Question, row_key
from matchmaker.roster.importing.row_pairs import ProposedPairs, person_key, read_pairs
from matchmaker.roster.rows.current_roster import CurrentRoster, Person
from matchmaker.roster.rows.field_texts import as_text, same
from matchmaker.schemas.roster import FIELDS, PAIR_FIELDS, RosterRow, join_list
from matchmaker.text import identity


class Outcome(StrEnum):
    """The outcome of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class FieldChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ProposedRow:
    """One row of the file. `person`: the attendee it changes; `merged`: the result (None: nothing is written)."""

    number: int
    label: str
    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()
    faults: tuple[Fault, ...] = ()
    questions: tuple[Question, ...] = ()
    person: Person | None = None
    merged: RosterRow | None = None


@dataclass(frozen=True)
class Proposal:
    """All rows in order, what would be created besides people, and the questions to answer."""

    rows: tuple[ProposedRow, ...]
    pairs: ProposedPairs
    roster: CurrentRoster
    questions: tuple[Question, ...]
    new_groups: tuple[str, ...]
    new_tables: tuple[str, ...]
    notes: tuple[Message, ...] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.faults]

    @cached_property
    def digest(self) -> str:
        """Changes whenever the import would do something other than this proposal shows."""
        shown = [(row.number, row.outcome, row.changes, row.person and row.person.id) for row in self.rows]
        return hashlib.sha256(msgspec.msgpack.encode(shown)).hexdigest()[:16]


def propose(
    event: Event,
    roster: CurrentRoster,
    checked: Sequence[CheckedRow],
    answers: Mapping[str, bool],
    matched: Mapping[int, Person | None] | None = None,
    observer: Observer = unobserved,
) -> Proposal:
    """What these rows would do.

    `answers`: key of a question -> whether the two are the same; `matched`: row -> the person it is about (None: a new
    person), if already known.
    """
    observer(ImportProgress(Stage.MATCHING))
    organisations_asked, checked = _organisations(checked, roster, answers)
    groups_asked, checked = _groups(checked, roster, answers)
    matched = matched or {}
    left_out = _left_out(checked, answers)
    remaining = [entry for entry in checked if entry.number not in left_out]
    found = match_rows(remaining, roster.people, answers, matched)
    matches = found.matches
    unconfirmed = match_rows(checked, roster.people, {}, matched).matches if answers else matches
    people_asked = [*found.questions, *_not_yet(found.questions, people_questions(unconfirmed, roster.people, answers))]
    pairs = read_pairs(matches, roster, answers)
    written = {match.number: _written(event, match, pairs) for match in reported(matches, Stage.COMPARING, observer)}
    merged = [row.merged for row in written.values() if row.merged]
    return Proposal(
        rows=_in_order(checked, written, found.faults, people_asked),
        pairs=pairs,
        roster=roster,
        questions=(*people_asked, *organisations_asked, *groups_asked, *pairs.questions),
        new_groups=_missing((row.group for row in merged), roster.groups),
        new_tables=_missing((row.booth for row in merged), roster.tables),
        notes=(*found.notes, *_shared_addresses(matches, roster)),
    )


def merge(old: RosterRow, new: RosterRow) -> RosterRow:
    """`old` with the fields that `new` gives."""
    return replace(old, **{name: getattr(new, name) for name in new.given if name not in PAIR_FIELDS})


def _in_order(
    checked: Sequence[CheckedRow],
    written: Mapping[int, ProposedRow],
    contradictions: Mapping[int, Fault],
    asked: Sequence[Question],
) -> tuple[ProposedRow, ...]:
    """Every row of the file, whether written, faulty or left out, with its questions."""
    questions = defaultdict(list)
    for question in asked:
        questions[question.row].append(question)
    rows = []
    for entry in checked:
        row = written.get(entry.number)
        if row is None:
            faults = entry.faults or tuple(filter(None, [contradictions.get(entry.number)]))
            outcome = Outcome.FAULTY if faults else Outcome.LEFT_OUT
            row = ProposedRow(entry.number, entry.label, outcome, faults=faults)
        rows.append(replace(row, label=entry.label or row.label, questions=tuple(questions[entry.number])))
    return tuple(rows)


def _written(event: Event, match: Match, pairs: ProposedPairs) -> ProposedRow:
    old = match.person.row if match.person else RosterRow()
    row = merge(old, match.row)
    changes = [
        FieldChange(name, as_text(old, name, event.timezone), as_text(row, name, event.timezone))
        for name in FIELDS
        if name in match.row.given and name not in PAIR_FIELDS and not same(name, old, row)
    ]
    names_by_field = pairs.names.get(match.number, {})
    changes += [FieldChange(name, "", "+ " + join_list(dict.fromkeys(names))) for name, names in names_by_field.items()]
    outcome = Outcome.NEW if match.person is None else Outcome.CHANGED if changes else Outcome.UNCHANGED
    return ProposedRow(match.number, row.name, outcome, tuple(changes), person=match.person, merged=row)


def _organisations(
    checked: Sequence[CheckedRow], roster: CurrentRoster, answers: Mapping[str, bool]
) -> tuple[list[Question], list[CheckedRow]]:
    """The questions, and the rows with organisations respelled according to the answers."""
    rows = [entry.row for entry in checked if entry.row]
    questions, instead = organisation_questions(rows, [person.row for person in roster.people], answers)
    respelled = [
        replace(entry, row=replace(entry.row, organisation=instead[identity(entry.row.organisation)]))
        if entry.row and identity(entry.row.organisation) in instead
        else entry
        for entry in checked
    ]
    return questions, respelled


def _groups(
    checked: Sequence[CheckedRow], roster: CurrentRoster, answers: Mapping[str, bool]
) -> tuple[list[Question], list[CheckedRow]]:
    """As `_organisations`, for groups."""
    named = {identity(person.row.group): person.row.group for person in roster.people if person.row.group}
    known = [named.get(key, key) for key in roster.groups]
    questions, instead = group_questions([entry.row.group for entry in checked if entry.row], known, answers)
    respelled = [
        replace(entry, row=replace(entry.row, group=instead[identity(entry.row.group)]))
        if entry.row and identity(entry.row.group) in instead
        else entry
        for entry in checked
    ]
    return questions, respelled


def _left_out(checked: Sequence[CheckedRow], answers: Mapping[str, bool]) -> set[int]:
    """The rows that repeat an earlier one in another spelling, according to the answers."""
    later = {key.rpartition(":")[2] for key, yes in answers.items() if yes and key.startswith("rows:")}
    return {entry.number for entry in checked if entry.row and row_key(entry.row) in later} if later else set()


def _not_yet(asked: Sequence[Question], further: Sequence[Question]) -> list[Question]:
    keys = {question.key for question in asked}
    return [question for question in further if question.key not in keys]


def _shared_addresses(matches: Sequence[Match], roster: CurrentRoster) -> list[Message]:
    """The people of the list whose address somebody of another name has too."""
    owners: defaultdict[str, set[PersonKey]] = defaultdict(set)
    for person in roster.people:
        if person.row.email:
            owners[identity(person.row.email)].add(("person", person.id))
    for match in matches:
        if match.row.email:
            owners[identity(match.row.email)].add(person_key(match))
    sharing = [m.row.name for m in matches if m.row.email and len(owners[identity(m.row.email)]) > 1]
    return [SHARED_ADDRESS(count=len(sharing), names=tuple(sharing))] if sharing else []


def _missing(names: Iterable[str], existing: Mapping[str, int]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if name and identity(name) not in existing:
            found.setdefault(identity(name), name)
    return tuple(found.values())
