"""Prices of people and of meetings that bound the score of every choice of pairs.

Any non-negative prices give a bound (weak duality of the degree-constrained subgraph LP), and those of the relaxation's
flow give a tight one; the bound does not depend on where the prices come from.
"""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.instance.instance import Instance
from solver.parameters import SelectionParameters
from solver.selection.relaxation import remaining_meetings
from solver.selection.selector import Selector


@dataclass(frozen=True, eq=False)
class Dual:
    """All values are doubled, to be integers: the pairs chosen besides the required ones score at most `value` / 2.

    `person` (n): price of each meeting of the person; `meeting`: price of any meeting; `column` (m): the pair's score
    less its prices, at least 0.
    """

    value: int
    person: Ints
    meeting: int
    column: Ints


def best_dual(instance: Instance, parameters: SelectionParameters) -> Dual:
    """The tighter of two: all prices on people, or the part that everyone has in common on meetings."""
    priced = Selector(instance, parameters).prices.at(0)
    none = np.zeros(instance.people, dtype=np.int64)
    prices = none if priced is None else np.maximum(0, priced.relaxed.dual)
    able = remaining_meetings(instance).upper > 0
    common = int(prices[able].min()) if able.any() else 0
    return min((_dual(instance, prices, meeting) for meeting in (0, common)), key=lambda dual: dual.value)


def _dual(instance: Instance, prices: Ints, meeting: int) -> Dual:
    remaining, person = remaining_meetings(instance), np.maximum(0, prices - meeting)
    column = np.maximum(0, 2 * instance.score - person[instance.a] - person[instance.b] - 2 * meeting)
    counted = instance.allowed.any(axis=1) & ~instance.required
    value = int(remaining.upper @ person) + 2 * remaining.total * meeting + int(column[counted].sum())
    return Dual(value, person, meeting, np.asarray(column, dtype=np.int64))
