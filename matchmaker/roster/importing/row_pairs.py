"""What rows say of pairs: who met before, who is kept apart, who asks for whom. Names become people, or a warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from matchmaker.models import Grade, Relation
from matchmaker.roster.importing.match_rows import Match
from matchmaker.roster.rows.current_roster import CurrentRoster
from matchmaker.schemas.roster import PAIR_FIELDS, RosterRow
from matchmaker.text import identity

PersonKey = tuple[str, int]
"""`("person", attendee id)` for somebody on the roster, `("row", number)` for somebody new."""
RELATIONS = {"met_before": Relation.MET_BEFORE, "keep_apart": Relation.KEEP_APART}
GRADES = {"must_meet": Grade.MUST, "like_to_meet": Grade.LIKE, "no_thanks": Grade.NO}
# a file never loosens: what stands further right stays
_STRICTNESS = [Relation.MET_BEFORE, Relation.KEEP_APART, Relation.AGREED]
_FIRMNESS = [Grade.LIKE, Grade.MUST, Grade.NO]
_ABOUT_ALL_OF_THE_NAME = {"met_before", "keep_apart", "no_thanks"}


@dataclass(frozen=True)
class PairWarning:
    """A name in a row that could not be used; the rest of the row counts."""

    number: int
    field: str
    name: str
    sentence: str


@dataclass
class ProposedPairs:
    """What is new or different: pairs with their relation, (who, whom) with the grade; and which row said so."""

    relations: dict[tuple[PersonKey, PersonKey], Relation] = field(default_factory=dict)
    requests: dict[tuple[PersonKey, PersonKey], Grade] = field(default_factory=dict)
    said: defaultdict[int, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    """row number -> field -> names whose pair with this person is new or different."""
    warnings: list[PairWarning] = field(default_factory=list)


class _Directory:
    """Everybody there will be after the import, by address, reference and name."""

    def __init__(self, matches: Sequence[Match], roster: CurrentRoster) -> None:
        self._found: defaultdict[str, set[PersonKey]] = defaultdict(set)
        for person in roster.people:
            self._add(("person", person.id), person.row)
        for match in matches:
            self._add(person_key(match), match.row)

    def _add(self, who: PersonKey, row: RosterRow) -> None:
        for name in (row.email, row.reference, row.name):
            if name:
                self._found[identity(name)].add(who)

    def find(self, name: str) -> set[PersonKey]:
        return self._found.get(identity(name), set())


def person_key(match: Match) -> PersonKey:
    return ("person", match.person.id) if match.person else ("row", match.number)


def read_pairs(matches: Sequence[Match], roster: CurrentRoster) -> ProposedPairs:
    """What the rows add to or change of the stored relations and requests; nothing is ever taken away."""
    directory = _Directory(matches, roster)
    pairs = ProposedPairs()
    for match in matches:
        for column in PAIR_FIELDS:
            for name, other in _resolved(match, column, directory, pairs):
                if _note(pairs, roster, match, column, other):
                    pairs.said[match.number].setdefault(column, []).append(name)
    return pairs


def _resolved(
    match: Match, column: str, directory: _Directory, pairs: ProposedPairs
) -> Iterator[tuple[str, PersonKey]]:
    me = person_key(match)
    for name in getattr(match.row, column):
        others = directory.find(name) - {me}
        if not others and me not in directory.find(name):
            pairs.warnings.append(PairWarning(match.number, column, name, f"Nobody on the list is called “{name}”."))
        elif len(others) > 1 and column not in _ABOUT_ALL_OF_THE_NAME:
            sentence = f"{len(others)} people are called “{name}”. Give the e-mail address or the reference instead."
            pairs.warnings.append(PairWarning(match.number, column, name, sentence))
        else:
            yield from ((name, other) for other in sorted(others))


def _note(pairs: ProposedPairs, roster: CurrentRoster, match: Match, column: str, other: PersonKey) -> bool:
    """Whether this says anything new of the pair."""
    me = person_key(match)
    if column in GRADES:
        held = pairs.requests.get((me, other)) or roster.requests.get(
            (me[1], other[1]) if _both_listed(me, other) else (0, 0)
        )
        if held is not None and _FIRMNESS.index(held) >= _FIRMNESS.index(GRADES[column]):
            return False
        pairs.requests[me, other] = GRADES[column]
        return True
    a, b = sorted((me, other))
    kept = roster.relations.get((a[1], b[1])) if _both_listed(a, b) else None
    relation = pairs.relations.get((a, b)) or kept
    if relation is not None and _STRICTNESS.index(relation) >= _STRICTNESS.index(RELATIONS[column]):
        if relation is Relation.AGREED and column == "keep_apart":
            sentence = "Their meeting is agreed, so they are not kept apart. Take the agreed meeting back first."
            pairs.warnings.append(PairWarning(match.number, column, match.row.name, sentence))
        return False
    pairs.relations[a, b] = RELATIONS[column]
    return True


def _both_listed(a: PersonKey, b: PersonKey) -> bool:
    return a[0] == b[0] == "person"
