"""A timetable under construction. It reports the slots in which a pair can be placed without breaking a hard rule.

Sets of slots (busy slots of a person, allowed slots of a pair, adjacent slots) are bit masks: bit t is slot t.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR, NO_RESOURCE, UNSCHEDULED

WORD_BITS: Final = 64  # bits of a machine word
MAX_CACHED_MASKS: Final = 400_000  # busy masks whose number of gaps is cached


class Grid:
    """`at[p][t]`: the pair of person p's meeting in slot t, or NO_PAIR; `when[e]`: pair e's slot, or UNSCHEDULED."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.a: list[int] = instance.a.tolist()
        self.b: list[int] = instance.b.tolist()
        self.allowed: list[int] = masks(instance.allowed)
        self.at = [[NO_PAIR] * instance.slots for _ in range(instance.people)]
        self.when = [UNSCHEDULED] * instance.pairs
        self.busy = [0] * instance.people
        self.count = [0] * instance.people
        self.max_meetings: list[int] = instance.max_meetings.tolist()
        self.max_consecutive: list[int] = instance.max_consecutive.tolist()
        self.adjacent = sum(1 << t for t in range(instance.slots) if instance.adjacent[t])
        self.blocks = [sum(1 << int(t) for t in np.flatnonzero(instance.block == k)) for k in range(instance.blocks)]
        self.max_gaps = (
            instance.problem.max_gap_spread
        )  # stricter than the rule on the spread, but can be checked for one person
        self.limited = [
            most_in_a_row < instance.slots or self.max_gaps is not None for most_in_a_row in self.max_consecutive
        ]
        self._gaps_by_mask: dict[int, int] = {0: 0}
        self._init_resources(instance)
        self._init_precedence(instance)

    def _init_resources(self, instance: Instance) -> None:
        """`capacity_left[r][t]`: meetings that resource r can still hold in slot t.

        Resources are the shared tables, and last the pool of open tables.
        """
        self.capacity_left: list[list[int]] = [instance.capacity[k].tolist() for k in instance.shared_tables]
        self.capacity_left.append(instance.open_capacity.tolist())
        self.slots_with_capacity = [sum(1 << t for t, n in enumerate(left) if n > 0) for left in self.capacity_left]
        pool = len(instance.shared_tables)
        kinds = [
            tuple(r for r in (own, pooled) if r != NO_RESOURCE)
            for own in range(-1, pool)
            for pooled in (NO_RESOURCE, pool)
        ]
        kind = 2 * (instance.resources[:, 0] + 1) + (instance.resources[:, 1] != NO_RESOURCE)
        self.resources: list[tuple[int, ...]] = [kinds[k] for k in kind.tolist()]

    def _init_precedence(self, instance: Instance) -> None:
        self.after: dict[int, list[int]] = {}
        self.before: dict[int, list[int]] = {}
        for i, j in instance.problem.before:
            self.after.setdefault(i, []).append(j)
            self.before.setdefault(j, []).append(i)
        self.ordered = self.after.keys() | self.before.keys()

    def load(self, when: Iterable[tuple[int, int]]) -> None:
        """Place the given (pair, slot) entries; the caller ensures that they break no rule."""
        for e, t in when:
            self.place(e, t)

    def meetings(self) -> Iterator[tuple[int, int]]:
        """(pair, slot) of every meeting."""
        return ((e, t) for e, t in enumerate(self.when) if t != UNSCHEDULED)

    def place(self, e: int, t: int) -> None:
        """Place pair e in slot t; the caller ensures that it fits."""
        bit = 1 << t
        for p in (self.a[e], self.b[e]):
            self.at[p][t] = e
            self.busy[p] |= bit
            self.count[p] += 1
        self.when[e] = t
        for r in self.resources[e]:
            self.capacity_left[r][t] -= 1
            if not self.capacity_left[r][t]:
                self.slots_with_capacity[r] ^= bit

    def remove(self, e: int) -> int:
        """Remove pair e; returns its former slot."""
        t = self.when[e]
        bit = 1 << t
        for p in (self.a[e], self.b[e]):
            self.at[p][t] = NO_PAIR
            self.busy[p] ^= bit
            self.count[p] -= 1
        self.when[e] = UNSCHEDULED
        for r in self.resources[e]:
            if not self.capacity_left[r][t]:
                self.slots_with_capacity[r] ^= bit
            self.capacity_left[r][t] += 1
        return t

    def options(self, e: int) -> int:
        """Mask of the slots in which pair e, which is unscheduled, breaks no rule."""
        a, b = self.a[e], self.b[e]
        if self.count[a] >= self.max_meetings[a] or self.count[b] >= self.max_meetings[b]:
            return 0
        mask = self.allowed[e] & ~self.busy[a] & ~self.busy[b]
        if mask and e in self.ordered:
            mask &= self.window(e)
        for r in self.resources[e]:
            mask &= self.slots_with_capacity[r]
        if mask and (self.limited[a] or self.limited[b]):
            mask = self._within_person_limits(mask, a, b)
        return mask

    def window(self, e: int) -> int:
        """Mask of the slots that the precedence rules allow pair e, given the pairs already placed."""
        mask = (1 << self.instance.slots) - 1
        for j in self.after.get(e, ()):
            if self.when[j] != UNSCHEDULED:
                mask &= (1 << self.when[j]) - 1
        for i in self.before.get(e, ()):
            if self.when[i] != UNSCHEDULED:
                mask &= ~((2 << self.when[i]) - 1)
        return mask

    def person_ok(self, p: int, busy: int) -> bool:
        """Whether `max_consecutive` and `max_gap_spread` allow person p to be busy in exactly these slots (a mask)."""
        if not self.limited[p]:
            return True
        if self.max_gaps is not None and self.gaps(busy) > self.max_gaps:
            return False
        for _ in range(self.max_consecutive[p]):
            busy &= (busy << 1) & self.adjacent
        return not busy

    def gaps(self, busy: int) -> int:
        """Gaps of a person busy in these slots (a mask): runs of meetings minus blocks with meetings."""
        count = self._gaps_by_mask.get(busy)
        if count is None:
            runs = (busy & ~((busy << 1) & self.adjacent)).bit_count()
            count = runs - sum(1 for block in self.blocks if busy & block)
            if len(self._gaps_by_mask) > MAX_CACHED_MASKS:
                self._gaps_by_mask.clear()
            self._gaps_by_mask[busy] = count
        return count

    def gaps_added(self, p: int, t: int) -> int:
        """Change in person p's gaps if a meeting is added in slot t; negative if it fills a gap."""
        return self.gaps(self.busy[p] | 1 << t) - self.gaps(self.busy[p])

    def _within_person_limits(self, mask: int, a: int, b: int) -> int:
        """The slots of the mask in which both people stay within their limits."""
        kept = 0
        for t in bits(mask):
            bit = 1 << t
            if self.person_ok(a, self.busy[a] | bit) and self.person_ok(b, self.busy[b] | bit):
                kept |= bit
        return kept


def bits(mask: int) -> Iterator[int]:
    """The slots of a mask, in ascending order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def masks(rows: NDArray[np.bool_]) -> list[int]:
    """Each row of a boolean array (k, T) as a mask."""
    packed = np.packbits(rows, axis=1, bitorder="little")
    words = np.zeros((len(rows), 1 + rows.shape[1] // WORD_BITS), dtype="<u8")
    words.view(np.uint8)[:, : packed.shape[1]] = packed
    result: list[int] = words[:, 0].tolist()
    for k in range(1, words.shape[1]):
        result = [mask | word << WORD_BITS * k for mask, word in zip(result, words[:, k].tolist(), strict=True)]
    return result
