"""What an hour or a place of each person could gain at most, for everybody at once.

Two proofs, of which the better counts. Whoever gives up the one meeting that only the opening allows has a schedule
without it, so no more is gained than that meeting is worth: this holds where meetings may be taken away. And prices of
the people in the relaxation bound what more room for one of them is worth (linear programming duality).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.arrays import Bools, Ints
from solver.explain.gain.dual_prices import Dual, best_dual
from solver.explain.view import View
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED

UNLIMITED: Final = 1 << 60


@dataclass(frozen=True, eq=False)
class GainBounds:
    """`hour` (n, T) and `place` (n): proven limits. `gain` (n, T): what one exchange in that slot would bring.

    `possible` (n, T): whether anybody could be met. Limits are of the best score with the opening less that without.
    """

    hour: Ints
    place: Ints
    gain: Ints
    possible: Bools


def gain_bounds(view: View, wide: Bools) -> GainBounds:
    """`wide` (m, T): the slots that each pair may use if its people are available all the time."""
    instance = view.instance
    best, gain = _by_slot(view, wide)
    hour, place = _by_prices(view, wide)
    if safe(view):
        hour = np.minimum(hour, best)
        place = np.minimum(place, _next_best(instance))
    return GainBounds(hour, place, gain, best > 0)


def safe(view: View) -> bool:
    """Whether a meeting that leaves can break no rule and worsen no tier that goes before the score."""
    earlier, instance = set(view.before("score")), view.instance
    harmed = earlier & {"gaps", "moves", "fairness"} or ("minimums" in earlier and instance.min_meetings.any())
    return not harmed and not instance.required.any() and view.problem.max_gap_spread is None


def busy_as(view: View) -> Ints:
    """(n, T) the pair that each person meets as, or NO_PAIR."""
    return np.array(view.grid.at, dtype=np.int64).reshape(view.instance.people, view.instance.slots)


def _by_slot(view: View, wide: Bools) -> tuple[Ints, Ints]:
    """(n, T) the best score of a person's pairs that could meet then, and the best exchange."""
    instance, when = view.instance, np.array(view.grid.when, dtype=np.int64)
    n = (instance.people, instance.slots)
    best, gain = np.zeros(n, dtype=np.int64), np.full(n, -UNLIMITED, dtype=np.int64)
    loss, own = _losses(view)
    for p, q in ((instance.a, instance.b), (instance.b, instance.a)):
        for t in range(instance.slots):
            able = np.flatnonzero(wide[:, t] & instance.available[q, t])
            np.maximum.at(best[:, t], p[able], instance.score[able])
            able = able[when[able] == UNSCHEDULED]
            np.maximum.at(gain[:, t], p[able], instance.score[able] - loss[q[able], t] - own[p[able]])
    return best, gain


def _losses(view: View) -> tuple[Ints, Ints]:
    """(n, T) the score that a person gives up for a meeting then; (n) for a meeting in a slot that is new."""
    instance, held = view.instance, busy_as(view)
    scores = np.append(instance.score, 0)[held]  # NO_PAIR is -1: the 0 at the end
    cheapest = np.where(held == NO_PAIR, UNLIMITED, scores).min(axis=1, initial=UNLIMITED)
    capped = np.array(view.grid.count, dtype=np.int64) >= instance.max_meetings
    own = np.where(capped, cheapest, 0)
    return np.where(held == NO_PAIR, own[:, None], scores), own


def _by_prices(view: View, wide: Bools) -> tuple[Ints, Ints]:
    instance = view.instance
    dual = best_dual(instance, view.parameters.selection)
    sure = int(instance.score[instance.required].sum()) - view.values["score"]
    roomier = (instance.attainable < instance.max_meetings) * dual.person
    one_more = 2 * dual.place  # one person's hour makes room for one meeting more in that slot
    hour = dual.value + roomier[:, None] + one_more + _partners(instance, wide, dual)
    return hour // 2 + sure, (dual.value + dual.person) // 2 + sure


def _partners(instance: Instance, wide: Bools, dual: Dual) -> Ints:
    """(n, T) twice what an hour is worth through whom it is spent with: who had no use for the slot before."""
    usable = instance.usable
    new = np.where(instance.allowed.any(axis=1), 0, dual.column)
    worth = np.zeros(usable.shape, dtype=np.int64)
    for p, q in ((instance.a, instance.b), (instance.b, instance.a)):
        for t in range(instance.slots):
            able = np.flatnonzero(wide[:, t] & instance.available[q, t])
            np.maximum.at(worth[:, t], p[able], new[able] + np.where(usable[q[able], t], 0, dual.person[q[able]]))
    return worth


def _next_best(instance: Instance) -> Ints:
    """(n) with one meeting more than allowed now, the least of a person's meetings is worth no more than this."""
    able = np.flatnonzero(instance.allowed.any(axis=1))
    ends = np.concatenate([instance.a[able], instance.b[able]])
    scores = np.concatenate([instance.score[able], instance.score[able]])
    order = np.lexsort((-scores, ends))
    ends, scores = ends[order], scores[order]
    rank = np.arange(len(ends)) - np.searchsorted(ends, ends)
    result = np.zeros(instance.people, dtype=np.int64)
    here = rank == instance.max_meetings[ends]
    result[ends[here]] = scores[here]
    return result
