"""Tables for a timetable near the schedule: a meeting that keeps its slot keeps its table."""

from collections.abc import Iterable

from solver.explain.view import View
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR


def seated(view: View, instance: Instance, meetings: Iterable[tuple[int, int]]) -> dict[int, int]:
    """A table for each pair of a sound timetable; new meetings take a table that their people use before or after."""
    return _Seats(view, instance, meetings).table


class _Seats:
    def __init__(self, view: View, instance: Instance, meetings: Iterable[tuple[int, int]]) -> None:
        self.instance = instance
        self.when = dict(meetings)
        self.table: dict[int, int] = {}
        self.left: list[list[int]] = instance.capacity.tolist()
        self.next = [0] * instance.slots
        self.at = [[NO_PAIR] * instance.slots for _ in range(instance.people)]
        for e, t in self.when.items():
            self.at[instance.a[e]][t] = self.at[instance.b[e]][t] = e
        for e in self.when:
            if instance.bound_table[e] >= 0:
                self._sit(e, int(instance.bound_table[e]))
        self._stay(view)
        for e in self.when:
            if e not in self.table:
                self._sit(e, self._choose(e))

    def _sit(self, e: int, k: int) -> None:
        self.table[e] = k
        self.left[k][self.when[e]] -= 1

    def _stay(self, view: View) -> None:
        number = {table.id: k for k, table in enumerate(view.problem.tables)}
        for e, meeting in view.held.items():
            k, t = number[meeting.table], view.slot_index[meeting.slot]
            if e not in self.table and self.when.get(e) == t and self.left[k][t] > 0:
                self._sit(e, k)

    def _choose(self, e: int) -> int:
        """An open table with room, one that its people use before or after if possible."""
        t = self.when[e]
        near = [self.table[f] for f in self._neighbours(e) if f in self.table]
        known = [k for k in near if self.instance.open_to_all[k] and self.left[k][t] > 0]
        if known:
            return max(known, key=lambda k: (near.count(k), -k))
        while self.left[self.next[t]][t] <= 0 or not self.instance.open_to_all[self.next[t]]:
            self.next[t] += 1  # full tables stay full
        return self.next[t]

    def _neighbours(self, e: int) -> list[int]:
        block, t = self.instance.block, self.when[e]
        found = []
        for p in (int(self.instance.a[e]), int(self.instance.b[e])):
            busy = [u for u, f in enumerate(self.at[p]) if f != NO_PAIR and block[u] == block[t]]
            found += [self.at[p][u] for u in (*[u for u in busy if u < t][-1:], *[u for u in busy if u > t][:1])]
        return found
