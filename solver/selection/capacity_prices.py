"""Lagrangian prices of shared capacities, which keep the relaxation within them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.instance.instance import Instance
from solver.parameters import SelectionParameters
from solver.selection.relaxation import Relaxed, relax, remaining_meetings
from solver.selection.shared_capacity import SharedCapacity


@dataclass(frozen=True)
class Priced:
    """A relaxation under prices.

    `bound`: upper bound of scale x score + reward x filled minimums, not counting the required pairs.
    """

    relaxed: Relaxed
    reduced: Ints  # (m) twice the reduced cost: the pair's weight minus the prices of its people
    bound: int


class Prices:
    """Relaxations of one instance under its shared capacities, each solved once."""

    def __init__(
        self, instance: Instance, capacities: Sequence[SharedCapacity], parameters: SelectionParameters
    ) -> None:
        self.instance, self.capacities, self.parameters = instance, capacities, parameters
        self.remaining = remaining_meetings(instance)
        self.remaining_capacity = np.array(
            [c.limit - int((c.pairs & instance.required).sum()) for c in capacities], dtype=np.int64
        )
        self.masks: Bools = np.array([c.pairs & ~instance.required for c in capacities], dtype=bool)
        self._cache: dict[tuple[int, int], Priced | None] = {}

    def at(self, reward: int, scale: int = 1) -> Priced | None:
        """The relaxation with the best bound found; None if the numbers overflow the flow.

        `reward`: weight of a filled minimum; `scale`: weight of a point of score.
        """
        key = (reward, scale)
        if key not in self._cache:
            self._cache[key] = self._search(reward, scale)
        return self._cache[key]

    def _search(self, reward: int, scale: int) -> Priced | None:
        """Raise the prices of exceeded capacities one after the other, each once."""
        price = np.zeros(len(self.capacities), dtype=np.int64)
        raised = np.zeros(len(self.capacities), dtype=bool)
        best = self._trial(reward, scale, price)
        for _ in range(self.parameters.prices):
            excess = np.where(raised, 0, self._excess(best)) if best is not None else raised
            if best is None or not (excess > 0).any():
                break
            k = int(excess.argmax())
            raised[k] = True
            cheaper = self._raise(k, price, reward, scale)
            best = cheaper if cheaper is not None and cheaper.bound < best.bound else best
        return best

    def _raise(self, k: int, price: Ints, reward: int, scale: int) -> Priced | None:
        """Set the lowest price at which capacity k is not exceeded, with the other prices unchanged."""
        low, high = int(price[k]), int(price.sum()) + scale * int(self.instance.score.max(initial=0)) + reward + 1
        best: Priced | None = None
        for _ in range(self.parameters.price_steps):
            if high - low <= 1:
                break
            price[k] = (low + high) // 2
            trial = self._trial(reward, scale, price)
            if trial is None:
                return best
            best = trial if best is None or trial.bound < best.bound else best
            low, high = (int(price[k]), high) if self._excess(trial)[k] > 0 else (low, int(price[k]))
        price[k] = high
        return best

    def _excess(self, priced: Priced) -> Ints:
        """Half meetings in excess of each capacity."""
        return np.asarray(self.masks @ priced.relaxed.halves - 2 * self.remaining_capacity, dtype=np.int64)

    def _trial(self, reward: int, scale: int, price: Ints) -> Priced | None:
        weight = scale * self.instance.score - price @ self.masks
        relaxed = relax(self.instance, self.remaining, reward, weight)
        if relaxed is None:
            return None
        reduced = 2 * weight - relaxed.dual[self.instance.a] - relaxed.dual[self.instance.b]
        return Priced(
            relaxed, np.asarray(reduced, dtype=np.int64), relaxed.value // 2 + int(price @ self.remaining_capacity)
        )
