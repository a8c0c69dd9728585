"""Relations and requests in the rows of a file; their names are resolved to people or give a warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matchmaker.messages import Message
from matchmaker.messages.texts.importing import AGREED_ALREADY, NAMESAKES, NOBODY_CALLED
from matchmaker.models import Grade, Relation
from matchmaker.roster.importing.match_rows import Match
from matchmaker.roster.importing.name_index import NameIndex, PersonKey
from matchmaker.roster.importing.questions import NO_ANSWERS, Question
from matchmaker.roster.rows.asked import Asked
from matchmaker.roster.rows.current_roster import CurrentRoster
from matchmaker.schemas.roster import PAIR_FIELDS

RELATIONS = {"met_before": Relation.MET_BEFORE, "keep_apart": Relation.KEEP_APART, "agreed": Relation.AGREED}
RANKED = "ranked_wishes"
GRADES = {
    "must_meet": Grade.MUST,
    "like_to_meet": Grade.LIKE,
    RANKED: Grade.LIKE,
    "no_thanks": Grade.NO,
}
# a file never weakens a relation: the later in the list, the stronger
_RELATION_STRENGTH = [Relation.MET_BEFORE, Relation.KEEP_APART, Relation.AGREED]
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
    requests: dict[tuple[PersonKey, PersonKey], Asked] = field(default_factory=dict)
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
            named = _named_people(match, column, index, pairs)
            for place, (other, name) in enumerate(named.items(), 1):
                if _add_pair(pairs, roster, match, column, other, place):
                    pairs.names[match.number].setdefault(column, []).append(name)
    pairs.questions = index.questions()
    return pairs


def _named_people(match: Match, column: str, index: NameIndex, pairs: ProposedPairs) -> dict[PersonKey, str]:
    """The people in a list of people, each once and in its order, with the name given to them."""
    me, named = person_key(match), dict[PersonKey, str]()
    for name in getattr(match.row, column):
        found = index.find(name)
        others = found - {me}
        if not found:
            pairs.warnings.append(PairWarning(match.number, column, name, NOBODY_CALLED(name=name).to_json()))
        elif len(others) > 1 and column not in _APPLIES_TO_ALL_NAMESAKES:
            said = NAMESAKES(count=len(others), name=name).to_json()
            pairs.warnings.append(PairWarning(match.number, column, name, said))
        else:
            for other in sorted(others):
                named.setdefault(other, name)
    return named


def _add_pair(
    pairs: ProposedPairs, roster: CurrentRoster, match: Match, column: str, other: PersonKey, place: int
) -> bool:
    """Add what the column states about the pair, `place` being the other's in the cell; returns whether it is new."""
    if column in RELATIONS:
        return _add_relation(pairs, roster, match, column, other)
    asked = Asked(GRADES[column], place if column == RANKED else None)
    return _add_request(pairs, roster, person_key(match), other, asked)


def _add_request(pairs: ProposedPairs, roster: CurrentRoster, me: PersonKey, other: PersonKey, asked: Asked) -> bool:
    stored = roster.requests.get((me[1], other[1])) if both_listed(me, other) else None
    if not asked.adds_to(pairs.requests.get((me, other)) or stored):
        return False
    pairs.requests[me, other] = asked
    return True


def _add_relation(pairs: ProposedPairs, roster: CurrentRoster, match: Match, column: str, other: PersonKey) -> bool:
    a, b = sorted((person_key(match), other))
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
