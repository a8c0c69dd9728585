"""Selects pairs near a present selection: of equally good selections the one with the fewest changes."""

from dataclasses import replace

import numpy as np

from solver.arrays import Bools
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.parameters import SearchParameters
from solver.selection.integer_program import SelectionObjective, choose
from solver.selection.selector import Selector


def select_near(
    instance: Instance,
    held: Bools,
    aim: SelectionObjective,
    clock: Clock,
    open_count: int,
    parameters: SearchParameters,
) -> Bools | None:
    """(m) a good selection with all required pairs; None where none was found near the present one.

    `open_count`: candidate pairs kept free, those with the smallest absolute reduced cost.
    `held`: the present selection. Each of its pairs gets a bonus on its score, less than one point in all.
    """
    bonus = 2 * int(held.sum()) + 3
    near = replace(instance, score=instance.score * bonus + held)
    aim = replace(aim, shortfall=aim.shortfall * bonus)
    selector = Selector(near, parameters.selection)
    priced = selector.prices.at(aim.shortfall, aim.score)
    if priced is None or _far(near, held, aim, priced.bound, parameters.explain.max_bound_gap):
        return None
    open_pairs = selector.open & ~instance.required
    distance = np.where(open_pairs, np.abs(priced.reduced), np.iinfo(np.int64).max)
    free = priced.relaxed.halves == 1
    free[np.argsort(distance, kind="stable")[:open_count]] = True
    free &= open_pairs
    taken = (priced.relaxed.halves == 2) & ~free | instance.required
    chosen = choose(near, aim, selector.capacities, selector.families, free, taken, clock)
    return None if chosen is None else chosen.pairs


def _far(near: Instance, held: Bools, aim: SelectionObjective, limit: int, max_gap: int) -> bool:
    """Whether the score alone leaves more to gain than a few meetings."""
    if aim.shortfall:
        return False
    present = aim.score * int(near.score[held & ~near.required].sum())
    return limit - present > max_gap * aim.score * int(near.score.max(initial=0))
