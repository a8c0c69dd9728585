"""Chooses the pairs: relaxation, prices, and the integer program that makes the choice integral."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Final

import numpy as np

from solver.arrays import Bools
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.parameters import SelectionParameters
from solver.selection.capacity_prices import Priced, Prices
from solver.selection.integer_program import SelectionObjective, choose
from solver.selection.relaxation import relax, remaining_meetings
from solver.selection.shared_capacity import SharedCapacity, table_capacities
from solver.selection.slot_families import families

TRUSTED: Final = 1e12  # a larger limit of the program is not exact


@dataclass(frozen=True)
class Selection:
    """Which pairs, and what no choice can pass of the aim (None where that is not known)."""

    pairs: Bools  # (m)
    bound: int | None


def shortfall_bound(instance: Instance) -> int:
    """No schedule leaves fewer minimums open."""
    relaxed = relax(instance, remaining_meetings(instance), 1, np.zeros(instance.pairs, dtype=np.int64))
    need = _need(instance)
    return 0 if relaxed is None else need - relaxed.value // 2


class Selector:
    """Choices and bounds for one instance; `cuts` are rooms found beside those of the tables."""

    def __init__(
        self, instance: Instance, parameters: SelectionParameters, cuts: Sequence[SharedCapacity] = ()
    ) -> None:
        self.instance, self.parameters, self.cuts = instance, parameters, tuple(cuts)
        self.families = families(instance, parameters.slot_families)
        self.capacities = (*table_capacities(instance, self.families), *cuts)
        self.prices = Prices(instance, self.capacities, parameters)
        self.open = np.asarray(instance.allowed.any(axis=1), dtype=bool)  # (m) pairs that some slot allows

    def score_bound(self, shortfall: int | None) -> int:
        """No schedule with at most this shortfall (None: any) scores more."""
        score = self.instance.score
        best = int(score[self.open].sum())
        highest = 2 * int(score.max(initial=0)) + 1
        rewards = [0] if shortfall is None else [0, highest, highest * max(1, self.instance.slots) * 4]
        for reward in rewards:
            priced = self.prices.at(reward)
            if priced is not None:
                filled = 0 if shortfall is None else _need(self.instance) - shortfall
                best = min(best, priced.bound - reward * filled + int(score[self.instance.required].sum()))
        return best

    def select(self, aim: SelectionObjective, clock: Clock) -> Selection:
        """A good choice of pairs under all limits that do not depend on the slots, required ones included."""
        must = self.instance.required
        if self.instance.pairs <= self.parameters.whole_program_pairs:
            chosen = choose(self.instance, aim, self.capacities, self.families, self.open, must, clock)
            if chosen is not None:
                return Selection(chosen.pairs, _whole(chosen.bound))
        priced = self.prices.at(aim.shortfall, aim.score)
        if priced is None:
            return Selection(must, None)
        free = self._undecided(priced)
        taken = (priced.relaxed.twice == 2) & ~free | must
        aim = replace(aim, allowed_shortfall=None)
        chosen = choose(self.instance, aim, self.capacities, self.families, free & ~must, taken, clock)
        return Selection(taken if chosen is None else chosen.pairs, None)

    def _undecided(self, priced: Priced) -> Bools:
        """Pairs that the relaxation halves, or takes and leaves alike; and those that a cut makes think again."""
        halves = priced.relaxed.twice == 1
        free = (priced.reduced == 0) & self.open | halves
        for cut in self.cuts:
            free |= cut.pairs
        return np.asarray(free if free.sum() <= self.parameters.max_undecided_pairs else halves, dtype=bool)


def _whole(limit: float | None) -> int | None:
    return None if limit is None or abs(limit) > TRUSTED else floor(limit + 1e-6)


def _need(instance: Instance) -> int:
    """Meetings that the minimums ask for beside the required ones."""
    return int(np.maximum(0, instance.min_meetings - instance.required_meetings).sum())
