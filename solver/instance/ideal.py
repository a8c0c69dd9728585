"""The most meetings and the highest score that each person could have alone: the reference for fairness."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints


@dataclass(frozen=True, eq=False)
class Ideal:
    """What each person could reach if they had all slots and partners to themselves."""

    meetings: Ints  # (n)
    score: Ints  # (n) sum of the highest scores of that many of the person's pairs


def ideal_of(allowed: Bools, scores: Ints, attainable: Ints, incident: tuple[Ints, Ints]) -> Ideal:
    """The ideal of each person, limited by `attainable` and by the slots that the person's pairs allow.

    `allowed`: (m, T) slots of each pair; `scores`: (m); `attainable`: (n) upper limit of each person's meetings;
    `incident`: each person's pairs as offsets (n + 1) and pair indexes (2m).
    """
    offsets, pairs = incident
    possible: Bools = np.asarray(allowed.any(axis=1), dtype=bool)
    slot_count = allowed.sum(axis=1)
    meetings = np.zeros(len(attainable), dtype=np.int64)
    score = np.zeros(len(attainable), dtype=np.int64)
    for p, limit in enumerate(attainable.tolist()):
        own = pairs[offsets[p] : offsets[p + 1]]
        own = own[possible[own]]
        count = min(limit, len(own))
        if count and not _surely_placeable(slot_count[own], count):
            count = min(count, _max_matching(allowed[own]))
        meetings[p] = count
        score[p] = np.sort(scores[own])[len(own) - count :].sum()
    return Ideal(meetings, score)


def _surely_placeable(slot_count: Ints, count: int) -> bool:
    """Whether `count` pairs surely get different slots: of those with the most slots, the i-th has at least i slots
    (in ascending order)."""
    largest = np.sort(slot_count)[len(slot_count) - count :]
    return bool((largest >= np.arange(1, count + 1)).all())


def _max_matching(allowed: Bools) -> int:
    """Size of a maximum matching of pairs and slots, by augmenting paths (Kuhn 1955). `allowed`: (pairs, T)."""
    pair_in: dict[int, int] = {}

    def place(pair: int, seen: set[int]) -> bool:
        for t in np.flatnonzero(allowed[pair]).tolist():
            if t not in seen:
                seen.add(t)
                if t not in pair_in or place(pair_in[t], seen):
                    pair_in[t] = pair
                    return True
        return False

    return sum(place(pair, set()) for pair in range(len(allowed)))
