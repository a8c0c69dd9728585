"""Relations and requests in the rows of a file; their names are resolved to people or give a warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matchmaker.messages import Message
from matchmaker.messages.texts.importing import AGREED_ALREADY, NAMESAKES, NOBODY_CALLED
from matchmaker.models import Grade, Relation
from matchmaker.roster.importing.match_rows import Match
from matchmaker.roster.importing.name_index import NameIndex, PersonKey
from matchmaker.roster.importing.questions import NO_ANSWERS, Question
from matchmaker.roster.rows.current_roster import CurrentRoster
from matchmaker.schemas.roster import PAIR_FIELDS

RELATIONS = {"met_before": Relation.MET_BEFORE, "keep_apart": Relation.KEEP_APART, "agreed": Relation.AGREED}
GRADES = {"must_meet": Grade.MUST, "like_to_meet": Grade.LIKE, "no_thanks": Grade.NO}
# a file never weakens a relation or request: the later in the list, the stronger
_RELATION_STRENGTH = [Relation.MET_BEFORE, Relation.KEEP_APART, Relation.AGREED]
_REQUEST_STRENGTH = [Grade.LIKE, Grade.MUST, Grade.NO]
_APPLIES_TO_ALL_NAMESAKES = {"met_before", "keep_apart", "no_thanks"}


@dataclass(frozen=True)
class PairWarning:
    """A name in a row that could not be used; the rest of the row is imported."""

    number: int
    field: str
    name: str
    said: dict[str, Any]
    """The message's JSON, since it is stored."""

    @property
    def message(self) -> Message:
        return Message.from_json(self.said)


@dataclass
class ProposedPairs:
    """New and changed relations of pairs and requests (from, to), and the rows they come from."""

    relations: dict[tuple[PersonKey, PersonKey], Relation] = field(default_factory=dict)
    requests: dict[tuple[PersonKey, PersonKey], Grade] = field(default_factory=dict)
    names: defaultdict[int, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    """row number -> field -> names of the people with a new or changed relation or request."""
    warnings: list[PairWarning] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    """Whether somebody with a name like an unknown one is meant."""


def person_key(match: Match) -> PersonKey:
    return ("person", match.person.id) if match.person else ("row", match.number)


def read_pairs(
    matches: Sequence[Match], roster: CurrentRoster, answers: Mapping[str, bool] = NO_ANSWERS
) -> ProposedPairs:
    """The relations and requests that the rows add or change; none is removed."""
    index = NameIndex(
        [(("person", p.id), p.row) for p in roster.people], [(person_key(m), m.row) for m in matches], answers
    )
    pairs = ProposedPairs()
    for match in matches:
        for column in PAIR_FIELDS:
            for name, other in _named_people(match, column, index, pairs):
                if _add_pair(pairs, roster, match, column, other):
                    pairs.names[match.number].setdefault(column, []).append(name)
    pairs.questions = index.questions()
    return pairs


def _named_people(match: Match, column: str, index: NameIndex, pairs: ProposedPairs) -> Iterator[tuple[str, PersonKey]]:
    me = person_key(match)
    for name in getattr(match.row, column):
        found = index.find(name)
        others = found - {me}
        if not found:
            pairs.warnings.append(PairWarning(match.number, column, name, NOBODY_CALLED(name=name).to_json()))
        elif len(others) > 1 and column not in _APPLIES_TO_ALL_NAMESAKES:
            said = NAMESAKES(count=len(others), name=name).to_json()
            pairs.warnings.append(PairWarning(match.number, column, name, said))
        else:
            yield from ((name, other) for other in sorted(others))


def _add_pair(pairs: ProposedPairs, roster: CurrentRoster, match: Match, column: str, other: PersonKey) -> bool:
    """Add what the column states about the pair; returns whether it is new."""
    me = person_key(match)
    if column in GRADES:
        stored = roster.requests.get((me[1], other[1])) if both_listed(me, other) else None
        held = pairs.requests.get((me, other)) or stored
        if held is not None and _REQUEST_STRENGTH.index(held) >= _REQUEST_STRENGTH.index(GRADES[column]):
            return False
        pairs.requests[me, other] = GRADES[column]
        return True
    a, b = sorted((me, other))
    stored_relation = roster.relations.get((a[1], b[1])) if both_listed(a, b) else None
    relation = pairs.relations.get((a, b)) or stored_relation
    if relation is not None and _RELATION_STRENGTH.index(relation) >= _RELATION_STRENGTH.index(RELATIONS[column]):
        if relation is Relation.AGREED and column == "keep_apart":
            pairs.warnings.append(PairWarning(match.number, column, match.row.name, AGREED_ALREADY().to_json()))
        return False
    pairs.relations[a, b] = RELATIONS[column]
    return True


def both_listed(a: PersonKey, b: PersonKey) -> bool:
    """Whether both are attendees already."""
    return a[0] == b[0] == "person"
