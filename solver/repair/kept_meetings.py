"""Where the kept meetings were, as indexes of an instance."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_TABLE_BOUND, UNSCHEDULED
from solver.repair.request import Repair, matched


@dataclass(frozen=True)
class KeptMeetings:
    """(m) slot and table of each kept meeting, or UNSCHEDULED: only meetings that could still be where they were."""

    slot: Ints
    table: Ints

    def changed(self, meetings: tuple[tuple[int, int], ...]) -> Ints:
        """Indexes of the kept pairs that these (pair, slot) entries move or leave out."""
        now = np.full(len(self.slot), UNSCHEDULED, dtype=np.int64)
        for e, t in meetings:
            now[e] = t
        return np.flatnonzero((self.slot != UNSCHEDULED) & (now != self.slot))


def kept_meetings(instance: Instance, repair: Repair) -> KeptMeetings:
    """The meetings of the previous schedule that are still possible where they were."""
    problem = instance.problem
    slots = {s.id: t for t, s in enumerate(problem.slots)}
    tables = {t.id: k for k, t in enumerate(problem.tables)}
    slot = np.full(instance.pairs, UNSCHEDULED, dtype=np.int64)
    table = np.full(instance.pairs, UNSCHEDULED, dtype=np.int64)
    for e, meeting in matched(problem, repair.previous).items():
        t, k = slots.get(meeting.slot, UNSCHEDULED), tables.get(meeting.table, UNSCHEDULED)
        if t != UNSCHEDULED and k != UNSCHEDULED and instance.allowed[e, t] and _may_sit(instance, e, t, k):
            slot[e], table[e] = t, k
    return KeptMeetings(slot, table)


def _may_sit(instance: Instance, e: int, t: int, k: int) -> bool:
    bound = int(instance.bound_table[e])
    right = bool(instance.open_to_all[k]) if bound == NO_TABLE_BOUND else bound == k
    return right and bool(instance.capacity[k, t])
