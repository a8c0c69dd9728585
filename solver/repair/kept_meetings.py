"""Where the kept meetings were, as indexes of an instance."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.instance.instance import FLOATING, Instance
from solver.repair.request import Repair, matched

NONE = -1


@dataclass(frozen=True)
class Home:
    """(m) slot and table of each kept meeting, or NONE: only meetings that could still be where they were."""

    slot: Ints
    table: Ints

    def changed(self, meetings: tuple[tuple[int, int], ...]) -> Ints:
        """Indexes of the kept pairs that these (pair, slot) entries move or leave out."""
        now = np.full(len(self.slot), NONE, dtype=np.int64)
        for e, t in meetings:
            now[e] = t
        return np.flatnonzero((self.slot != NONE) & (now != self.slot))


def home_of(instance: Instance, repair: Repair) -> Home:
    """What is left of the previous schedule."""
    problem = instance.problem
    slots = {s.id: t for t, s in enumerate(problem.slots)}
    tables = {t.id: k for k, t in enumerate(problem.tables)}
    slot = np.full(instance.pairs, NONE, dtype=np.int64)
    table = np.full(instance.pairs, NONE, dtype=np.int64)
    for e, meeting in matched(problem, repair.previous).items():
        t, k = slots.get(meeting.slot, NONE), tables.get(meeting.table, NONE)
        if t != NONE and k != NONE and instance.allowed[e, t] and _may_sit(instance, e, t, k):
            slot[e], table[e] = t, k
    return Home(slot, table)


def _may_sit(instance: Instance, e: int, t: int, k: int) -> bool:
    bound = int(instance.place[e])
    right = bool(instance.open_to_all[k]) if bound == FLOATING else bound == k
    return right and bool(instance.capacity[k, t])
