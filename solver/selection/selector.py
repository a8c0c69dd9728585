"""Selects the pairs: relaxation, prices, and the integer program that makes the selection integral."""

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
from solver.selection.slot_families import slot_families

MAX_EXACT_BOUND: Final = 1e12  # a larger bound of the program is not exact in floating point


@dataclass(frozen=True)
class Selection:
    """The selected pairs, and an upper bound of the objective over all selections (None if not known)."""

    pairs: Bools  # (m)
    bound: int | None


def shortfall_bound(instance: Instance) -> int:
    """Lower bound of the shortfall of the minimums."""
    relaxed = relax(instance, remaining_meetings(instance), 1, np.zeros(instance.pairs, dtype=np.int64))
    missing = _missing_meetings(instance)
    return 0 if relaxed is None else missing - relaxed.value // 2


class Selector:
    """Selections and bounds for one instance; `cuts` are capacities in addition to those of the tables."""

    def __init__(
        self, instance: Instance, parameters: SelectionParameters, cuts: Sequence[SharedCapacity] = ()
    ) -> None:
        self.instance, self.parameters, self.cuts = instance, parameters, tuple(cuts)
        self.families = slot_families(instance, parameters.slot_families)
        self.capacities = (*table_capacities(instance, self.families), *cuts)
        self.prices = Prices(instance, self.capacities, parameters)
        self.open = np.asarray(instance.allowed.any(axis=1), dtype=bool)  # (m) pairs that can meet in some slot

    def score_bound(self, shortfall: int | None) -> int:
        """Upper bound of the score of schedules with at most this shortfall (None: any)."""
        score = self.instance.score
        bound = int(score[self.open].sum())
        dominating = 2 * int(score.max(initial=0)) + 1
        rewards = [0] if shortfall is None else [0, dominating, dominating * max(1, self.instance.slots) * 4]
        for reward in rewards:
            priced = self.prices.at(reward)
            if priced is not None:
                filled = 0 if shortfall is None else _missing_meetings(self.instance) - shortfall
                bound = min(bound, priced.bound - reward * filled + int(score[self.instance.required].sum()))
        return bound

    def select(self, objective: SelectionObjective, clock: Clock) -> Selection:
        """A good selection, with all required pairs, within all limits that do not depend on the timetable."""
        required = self.instance.required
        if self.instance.pairs <= self.parameters.whole_program_pairs:
            chosen = choose(self.instance, objective, self.capacities, self.families, self.open, required, clock)
            if chosen is not None:
                return Selection(chosen.pairs, _rounded_down(chosen.bound))
        priced = self.prices.at(objective.shortfall, objective.score)
        if priced is None:
            return Selection(required, None)
        undecided = self._undecided(priced)
        fixed = (priced.relaxed.halves == 2) & ~undecided | required
        objective = replace(objective, allowed_shortfall=None)
        chosen = choose(self.instance, objective, self.capacities, self.families, undecided & ~required, fixed, clock)
        return Selection(fixed if chosen is None else chosen.pairs, None)

    def _undecided(self, priced: Priced) -> Bools:
        """(m) pairs that are half or tied in the relaxation, and all pairs of the cuts."""
        half = priced.relaxed.halves == 1
        undecided = (priced.reduced == 0) & self.open | half
        for cut in self.cuts:
            undecided |= cut.pairs
        return np.asarray(undecided if undecided.sum() <= self.parameters.max_undecided_pairs else half, dtype=bool)


def _rounded_down(bound: float | None) -> int | None:
    return None if bound is None or abs(bound) > MAX_EXACT_BOUND else floor(bound + 1e-6)


def _missing_meetings(instance: Instance) -> int:
    """Meetings needed to reach the minimums after the required ones."""
    return int(np.maximum(0, instance.min_meetings - instance.required_meetings).sum())
