"""A complete timetable within the solver: slots, tables and values of the tiers."""

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
    """`meetings`: (pair, slot), sorted by pair; `tables`: by pair; `values`: fairness only if in the objective."""

    meetings: tuple[tuple[int, int], ...]
    tables: Mapping[int, int]
    values: Mapping[TierName, int]
    spread: int  # difference between the most and the fewest gaps of a person
    profile: FairnessProfile | None = None  # only if the objective has the tier fairness

    def cost(self, tier: TierName) -> int | tuple[int, ...]:
        """The tier's value as something to minimise, at the precision at which candidates are compared."""
        if tier == "fairness" and self.profile is not None:
            return self.profile.key
        return cost(tier, self.values[tier])


def make_candidate(instance: Instance, meetings: Iterable[tuple[int, int]], seating: Seating | None) -> Candidate:
    """The candidate with these meetings; without a seating it has no tables, and its moves count as 0."""
    ordered = tuple(sorted(meetings))
    pairs = np.array([e for e, _ in ordered], dtype=np.int64)
    slots = np.array([t for _, t in ordered], dtype=np.int64)
    gaps = gaps_by_person(instance, busy_slots(instance, pairs, slots))
    count = instance.meetings_of(pairs)
    values: dict[TierName, int] = {
        "minimums": int(np.maximum(0, instance.min_meetings - count).sum()),
        "score": int(instance.score[pairs].sum()),
        "gaps": int(gaps.sum()),
        "moves": 0 if seating is None else seating.moves(),
    }
    spread = int(gaps.max() - gaps.min()) if len(gaps) else 0
    profile = profile_of(instance, pairs) if any(t.tier == "fairness" for t in instance.problem.objective) else None
    if profile is not None:
        values["fairness"] = floor_of(instance, profile.below)
    return Candidate(ordered, {} if seating is None else seating.table, values, spread, profile)


def busy_slots(instance: Instance, pairs: Ints, slots: Ints) -> Bools:
    """(n, T) whether each person is busy in each slot. `pairs`, `slots`: (k) of each meeting."""
    busy = np.zeros((instance.people, instance.slots), dtype=bool)
    busy[instance.a[pairs], slots] = True
    busy[instance.b[pairs], slots] = True
    return busy


def gaps_by_person(instance: Instance, busy: Bools) -> Ints:
    """(n) gaps: runs of meetings minus blocks with meetings. `busy`: (n, T)."""
    previous = np.zeros_like(busy)
    previous[:, 1:] = busy[:, :-1]
    starts = (busy & ~(previous & instance.adjacent)).sum(axis=1)
    blocks_used = np.zeros(len(busy), dtype=np.int64)
    for k in range(instance.blocks):
        blocks_used += busy[:, instance.block == k].any(axis=1)
    return np.asarray(starts - blocks_used, dtype=np.int64)
