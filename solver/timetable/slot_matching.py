"""Re-solves one slot at a time exactly: its pairs are chosen again as a maximum-weight matching.

Ties are broken by the seed, so that repeated sweeps drift over equally good timetables and find new improvements.
"""

import random
from collections.abc import Callable

import numpy as np

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.graphs.matching import match
from solver.instance.grid import Grid
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.parameters import SlotMatchingParameters

PairWeights = Callable[[Ints, int], Ints]


class SlotMatching:
    """Re-solves slots of a grid; `worth(pairs, slot)` weighs each candidate, as whole numbers.

    Only `useful` pairs (m) come in. With `heat` every weight is raised at random, by this much on average. A slot
    may get worse: annealed sweeps find better timetables than greedy ones.
    """

    def __init__(
        self, grid: Grid, worth: PairWeights, seed: int, parameters: SlotMatchingParameters, useful: Bools | None = None
    ) -> None:
        self.grid = grid
        self.weights = worth
        self.parameters = parameters
        self.heat = 0.0
        self.random = np.random.default_rng(seed)
        self.instance = grid.instance
        self.pooled = self.instance.pooled
        self.free_pairs = ~self.instance.required
        self.useful = self.free_pairs if useful is None else self.free_pairs & useful
        self.side = self.instance.sides

    def sweep(self, clock: Clock, slots: list[int]) -> int:
        """Re-solve the slots in this order; returns the weight gained."""
        return sum(self.slot(t) for t in slots if not clock.over())

    def slot(self, t: int) -> int:
        """Re-solve slot t; returns the weight gained, negative only with heat."""
        grid = self.grid
        here = {row[t] for row in grid.at} - {NO_PAIR}
        old = sorted(e for e in here if self.free_pairs[e])
        for e in old:
            grid.remove(e)
        candidates = self._candidates(t)
        value = self.weights(candidates, t)
        before = int(self.weights(np.array(old, dtype=np.int64), t).sum())
        chosen = self._match(candidates, value, t)
        after = int(value[chosen].sum())
        new: list[int] = candidates[chosen].tolist()
        grid.load((e, t) for e in new)
        if (after >= before or self.heat) and self._sound(old + new):
            return after - before
        for e in new:
            grid.remove(e)
        grid.load((e, t) for e in old)
        return 0

    def _sound(self, pairs: list[int]) -> bool:
        """Whether everyone who gained or lost a meeting is still within their limits."""
        grid = self.grid
        people = {p for e in pairs for p in (grid.a[e], grid.b[e]) if grid.limited[p]}
        return all(grid.person_ok(p, grid.busy[p]) for p in people)

    def _candidates(self, t: int) -> Ints:
        """Unscheduled pairs that every rule allows in slot t, the best few of each person."""
        grid, instance = self.grid, self.instance
        bit = 1 << t
        open_people = np.array(
            [
                not busy & bit and count < most and (not limited or grid.person_ok(p, busy | bit))
                for p, (busy, count, most, limited) in enumerate(
                    zip(grid.busy, grid.count, grid.max_meetings, grid.limited, strict=True)
                )
            ],
            dtype=bool,
        )
        mask = (np.array(grid.when) == UNSCHEDULED) & instance.allowed[:, t] & self.useful
        mask &= open_people[instance.a] & open_people[instance.b]
        mask[[e for e in grid.ordered if mask[e] and not self._in_order(e, t)]] = False
        pairs = np.flatnonzero(mask)
        for r, left in enumerate(grid.capacity_left):
            if left[t] <= 0:
                pairs = pairs[[r not in grid.resources[e] for e in pairs.tolist()]]
        return pairs

    def _in_order(self, e: int, t: int) -> bool:
        return bool(self.grid.window(e) >> t & 1) and not any(
            self.free_pairs[f] and self.grid.when[f] == UNSCHEDULED
            for f in (*self.grid.after.get(e, ()), *self.grid.before.get(e, ()))
            if f < e
        )

    def _match(self, pairs: Ints, value: Ints, t: int) -> Bools:
        """Which candidates meet: a maximum-weight matching, as large as the tables that are not reserved allow."""
        noise = self._noisy(value)
        keep = self._best_of_each(pairs, noise)
        chosen = np.zeros(len(pairs), dtype=bool)
        room = self.grid.capacity_left[-1][t] if self.pooled[pairs].all() else None
        chosen[keep] = self._matching(pairs[keep], noise[keep], room)
        if self._fits(pairs[chosen], t):
            return chosen
        return self._fill(pairs, value, self._priced(pairs, noise, keep, t), t)

    def _priced(self, pairs: Ints, noise: Ints, keep: Ints, t: int) -> Bools:
        """A matching with the lowest price on scarce tables with which it fits."""
        chosen = np.zeros(len(pairs), dtype=bool)
        low, high = 0, int(noise.max(initial=0)) + 1
        for _ in range(self.parameters.price_steps):
            price = (low + high) // 2
            trial = np.zeros(len(pairs), dtype=bool)
            trial[keep] = self._matching(pairs[keep], noise[keep] - price, None)
            if self._fits(pairs[trial], t):
                chosen, high = trial, price
            else:
                low = price
        return chosen

    def _noisy(self, value: Ints) -> Ints:
        unit = 2 * self.instance.people
        luck = self.random.integers(0, 3, len(value))
        if self.heat:
            luck = (self.random.exponential(self.heat, len(value)) * unit).astype(np.int64)
        return np.asarray(value * unit + luck, dtype=np.int64)

    def _best_of_each(self, pairs: Ints, value: Ints) -> Ints:
        """Indexes of the candidates that are among the best of one of their people."""
        kept = np.zeros(len(pairs), dtype=bool)
        for ends in (self.instance.a[pairs], self.instance.b[pairs]):
            order = np.lexsort((-value, ends))
            first = np.concatenate([[0], np.flatnonzero(np.diff(ends[order])) + 1, [len(pairs)]])
            rank = np.arange(len(pairs)) - np.repeat(first[:-1], np.diff(first)) if len(pairs) else order
            kept[order[rank < self.parameters.candidates_per_person]] = True
        return np.flatnonzero(kept)

    def _matching(self, pairs: Ints, weight: Ints, room: int | None) -> Bools:
        a, b = self.instance.a[pairs], self.instance.b[pairs]
        return match(a, b, weight, self.instance.people, self.side, self.parameters.margin, room)

    def _fits(self, pairs: Ints, t: int) -> bool:
        used: dict[int, int] = {}
        for e in pairs.tolist():
            for r in self.grid.resources[e]:
                used[r] = used.get(r, 0) + 1
        return all(n <= self.grid.capacity_left[r][t] for r, n in used.items())

    def _fill(self, pairs: Ints, value: Ints, chosen: Bools, t: int) -> Bools:
        """Add candidates that still fit, in order of weight."""
        for e in pairs[chosen].tolist():
            self.grid.place(e, t)
        for i in np.argsort(-value, kind="stable").tolist():
            if not chosen[i] and value[i] > 0 and self.grid.options(int(pairs[i])) >> t & 1:
                self.grid.place(int(pairs[i]), t)
                chosen[i] = True
        for e in pairs[chosen].tolist():
            self.grid.remove(e)
        return chosen


def shuffled(slots: int, seed: int) -> list[int]:
    """The slots in a random order."""
    order = list(range(slots))
    random.Random(seed).shuffle(order)  # noqa: S311  (a search, not a secret)
    return order
