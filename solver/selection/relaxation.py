"""The linear relaxation of the selection as a minimum-cost flow.

Each person has a left and a right node; each pair becomes two arcs of capacity 1. Half the flow is an optimal,
half-integral solution of the LP of the degree-constrained subgraph, a hundred times faster than by the simplex method.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.arrays import Ints
from solver.graphs.min_cost_flow import circulation, distances
from solver.instance.instance import Instance

MAX_FLOW_COST: Final = 1 << 61  # the flow solver multiplies costs by the number of nodes


@dataclass(frozen=True)
class Relaxed:
    """An optimal half-integral selection, without the required pairs."""

    halves: Ints  # (m) 0, 1 or 2 halves of each pair
    value: int  # twice the total weight
    dual: Ints  # (n) twice the dual price of one more meeting of each person
    sides: tuple[Ints, Ints]  # (n), (n) meetings of each person's left and right node


@dataclass(frozen=True)
class RemainingMeetings:
    """Limits of the optional meetings: those left over by the required pairs."""

    upper: Ints  # (n) the most further meetings of each person
    lower: Ints  # (n) further meetings needed to reach each minimum, as far as attainable
    total: int


@dataclass(frozen=True)
class GainStep:
    """The next `meetings[p]` meetings of each person p gain `gain[p]` each."""

    meetings: Ints  # (n)
    gain: Ints  # (n)


def remaining_meetings(instance: Instance) -> RemainingMeetings:
    """The limits left over by the required pairs. A negative value proves that there is no schedule."""
    required = instance.required_meetings
    return RemainingMeetings(
        upper=instance.attainable - required,
        lower=np.maximum(0, np.minimum(instance.min_meetings, instance.attainable) - required),
        total=total_meetings_bound(instance) - int(instance.required.sum()),
    )


def total_meetings_bound(instance: Instance) -> int:
    """Upper bound of the meetings of a schedule: in each slot, by table capacity and by the people who can meet."""
    bound = np.unique(instance.bound_table[(instance.bound_table >= 0) & ~instance.pooled])
    capacity = instance.open_capacity + instance.capacity[bound].sum(axis=0)
    return int(np.minimum(capacity, instance.max_simultaneous).sum())


def relax(instance: Instance, remaining: RemainingMeetings, reward: int, weight: Ints) -> Relaxed | None:
    """Maximum of the total `weight` (m) plus `reward` for each missing meeting of a minimum that is filled.

    None if the numbers overflow the flow.
    """
    missing = np.minimum(remaining.lower, remaining.upper)
    steps = [
        GainStep(missing, np.full(instance.people, reward)),
        GainStep(remaining.upper - missing, np.zeros_like(missing)),
    ]
    return relax_in_steps(instance, remaining, steps, weight)


def relax_in_steps(
    instance: Instance, remaining: RemainingMeetings, steps: Sequence[GainStep], weight: Ints
) -> Relaxed | None:
    """Maximum of the total `weight` (m) plus the gains of each person's meetings; None if the flow overflows.

    `steps`: in order of falling gain, so that the gains of each person are concave.
    """
    open_pairs = np.flatnonzero(instance.allowed.any(axis=1) & ~instance.required)
    if not steps:  # no optional meetings are possible
        steps = [GainStep(np.zeros_like(remaining.upper), np.zeros_like(remaining.upper))]
    largest = 2 * int(np.abs(weight).max(initial=0)) + max(int(step.gain.max(initial=0)) for step in steps)
    if largest * (2 * instance.people + 4) * 4 > MAX_FLOW_COST:
        return None
    return _Network(instance, remaining.total, steps, weight[open_pairs], open_pairs).solve()


class _Network:
    """Nodes: n left, n right, source, sink. Arcs: both directions of each pair, the steps of both sides, the total."""

    def __init__(self, instance: Instance, total: int, steps: Sequence[GainStep], score: Ints, pairs: Ints) -> None:
        n = instance.people
        source, sink = 2 * n, 2 * n + 1
        who = np.concatenate([np.flatnonzero(step.meetings > 0) for step in steps])
        amount = np.concatenate([step.meetings[step.meetings > 0] for step in steps])
        gain = np.concatenate([step.gain[step.meetings > 0] for step in steps])
        a, b = instance.a[pairs], instance.b[pairs]
        sources, sinks = np.full(len(who), source), np.full(len(who), sink)
        self.tails = np.concatenate([a, b, sources, n + who, [sink]])
        self.heads = np.concatenate([n + b, n + a, who, sinks, [source]])
        ones = np.ones(2 * len(pairs), dtype=np.int64)
        self.capacity = np.concatenate([ones, amount, amount, [2 * total]])
        self.cost = np.concatenate([-score, -score, -gain, -gain, [0]])
        self.instance, self.pairs = instance, pairs

    def solve(self) -> Relaxed:
        flows, cost = circulation(self.tails, self.heads, self.capacity, self.cost)
        n, k = self.instance.people, len(self.pairs)
        halves = np.zeros(self.instance.pairs, dtype=np.int64)
        halves[self.pairs] = flows[:k] + flows[k : 2 * k]
        distance = distances(self.tails, self.heads, self.capacity, self.cost, flows, 2 * n + 2)
        left = self._degrees(self.tails[: 2 * k], flows[: 2 * k])
        right = self._degrees(self.heads[: 2 * k] - n, flows[: 2 * k])
        return Relaxed(halves, -cost, distance[:n] - distance[n : 2 * n], (left, right))

    def _degrees(self, ends: Ints, flows: Ints) -> Ints:
        """(n) number of arcs with flow at each end."""
        return np.bincount(ends[flows > 0], minlength=self.instance.people)
