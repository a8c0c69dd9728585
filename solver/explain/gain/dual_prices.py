"""Prices of people and of places at tables that bound the score of every choice of pairs.

Any prices that are not negative give a bound (weak duality of the degree-constrained subgraph LP). Those of the
relaxation's flow give a good one; what is said of them here holds whatever they are.
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
    """All of it doubled, to stay whole: no choice beside the required pairs is worth more than half of `value`.

    `person` (n) is the price of each one's meetings, `place` that of any meeting, `column` (m) what each pair
    is worth beyond its prices, never negative.
    """

    value: int
    person: Ints
    place: int
    column: Ints


def best_dual(instance: Instance, parameters: SelectionParameters) -> Dual:
    """The better of two: all of the price on the people, or what everybody pays alike on the places."""
    priced = Selector(instance, parameters).prices.at(0)
    none = np.zeros(instance.people, dtype=np.int64)
    prices = none if priced is None else np.maximum(0, priced.relaxed.dual)
    able = remaining_meetings(instance).upper > 0
    common = int(prices[able].min()) if able.any() else 0
    return min((_dual(instance, prices, place) for place in (0, common)), key=lambda dual: dual.value)


def _dual(instance: Instance, prices: Ints, place: int) -> Dual:
    room, person = remaining_meetings(instance), np.maximum(0, prices - place)
    column = np.maximum(0, 2 * instance.score - person[instance.a] - person[instance.b] - 2 * place)
    counted = instance.allowed.any(axis=1) & ~instance.required
    value = int(room.upper @ person) + 2 * room.total * place + int(column[counted].sum())
    return Dual(value, person, place, np.asarray(column, dtype=np.int64))
