"""Rows about one person: exact repeats are merged, others are asked about; other names under one address stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from matchmaker.errors import Fault
from matchmaker.messages import Message
from matchmaker.messages.texts.importing import (
    FIELD_NAMES,
    LATER_ROW,
    REPEATS_MERGED,
    SAME_ADDRESS,
    SAME_NAME,
    SAME_REFERENCE,
    SAME_REFERENCE_OTHER_NAME,
)
from matchmaker.roster.importing.check_rows import CheckedRow, located
from matchmaker.roster.importing.questions import Question, content_key, question, row_key
from matchmaker.roster.importing.same_people import names_agree
from matchmaker.roster.rows.field_texts import same
from matchmaker.schemas.roster import FIELDS, RosterRow
from matchmaker.spelling import plain_person
from matchmaker.text import identity

_COMPARED_SPELLINGS = 50
_NAMED_ROWS = 5
_SAID = {"email": SAME_ADDRESS, "reference": SAME_REFERENCE, "name": SAME_NAME}


@dataclass
class Repeats:
    """The rows without repeats, the questions about them, and how many were merged."""

    rows: list[CheckedRow]
    questions: list[Question] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)

    @property
    def notes(self) -> list[Message]:
        rows = tuple(map(str, self.merged[:_NAMED_ROWS]))
        return [REPEATS_MERGED(count=len(self.merged), rows=rows)] if self.merged else []


def merge_repeats(checked: Sequence[CheckedRow], answers: Mapping[str, bool], headings: Mapping[str, str]) -> Repeats:
    """`headings`: field -> heading, for the places of faults."""
    found = Repeats(list(checked))
    people = _People()
    for index, entry in enumerate(checked):
        if entry.row is None:
            continue
        known = people.find(entry.row)
        if known is None:
            people.add(index, entry.row)
        elif known[0] == "other":
            found.rows[index] = _faulty(
                entry, "reference", SAME_REFERENCE_OTHER_NAME(row=checked[known[1]].number), headings
            )
        else:
            _merge(found, known, index, answers, headings)
    return found


def _merge(
    found: Repeats, known: tuple[str, int], index: int, answers: Mapping[str, bool], headings: Mapping[str, str]
) -> None:
    by, at = known
    first, later = found.rows[at], found.rows[index]
    if first.row is None or later.row is None:
        return
    differing = _differing(first.row, later.row)
    if differing:
        fields = tuple(FIELD_NAMES[name]() for name in differing)
        asked = LATER_ROW(later=later.number, row=first.number, who=first.row.name, fields=fields)
        key = f"later:{row_key(first.row)}:{content_key(later.row)}"
        found.questions.append(question(key, asked, answers, row=later.number))
        if not found.questions[-1].holds:
            found.rows[index] = _faulty(later, by, _SAID[by](row=first.number), headings)
            return
    found.rows[at] = replace(first, row=_merged(first.row, later.row, differing))
    found.rows[index] = CheckedRow(later.number, later.label, None)
    found.merged.append(later.number)


def _differing(first: RosterRow, later: RosterRow) -> list[str]:
    """The fields that both rows fill, differently; spellings of one name, address or keyword are equal."""
    both = [name for name in FIELDS if name in first.given & later.given]
    return [
        name
        for name in both
        if not same(name, first, later) and not _same_spelling(getattr(first, name), getattr(later, name))
    ]


def _same_spelling(one: object, other: object) -> bool:
    return isinstance(one, str) and isinstance(other, str) and identity(one) == identity(other)


def _merged(first: RosterRow, later: RosterRow, differing: Sequence[str]) -> RosterRow:
    """The first row with what only the later one says, and with what differs there."""
    values = {name: getattr(later, name) for name in (later.given - first.given) | set(differing)}
    return replace(first, **values, given=first.given | later.given)


def _faulty(entry: CheckedRow, place: str, message: Message, headings: Mapping[str, str]) -> CheckedRow:
    return CheckedRow(entry.number, entry.label, None, (located(Fault(place, message), entry.number, headings),))


class _People:
    """The people found so far, by what identifies them; the values are indices of rows."""

    def __init__(self) -> None:
        self._by_address: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._by_reference: dict[str, tuple[RosterRow, int]] = {}
        self._by_name: dict[tuple[str, str], int] = {}

    def add(self, index: int, row: RosterRow) -> None:
        if row.email:
            self._by_address[identity(row.email)].setdefault(plain_person(row.name), index)
        if row.reference:
            self._by_reference.setdefault(row.reference, (row, index))
        if not row.email and not row.reference:
            self._by_name.setdefault(_name_key(row), index)

    def find(self, row: RosterRow) -> tuple[str, int] | None:
        """(what identifies the person, index of the earlier row); `other`: a reference of somebody else."""
        if row.email:
            at = self._under_address(row)
            if at is not None:
                return "email", at
        if row.reference and row.reference in self._by_reference:
            earlier, at = self._by_reference[row.reference]
            same_address = bool(row.email and earlier.email) and identity(row.email or "") == identity(
                earlier.email or ""
            )
            return ("reference" if same_address or names_agree(row.name, earlier.name) else "other"), at
        if not row.email and not row.reference and row.name:
            at = self._by_name.get(_name_key(row))
            return None if at is None else ("name", at)
        return None

    def _under_address(self, row: RosterRow) -> int | None:
        """The person of this address with this name."""
        known = self._by_address.get(identity(row.email or ""), {})
        exact = known.get(plain_person(row.name))
        if exact is not None:
            return exact
        spellings = list(known.items())[:_COMPARED_SPELLINGS]
        return next((index for name, index in spellings if names_agree(name, row.name)), None)


def _name_key(row: RosterRow) -> tuple[str, str]:
    return identity(row.name), identity(row.organisation)
