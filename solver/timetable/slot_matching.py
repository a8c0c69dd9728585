"""Re-solves one slot at a time: its pairs are chosen again as a maximum-weight matching.

Ties are broken at random (by the seed), so that repeated sweeps move among equally good timetables and find new
improvements.
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

PairWeights = Callable[[Ints, int], Ints]  # (pairs, slot) -> integer weight of each pair in the slot


class SlotMatching:
    """Re-solves slots of a grid; `weights(pairs, slot)` are the integer weights of the candidates.

    Only `eligible` pairs (m) are candidates. With `heat`, noise of this mean is added to each weight, so that a slot
    may get worse: annealed sweeps find better timetables than greedy ones.
    """

    def __init__(
        self,
        grid: Grid,
        weights: PairWeights,
        seed: int,
        parameters: SlotMatchingParameters,
        eligible: Bools | None = None,
    ) -> None:
        self.grid = grid
        self.weights = weights
        self.parameters = parameters
        self.heat = 0.0
        self.random = np.random.default_rng(seed)
        self.instance = grid.instance
        self.pooled = self.instance.pooled
        self.free_pairs = ~self.instance.required
        self.eligible = self.free_pairs if eligible is None else self.free_pairs & eligible
        self.side = self.instance.sides

    def sweep(self, clock: Clock, slots: list[int]) -> int:
        """Re-solve the slots in this order; returns the weight gained."""
        return sum(self.resolve_slot(t) for t in slots if not clock.over())

    def resolve_slot(self, t: int) -> int:
        """Re-solve slot t; returns the weight gained, negative only with heat."""
        grid = self.grid
        present = {row[t] for row in grid.at} - {NO_PAIR}
        old = sorted(e for e in present if self.free_pairs[e])
        for e in old:
            grid.remove(e)
        candidates = self._candidates(t)
        weight = self.weights(candidates, t)
        before = int(self.weights(np.array(old, dtype=np.int64), t).sum())
        chosen = self._match(candidates, weight, t)
        after = int(weight[chosen].sum())
        new: list[int] = candidates[chosen].tolist()
        grid.load((e, t) for e in new)
        if (after >= before or self.heat) and self._within_limits(old + new):
            return after - before
        for e in new:
            grid.remove(e)
        grid.load((e, t) for e in old)
        return 0

    def _within_limits(self, pairs: list[int]) -> bool:
        """Whether all people of these pairs are within their limits."""
        grid = self.grid
        people = {p for e in pairs for p in (grid.a[e], grid.b[e]) if grid.limited[p]}
        return all(grid.person_ok(p, grid.busy[p]) for p in people)

    def _candidates(self, t: int) -> Ints:
        """Unscheduled pairs that can be placed in slot t, each considered alone."""
        grid, instance = self.grid, self.instance
        bit = 1 << t
        open_people = np.array(
            [
                not busy & bit and count < limit and (not limited or grid.person_ok(p, busy | bit))
                for p, (busy, count, limit, limited) in enumerate(
                    zip(grid.busy, grid.count, grid.max_meetings, grid.limited, strict=True)
                )
            ],
            dtype=bool,
        )
        mask = (np.array(grid.when) == UNSCHEDULED) & instance.allowed[:, t] & self.eligible
        mask &= open_people[instance.a] & open_people[instance.b]
        mask[[e for e in grid.ordered if mask[e] and not self._in_order(e, t)]] = False
        pairs = np.flatnonzero(mask)
        for r, left in enumerate(grid.capacity_left):
            if left[t] <= 0:
                pairs = pairs[[r not in grid.resources[e] for e in pairs.tolist()]]
        return pairs

    def _in_order(self, e: int, t: int) -> bool:
        """Whether precedence allows pair e in slot t, and no earlier unscheduled pair must come before or after it."""
        return bool(self.grid.window(e) >> t & 1) and not any(
            self.free_pairs[f] and self.grid.when[f] == UNSCHEDULED
            for f in (*self.grid.after.get(e, ()), *self.grid.before.get(e, ()))
            if f < e
        )

    def _match(self, pairs: Ints, weight: Ints, t: int) -> Bools:
        """(len(pairs)) the candidates that meet: a maximum-weight matching within the capacity of the tables."""
        noisy = self._noisy(weight)
        kept = self._best_of_each(pairs, noisy)
        chosen = np.zeros(len(pairs), dtype=bool)
        max_edges = self.grid.capacity_left[-1][t] if self.pooled[pairs].all() else None
        chosen[kept] = self._matching(pairs[kept], noisy[kept], max_edges)
        if self._fits(pairs[chosen], t):
            return chosen
        return self._add_fitting(pairs, weight, self._match_with_price(pairs, noisy, kept, t), t)

    def _match_with_price(self, pairs: Ints, noisy: Ints, kept: Ints, t: int) -> Bools:
        """The matching at the lowest price of a meeting at which it fits the tables (bisection)."""
        chosen = np.zeros(len(pairs), dtype=bool)
        low, high = 0, int(noisy.max(initial=0)) + 1
        for _ in range(self.parameters.price_steps):
            price = (low + high) // 2
            trial = np.zeros(len(pairs), dtype=bool)
            trial[kept] = self._matching(pairs[kept], noisy[kept] - price, None)
            if self._fits(pairs[trial], t):
                chosen, high = trial, price
            else:
                low = price
        return chosen

    def _noisy(self, weight: Ints) -> Ints:
        """The weights, scaled, with random noise: a tie-break, or exponential noise of mean `heat`."""
        unit = 2 * self.instance.people
        noise = self.random.integers(0, 3, len(weight))
        if self.heat:
            noise = (self.random.exponential(self.heat, len(weight)) * unit).astype(np.int64)
        return np.asarray(weight * unit + noise, dtype=np.int64)

    def _best_of_each(self, pairs: Ints, weight: Ints) -> Ints:
        """Indexes of the candidates that are among the best few of one of their people."""
        kept = np.zeros(len(pairs), dtype=bool)
        for ends in (self.instance.a[pairs], self.instance.b[pairs]):
            order = np.lexsort((-weight, ends))
            first = np.concatenate([[0], np.flatnonzero(np.diff(ends[order])) + 1, [len(pairs)]])
            rank = np.arange(len(pairs)) - np.repeat(first[:-1], np.diff(first)) if len(pairs) else order
            kept[order[rank < self.parameters.candidates_per_person]] = True
        return np.flatnonzero(kept)

    def _matching(self, pairs: Ints, weight: Ints, max_edges: int | None) -> Bools:
        a, b = self.instance.a[pairs], self.instance.b[pairs]
        return match(a, b, weight, self.instance.people, self.side, self.parameters.margin, max_edges)

    def _fits(self, pairs: Ints, t: int) -> bool:
        """Whether the tables have capacity for these pairs in slot t."""
        used: dict[int, int] = {}
        for e in pairs.tolist():
            for r in self.grid.resources[e]:
                used[r] = used.get(r, 0) + 1
        return all(n <= self.grid.capacity_left[r][t] for r, n in used.items())

    def _add_fitting(self, pairs: Ints, weight: Ints, chosen: Bools, t: int) -> Bools:
        """Add candidates that still fit, largest weight first."""
        for e in pairs[chosen].tolist():
            self.grid.place(e, t)
        for i in np.argsort(-weight, kind="stable").tolist():
            if not chosen[i] and weight[i] > 0 and self.grid.options(int(pairs[i])) >> t & 1:
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
