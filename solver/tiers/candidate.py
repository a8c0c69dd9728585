"""A complete timetable inside the solver: slots, tables, and the tiers' values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.fairness.order import FairnessProfile, floor_of, profile_of
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.tiers.seating import Seating
from solver.tiers.slack import cost


@dataclass(frozen=True)
class Candidate:
    """`meetings`: (pair, slot) by pair; `tables[e]`; `values` of the tiers (fairness only if the objective has it)."""

    meetings: tuple[tuple[int, int], ...]
    tables: Mapping[int, int]
    values: Mapping[TierName, int]
    spread: int  # between the most and the fewest gaps of a person
    profile: FairnessProfile | None = None  # if the objective has the tier fairness

    def cost(self, tier: TierName) -> int | tuple[int, ...]:
        """The tier's value as something to minimise, at the precision at which candidates are compared."""
        if tier == "fairness" and self.profile is not None:
            return self.profile.key
        return cost(tier, self.values[tier])


def make_candidate(instance: Instance, meetings: Iterable[tuple[int, int]], seating: Seating | None) -> Candidate:
    """The candidate with these meetings; without a seating it has no tables, and its moves count as 0."""
    held = tuple(sorted(meetings))
    pairs = np.array([e for e, _ in held], dtype=np.int64)
    slots = np.array([t for _, t in held], dtype=np.int64)
    gaps = gaps_by_person(instance, busy_slots(instance, pairs, slots))
    count = instance.meetings_of(pairs)
    values: dict[TierName, int] = {
        "minimums": int(np.maximum(0, instance.min_meetings - count).sum()),
        "score": int(instance.score[pairs].sum()),
        "gaps": int(gaps.sum()),
        "moves": 0 if seating is None else seating.moves(),
    }
    spread = int(gaps.max() - gaps.min()) if len(gaps) else 0
    order = profile_of(instance, pairs) if any(t.tier == "fairness" for t in instance.problem.objective) else None
    if order is not None:
        values["fairness"] = floor_of(instance, order.below)
    return Candidate(held, {} if seating is None else seating.table, values, spread, order)


def busy_slots(instance: Instance, pairs: Ints, slots: Ints) -> Bools:
    """(n, T) whether each person is busy in each slot."""
    busy = np.zeros((instance.people, instance.slots), dtype=bool)
    busy[instance.a[pairs], slots] = True
    busy[instance.b[pairs], slots] = True
    return busy


def gaps_by_person(instance: Instance, busy: Bools) -> Ints:
    """(n) gaps: runs of meetings less blocks with meetings."""
    before = np.zeros_like(busy)
    before[:, 1:] = busy[:, :-1]
    starts = (busy & ~(before & instance.adjacent)).sum(axis=1)
    touched = np.zeros(len(busy), dtype=np.int64)
    for k in range(instance.blocks):
        touched += busy[:, instance.block == k].any(axis=1)
    return np.asarray(starts - touched, dtype=np.int64)
