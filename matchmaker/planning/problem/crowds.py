"""Everyone who takes part in an event, as arrays, for counting why pairs may not meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee, Event, Group, Relation
from matchmaker.pairs.eligibility import employer_key
from matchmaker.pairs.meeting_rules import event_allowed_blocks
from matchmaker.pairs.relations import Ids, pairs_by_relation
from matchmaker.planning.problem.barred_pairs import NONE, Crowd
from matchmaker.planning.problem.common_slots import Booleans, Ints
from matchmaker.planning.problem.ids import key_of
from matchmaker.planning.problem.people import read_people
from matchmaker.planning.problem.slots_and_tables import Timeline, read_timeline
from solver import Person


@dataclass(frozen=True)
class NamedCrowd:
    """A crowd with the organisation of each person as it is written, and the names of the groups."""

    crowd: Crowd
    organisations: Sequence[str]
    groups: Sequence[str]

    def largest_employer(self) -> tuple[str, int]:
        """Its name in the most frequent spelling, and how many people it has here."""
        employers = self.crowd.employers
        number = int(np.bincount(employers[employers != NONE]).argmax())
        spellings = Counter(self.organisations[who].strip() for who in np.flatnonzero(employers == number).tolist())
        return min(spellings, key=lambda name: (-spellings[name], name)), spellings.total()


def read_crowd(session: Session, event: Event) -> NamedCrowd:
    """Everyone who has not withdrawn, in a constant number of queries."""
    timeline = read_timeline(session, event)
    people = read_people(session, event, timeline)
    organisations, group_ids = _profiles(session, event, people)
    groups = session.execute(select(Group.id, Group.name).where(Group.event_id == event.id).order_by(Group.id)).all()
    allowed = event_allowed_blocks(session, event)
    numbers = {group.id: number for number, group in enumerate(groups)}
    crowd = Crowd(
        employers=_employers(organisations, event),
        groups=np.array([NONE if key is None else numbers.get(key, NONE) for key in group_ids], dtype=np.int64),
        rules=_rules(allowed.rules, numbers),
        there=_there(people, timeline),
        open_slots=np.isin(timeline.blocks, allowed.open_to_all),
        rules_only=bool(allowed.by_rule) and not allowed.open_to_all,
        no_meetings=np.array([person.max_meetings == 0 for person in people], dtype=np.bool_),
        **_relations(session, event, people),
    )
    return NamedCrowd(crowd, organisations, [group.name for group in groups])


def _profiles(session: Session, event: Event, people: Iterable[Person]) -> tuple[list[str], list[int | None]]:
    """Organisations and groups' ids of these people."""
    query = select(Attendee.id, Attendee.organisation, Attendee.group_id).where(Attendee.event_id == event.id)
    rows = {row.id: row for row in session.execute(query)}
    found = [rows[key_of(person.id)] for person in people]
    return [row.organisation for row in found], [row.group_id for row in found]


def _employers(organisations: Iterable[str], event: Event) -> Ints:
    """The same number for colleagues who must not meet; NONE for people who may meet everybody."""
    keys = [employer_key(name, colleagues_may_meet=event.colleagues_may_meet) for name in organisations]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(filter(None, keys)))}
    return np.array([numbers.get(key, NONE) for key in keys], dtype=np.int64)


def _rules(rules: Iterable[tuple[int, int]], numbers: Mapping[int, int]) -> Booleans:
    found = np.zeros((len(numbers), len(numbers)), dtype=np.bool_)
    for one, other in rules:
        found[numbers[one], numbers[other]] = found[numbers[other], numbers[one]] = True
    return found


def _there(people: Sequence[Person], timeline: Timeline) -> Booleans:
    """Person by slot."""
    numbers = {slot.id: number for number, slot in enumerate(timeline.slots)}
    there = np.ones((len(people), len(numbers)), dtype=np.bool_)
    for row, person in zip(there, people, strict=True):
        if person.available is not None:
            row[:] = False
            row[[numbers[slot] for slot in person.available]] = True
    return there


def _relations(session: Session, event: Event, people: Sequence[Person]) -> dict[str, Ints]:
    """The fields of a crowd that are pairs."""
    index = {key_of(person.id): number for number, person in enumerate(people)}
    found = pairs_by_relation(session, event)
    met_before = () if event.met_before_may_meet else found.get(Relation.MET_BEFORE, ())
    return {
        "agreed": _pairs(found.get(Relation.AGREED, ()), index),
        "met_before": _pairs(met_before, index),
        "kept_apart": _pairs(found.get(Relation.KEEP_APART, ()), index),
    }


def _pairs(pairs: Collection[Ids], index: Mapping[int, int]) -> Ints:
    """The pairs of people who take part, a row each."""
    rows = sorted((index[a], index[b]) for a, b in pairs if a in index and b in index)
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
