"""Upper bounds of the score gained by one more hour or one more meeting of a person, for all people at once.

The tighter of two proofs counts. Cancelling the one meeting that only the opening allows leaves a schedule without the
opening, so the gain is at most that meeting's score; this holds only if meetings can be cancelled freely. And the
prices of people in the relaxation bound the value of relaxing one person's limit (linear programming duality).
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
    """`hour` (n, T) and `place` (n): proven limits of the best score with the opening less the best score without.

    `place`: one more meeting. `gain` (n, T): score gained by one exchange of meetings in that slot; `possible` (n, T):
    whether the person could meet anyone in that slot.
    """

    hour: Ints
    place: Ints
    gain: Ints
    possible: Bools


def gain_bounds(view: View, anytime: Bools) -> GainBounds:
    """Bounds for all people; `anytime` (m, T): slots that each pair may use if all people are always available."""
    instance = view.instance
    best, gain = _by_slot(view, anytime)
    hour, place = _by_prices(view, anytime)
    if cancelling_is_free(view):
        hour = np.minimum(hour, best)
        place = np.minimum(place, _next_best(instance))
    return GainBounds(hour, place, gain, best > 0)


def cancelling_is_free(view: View) -> bool:
    """Whether cancelling any meeting breaks no rule and worsens no tier before the score."""
    earlier, instance = set(view.before("score")), view.instance
    harmed = earlier & {"gaps", "moves", "fairness"} or ("minimums" in earlier and instance.min_meetings.any())
    return not harmed and not instance.required.any() and view.problem.max_gap_spread is None


def pair_in_slot(view: View) -> Ints:
    """(n, T) the pair of the person's meeting in the slot, or NO_PAIR."""
    return np.array(view.grid.at, dtype=np.int64).reshape(view.instance.people, view.instance.slots)


def _by_slot(view: View, anytime: Bools) -> tuple[Ints, Ints]:
    """(n, T) the best score of a person's pairs that could meet in the slot, and the gain of the best exchange."""
    instance, when = view.instance, np.array(view.grid.when, dtype=np.int64)
    n = (instance.people, instance.slots)
    best, gain = np.zeros(n, dtype=np.int64), np.full(n, -UNLIMITED, dtype=np.int64)
    loss, own = _losses(view)
    for p, q in ((instance.a, instance.b), (instance.b, instance.a)):
        for t in range(instance.slots):
            able = np.flatnonzero(anytime[:, t] & instance.available[q, t])
            np.maximum.at(best[:, t], p[able], instance.score[able])
            able = able[when[able] == UNSCHEDULED]
            np.maximum.at(gain[:, t], p[able], instance.score[able] - loss[q[able], t] - own[p[able]])
    return best, gain


def _losses(view: View) -> tuple[Ints, Ints]:
    """Score that a person gives up for a meeting: (n, T) in each slot, and (n) in a slot added to the person's."""
    instance, held = view.instance, pair_in_slot(view)
    scores = np.append(instance.score, 0)[held]  # NO_PAIR is -1, the index of the 0 at the end
    cheapest = np.where(held == NO_PAIR, UNLIMITED, scores).min(axis=1, initial=UNLIMITED)
    capped = np.array(view.grid.count, dtype=np.int64) >= instance.max_meetings
    own = np.where(capped, cheapest, 0)
    return np.where(held == NO_PAIR, own[:, None], scores), own


def _by_prices(view: View, anytime: Bools) -> tuple[Ints, Ints]:
    instance = view.instance
    dual = best_dual(instance, view.parameters.selection)
    offset = int(instance.score[instance.required].sum()) - view.values["score"]
    one_more_for_person = (instance.attainable < instance.max_meetings) * dual.person
    one_more_in_slot = 2 * dual.meeting  # one more person allows at most one more meeting in the slot
    hour = dual.value + one_more_for_person[:, None] + one_more_in_slot + _partner_values(instance, anytime, dual)
    return hour // 2 + offset, (dual.value + dual.person) // 2 + offset


def _partner_values(instance: Instance, anytime: Bools, dual: Dual) -> Ints:
    """(n, T) twice the value that an hour adds through the partner, if the partner could not use the slot before."""
    usable = instance.usable
    new = np.where(instance.allowed.any(axis=1), 0, dual.column)
    worth = np.zeros(usable.shape, dtype=np.int64)
    for p, q in ((instance.a, instance.b), (instance.b, instance.a)):
        for t in range(instance.slots):
            able = np.flatnonzero(anytime[:, t] & instance.available[q, t])
            np.maximum.at(worth[:, t], p[able], new[able] + np.where(usable[q[able], t], 0, dual.person[q[able]]))
    return worth


def _next_best(instance: Instance) -> Ints:
    """(n) bound of a person's lowest score in a schedule with one more meeting of the person than allowed now."""
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
