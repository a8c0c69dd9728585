"""What each person could have if nobody else met anybody: the measure of fairness."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints


@dataclass(frozen=True, eq=False)
class Ideal:
    """What each person could have if nobody else met anybody."""

    meetings: Ints  # (n)
    score: Ints  # (n) sum of that many of the best scores


def ideal_of(allowed: Bools, scores: Ints, attainable: Ints, incident: tuple[Ints, Ints]) -> Ideal:
    """Slots, rows of meetings and `max_meetings` limit the meetings, and so does a pair's choice of slots.

    `allowed`: (m, T) slots of each pair; `scores`: (m); `attainable`: (n) most meetings of each person;
    `incident`: each person's pairs as offsets (n + 1) and pair indexes (2m).
    """
    offsets, pairs = incident
    useful: Bools = np.asarray(allowed.any(axis=1), dtype=bool)
    choice = allowed.sum(axis=1)
    meetings = np.zeros(len(attainable), dtype=np.int64)
    score = np.zeros(len(attainable), dtype=np.int64)
    for p, most in enumerate(attainable.tolist()):
        mine = pairs[offsets[p] : offsets[p + 1]]
        mine = mine[useful[mine]]
        wanted = min(most, len(mine))
        if wanted and not _roomy(choice[mine], wanted):
            wanted = min(wanted, _matched(allowed[mine]))
        meetings[p] = wanted
        score[p] = np.sort(scores[mine])[len(mine) - wanted :].sum()
    return Ideal(meetings, score)


def _roomy(choice: Ints, wanted: int) -> bool:
    """Whether the i-th of so many pairs has i slots to choose from: then each finds one."""
    best = np.sort(choice)[len(choice) - wanted :]
    return bool((best >= np.arange(1, wanted + 1)).all())


def _matched(allowed: Bools) -> int:
    """Most pairs with a slot each, by augmenting paths (Kuhn)."""
    taken: dict[int, int] = {}

    def place(pair: int, seen: set[int]) -> bool:
        for t in np.flatnonzero(allowed[pair]).tolist():
            if t not in seen:
                seen.add(t)
                if t not in taken or place(taken[t], seen):
                    taken[t] = pair
                    return True
        return False

    return sum(place(pair, set()) for pair in range(len(allowed)))
