"""The linear relaxation of the selection as a minimum-cost flow.

Every person stands once on the left and once on the right; a pair becomes two arcs of capacity 1. Half the flow is
an optimal, half-integral solution of the degree-constrained subgraph LP, found a hundred times faster than by simplex.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.arrays import Ints
from solver.graphs.min_cost_flow import circulation, distances
from solver.instance.instance import Instance

SAFE: Final = 1 << 61  # the flow solver scales costs by the number of nodes


@dataclass(frozen=True)
class Relaxed:
    """`twice[e]`: 0, 1 or 2 halves of pair e; `value`: twice the weight reached; duals of people and total."""

    twice: Ints
    value: int
    dual: Ints  # (n) twice the worth of one more meeting for the person
    sides: tuple[Ints, Ints]  # (n) each: meetings of the persons' two copies


@dataclass(frozen=True)
class RemainingMeetings:
    """What the selection may use beside the required pairs: per person, and in all."""

    upper: Ints
    lower: Ints
    total: int


@dataclass(frozen=True)
class GainStep:
    """The next `most[p]` meetings of each person p gain `gain[p]` each."""

    meetings: Ints  # (n)
    gain: Ints  # (n)


def remaining_meetings(instance: Instance) -> RemainingMeetings:
    """Capacities left over by the required pairs. A negative entry proves that there is no schedule."""
    taken = instance.required_meetings
    return RemainingMeetings(
        upper=instance.attainable - taken,
        lower=np.maximum(0, np.minimum(instance.min_meetings, instance.attainable) - taken),
        total=most_meetings(instance) - int(instance.required.sum()),
    )


def most_meetings(instance: Instance) -> int:
    """Most meetings that any schedule holds: per slot by the places and by the people who can meet."""
    bound = np.unique(instance.bound_table[(instance.bound_table >= 0) & ~instance.pooled])
    room = instance.open_capacity + instance.capacity[bound].sum(axis=0)
    return int(np.minimum(room, instance.max_simultaneous).sum())


def relax(instance: Instance, room: RemainingMeetings, reward: int, weight: Ints) -> Relaxed | None:
    """Best total of `weight` (m) plus `reward` for each end of a meeting that fills a minimum; None on overflow."""
    first = np.minimum(room.lower, room.upper)
    steps = [GainStep(first, np.full(instance.people, reward)), GainStep(room.upper - first, np.zeros_like(first))]
    return relax_in_steps(instance, room, steps, weight)


def relax_in_steps(
    instance: Instance, room: RemainingMeetings, steps: Sequence[GainStep], weight: Ints
) -> Relaxed | None:
    """Best total of `weight` (m) plus each person's gains for its meetings; None on overflow."""
    open_pairs = np.flatnonzero(instance.allowed.any(axis=1) & ~instance.required)
    if not steps:  # nobody may meet anybody beside the required pairs
        steps = [GainStep(np.zeros_like(room.upper), np.zeros_like(room.upper))]
    worst = 2 * int(np.abs(weight).max(initial=0)) + max(int(step.gain.max(initial=0)) for step in steps)
    if worst * (2 * instance.people + 4) * 4 > SAFE:
        return None
    return _Network(instance, room.total, steps, weight[open_pairs], open_pairs).solve()


class _Network:
    """Nodes: left n, right n, source, sink. Arcs: pairs, the steps of both sides, the total."""

    def __init__(self, instance: Instance, total: int, steps: Sequence[GainStep], score: Ints, pairs: Ints) -> None:
        n = instance.people
        source, sink = 2 * n, 2 * n + 1
        who = np.concatenate([np.flatnonzero(step.meetings > 0) for step in steps])
        most = np.concatenate([step.meetings[step.meetings > 0] for step in steps])
        gain = np.concatenate([step.gain[step.meetings > 0] for step in steps])
        a, b = instance.a[pairs], instance.b[pairs]
        to, back = np.full(len(who), source), np.full(len(who), sink)
        self.tails = np.concatenate([a, b, to, n + who, [sink]])
        self.heads = np.concatenate([n + b, n + a, who, back, [source]])
        ones = np.ones(2 * len(pairs), dtype=np.int64)
        self.capacity = np.concatenate([ones, most, most, [2 * total]])
        self.cost = np.concatenate([-score, -score, -gain, -gain, [0]])
        self.instance, self.pairs = instance, pairs

    def solve(self) -> Relaxed:
        flows, cost = circulation(self.tails, self.heads, self.capacity, self.cost)
        n, k = self.instance.people, len(self.pairs)
        twice = np.zeros(self.instance.pairs, dtype=np.int64)
        twice[self.pairs] = flows[:k] + flows[k : 2 * k]
        distance = distances(self.tails, self.heads, self.capacity, self.cost, flows, 2 * n + 2)
        left = self._copies(self.tails[: 2 * k], flows[: 2 * k])
        right = self._copies(self.heads[: 2 * k] - n, flows[: 2 * k])
        return Relaxed(twice, -cost, distance[:n] - distance[n : 2 * n], (left, right))

    def _copies(self, ends: Ints, flows: Ints) -> Ints:
        return np.bincount(ends[flows > 0], minlength=self.instance.people)
