"""Lagrangian prices of shared capacities, such that the relaxation uses no more than there is."""

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
    """A relaxation under prices; `limit` bounds scale x score + reward x minimums filled, beside the required pairs."""

    relaxed: Relaxed
    reduced: Ints  # (m) twice what the pair is worth more than its people cost
    bound: int


class Prices:
    """Relaxations of one instance under its shared capacities; each is solved once."""

    def __init__(
        self, instance: Instance, capacities: Sequence[SharedCapacity], parameters: SelectionParameters
    ) -> None:
        self.instance, self.capacities, self.parameters = instance, capacities, parameters
        self.limits = remaining_meetings(instance)
        self.places = np.array([r.limit - int((r.pairs & instance.required).sum()) for r in capacities], dtype=np.int64)
        self.masks: Bools = np.array([r.pairs & ~instance.required for r in capacities], dtype=bool)
        self._known: dict[tuple[int, int], Priced | None] = {}

    def at(self, reward: int, scale: int = 1) -> Priced | None:
        """The best of the relaxations tried; None if the numbers are too large for the flow."""
        key = (reward, scale)
        if key not in self._known:
            self._known[key] = self._search(reward, scale)
        return self._known[key]

    def _search(self, reward: int, scale: int) -> Priced | None:
        """Raise the prices of exceeded capacities, one after the other and each once."""
        price = np.zeros(len(self.capacities), dtype=np.int64)
        raised = np.zeros(len(self.capacities), dtype=bool)
        best = self._trial(reward, scale, price)
        for _ in range(self.parameters.prices):
            crowd = np.where(raised, 0, self._crowd(best)) if best is not None else raised
            if best is None or not (crowd > 0).any():
                break
            room = int(crowd.argmax())
            raised[room] = True
            cheaper = self._raise(room, price, reward, scale)
            best = cheaper if cheaper is not None and cheaper.bound < best.bound else best
        return best

    def _raise(self, room: int, price: Ints, reward: int, scale: int) -> Priced | None:
        """Set the lowest price at which the capacity is not exceeded, other prices unchanged."""
        low, high = int(price[room]), int(price.sum()) + scale * int(self.instance.score.max(initial=0)) + reward + 1
        best: Priced | None = None
        for _ in range(self.parameters.price_steps):
            if high - low <= 1:
                break
            price[room] = (low + high) // 2
            trial = self._trial(reward, scale, price)
            if trial is None:
                return best
            best = trial if best is None or trial.bound < best.bound else best
            low, high = (int(price[room]), high) if self._crowd(trial)[room] > 0 else (low, int(price[room]))
        price[room] = high
        return best

    def _crowd(self, priced: Priced) -> Ints:
        """Halves of meetings beyond each capacity."""
        return np.asarray(self.masks @ priced.relaxed.twice - 2 * self.places, dtype=np.int64)

    def _trial(self, reward: int, scale: int, price: Ints) -> Priced | None:
        weight = scale * self.instance.score - price @ self.masks
        relaxed = relax(self.instance, self.limits, reward, weight)
        if relaxed is None:
            return None
        reduced = 2 * weight - relaxed.dual[self.instance.a] - relaxed.dual[self.instance.b]
        return Priced(relaxed, np.asarray(reduced, dtype=np.int64), relaxed.value // 2 + int(price @ self.places))
