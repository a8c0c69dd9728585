"""The pairs that each reason bars are counted by classes of people; here they are looked at one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.planning.problem import common_slots
from matchmaker.planning.problem.barred_pairs import NONE, Crowd, Reason, count_barred

GROUPS, SLOTS = 3, 4


@st.composite
def crowds(draw: st.DrawFn) -> Crowd:
    people = draw(st.integers(2, 9))
    slots = draw(st.integers(0, SLOTS))
    pairs = list(combinations(range(people), 2))
    relations = draw(
        st.lists(st.sampled_from(["", "agreed", "met", "apart"]), min_size=len(pairs), max_size=len(pairs))
    )
    rules = np.zeros((GROUPS, GROUPS), dtype=np.bool_)
    for one, other in draw(st.lists(st.tuples(*2 * [st.integers(0, GROUPS - 1)]), max_size=4)):
        rules[one, other] = rules[other, one] = True
    rules_only = draw(st.booleans())

    def numbers(least: int, most: int) -> np.ndarray:
        return np.array(draw(st.lists(st.integers(least, most), min_size=people, max_size=people)), dtype=np.int64)

    def booleans(count: int) -> np.ndarray:
        return np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=np.bool_)

    def related(relation: str) -> np.ndarray:
        found = [pair for pair, its in zip(pairs, relations, strict=True) if its == relation]
        return np.array(found, dtype=np.int64).reshape(-1, 2)

    return Crowd(
        employers=numbers(NONE, 2),
        groups=numbers(NONE, GROUPS - 1),
        rules=rules,
        there=booleans(people * slots).reshape(people, slots),
        open_slots=np.zeros(slots, dtype=np.bool_) if rules_only else booleans(slots),
        rules_only=rules_only,
        no_meetings=booleans(people),
        agreed=related("agreed"),
        met_before=related("met"),
        kept_apart=related("apart"),
    )


def reasons_of(crowd: Crowd, a: int, b: int) -> Iterator[Reason]:
    """Every reason that bars this pair, in plain words of the rules."""
    slots = range(crowd.there.shape[1])
    if slots and not all(any(crowd.there[who, k] for k in slots) for who in (a, b)):
        yield Reason.AWAY
    if crowd.no_meetings[a] or crowd.no_meetings[b]:
        yield Reason.NO_MEETINGS
    for pairs, reason in ((crowd.met_before, Reason.MET_BEFORE), (crowd.kept_apart, Reason.KEPT_APART)):
        if [a, b] in pairs.tolist():
            yield reason
    if [a, b] in crowd.agreed.tolist():
        return
    if crowd.employers[a] == crowd.employers[b] != NONE:
        yield Reason.COLLEAGUES
    ruled = ruled_in(crowd, a, b)
    if crowd.rules_only and not ruled:
        yield from reasons_of_groups(crowd, a, b)
    elif Reason.AWAY not in away_or_not(crowd, a, b) and not any(
        crowd.there[a, k] and crowd.there[b, k] and (ruled or crowd.open_slots[k]) for k in slots
    ):
        yield Reason.NO_COMMON_SLOT


def away_or_not(crowd: Crowd, a: int, b: int) -> set[Reason]:
    return set() if crowd.there[a].any() and crowd.there[b].any() else {Reason.AWAY}


def ruled_in(crowd: Crowd, a: int, b: int) -> bool:
    one, other = crowd.groups[a], crowd.groups[b]
    return bool(one != NONE and other != NONE and crowd.rules[one, other])


def reasons_of_groups(crowd: Crowd, a: int, b: int) -> Iterator[Reason]:
    if not crowd.rules.any():
        yield Reason.NO_RULES
        return
    found = set()
    for who in (a, b):
        if crowd.groups[who] == NONE:
            found.add(Reason.NO_GROUP)
        elif not crowd.rules[crowd.groups[who]].any():
            found.add(Reason.GROUP_WITHOUT_RULE)
        elif not any(ruled_in(crowd, who, other) for other in range(crowd.people) if other != who):
            found.add(Reason.GROUP_WITHOUT_PARTNERS)
    yield from found or {Reason.GROUPS_APART}


@given(crowds(), st.integers(1, 5))
@settings(max_examples=400, deadline=None)
def test_counts_by_classes_equal_a_direct_count(crowd: Crowd, rows: int) -> None:
    direct = Counter(reason for a, b in combinations(range(crowd.people), 2) for reason in reasons_of(crowd, a, b))
    whole, common_slots._ROWS = common_slots._ROWS, rows
    try:
        assert count_barred(crowd) == dict(direct)
    finally:
        common_slots._ROWS = whole
