"""Who is meant by a name in a list of people: exactly, last name first, or after the organizer was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from matchmaker.messages.texts.importing import MEANT_PERSON
from matchmaker.roster.importing.questions import Question, question
from matchmaker.schemas.roster import RosterRow
from matchmaker.spelling import plain_organisation, plain_person
from matchmaker.text import identity

PersonKey = tuple[str, int]
"""`("person", attendee id)` for an attendee, `("row", number)` for a new person."""
Named = Iterable[tuple[PersonKey, RosterRow]]
_NEAR = 80
_ASKED_NAMES = 100


class NameIndex:
    """Everyone on the list after the import, by e-mail address, reference and name."""

    def __init__(self, listed: Named, new: Named, answers: Mapping[str, bool]) -> None:
        self._answers = answers
        self._exact: defaultdict[str, set[PersonKey]] = defaultdict(set)
        self._by_words: defaultdict[str, set[PersonKey]] = defaultdict(set)
        self._at_organisation: defaultdict[str, dict[PersonKey, str]] = defaultdict(dict)
        self._names: dict[str, str] = {}
        self._asked: dict[str, Question] = {}
        for who, row in (*listed, *new):
            self._add(who, row)

    def _add(self, who: PersonKey, row: RosterRow) -> None:
        for name in (row.email, row.reference, row.name):
            if name:
                self._exact[identity(name)].add(who)
        if row.name:
            self._by_words[plain_person(row.name)].add(who)
            self._names.setdefault(identity(row.name), row.name)
        if row.organisation and row.name:
            self._at_organisation[plain_organisation(row.organisation)][who] = row.name

    def find(self, name: str) -> set[PersonKey]:
        """The people with this address, reference or name; those whom an answer names; nobody otherwise."""
        key = identity(name)
        exact = self._exact.get(key)
        if exact:
            return exact
        words = plain_person(name)
        if words and words in self._by_words:
            return self._by_words[words]
        if key not in self._asked and len(self._asked) < _ASKED_NAMES:
            self._ask(key, name)
        asked = self._asked.get(key)
        return self._exact[asked.key.rpartition("=")[2]] if asked and asked.holds else set()

    def questions(self) -> list[Question]:
        """About the names that nobody has, but somebody nearly."""
        return list(self._asked.values())

    def _ask(self, key: str, name: str) -> None:
        near = process.extractOne(key, self._names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        colleagues = self._at_organisation.get(plain_organisation(name), {})
        meant = near[0] if near else identity(next(iter(colleagues.values()))) if len(colleagues) == 1 else None
        if meant is not None:
            asked = MEANT_PERSON(name=name, who=self._names[meant])
            self._asked[key] = question(f"meant:{key}={meant}", asked, self._answers)
