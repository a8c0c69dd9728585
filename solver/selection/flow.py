"""The linear relaxation of the selection as a minimum-cost flow.

Every person stands once on the left and once on the right; a pair becomes two arcs of capacity 1. Half the flow is
an optimal, half-integral solution of the degree-constrained subgraph LP, found a hundred times faster than by simplex.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.flows import circulation, distances
from solver.instance import Instance, Ints

SAFE: Final = 1 << 61  # the flow solver scales costs by the number of nodes


@dataclass(frozen=True)
class Relaxed:
    """`twice[e]`: 0, 1 or 2 halves of pair e; `value`: twice the weight reached; duals of people and total."""

    twice: Ints
    value: int
    dual: Ints  # (n) twice the worth of one more meeting for the person


@dataclass(frozen=True)
class Limits:
    """What the selection may use beside the required pairs: per person, and in all."""

    most: Ints
    least: Ints
    total: int


def limits(instance: Instance) -> Limits:
    """Capacities left over by the required pairs. A negative entry proves that there is no schedule."""
    ends = np.concatenate([instance.a[instance.must], instance.b[instance.must]])
    taken = np.bincount(ends, minlength=instance.people)
    return Limits(
        most=instance.attainable - taken,
        least=np.maximum(0, np.minimum(instance.least, instance.attainable) - taken),
        total=places(instance) - int(instance.must.sum()),
    )


def places(instance: Instance) -> int:
    """Most meetings that any schedule holds: per slot by the places and by half the people who are free."""
    bound = np.unique(instance.place[(instance.place >= 0) & ~instance.pooled])
    room = instance.pool + instance.capacity[bound].sum(axis=0)
    return int(np.minimum(room, instance.free.sum(axis=0) // 2).sum())


def relax(instance: Instance, room: Limits, reward: int, weight: Ints) -> Relaxed | None:
    """Best total of `weight` (m) plus `reward` for each end of a meeting that fills a minimum; None on overflow."""
    open_pairs = np.flatnonzero(instance.allowed.any(axis=1) & ~instance.must)
    worst = 2 * int(np.abs(weight).max(initial=0)) + reward
    if worst * (2 * instance.people + 4) * 4 > SAFE:
        return None
    network = _Network(instance, room, reward, weight[open_pairs], open_pairs)
    return network.solve()


class _Network:
    """Nodes: left n, right n, source, sink. Arcs: pairs, minimums and rests of both sides, the total."""

    def __init__(self, instance: Instance, room: Limits, reward: int, score: Ints, pairs: Ints) -> None:
        n = instance.people
        people, source, sink = np.arange(n), 2 * n, 2 * n + 1
        a, b = instance.a[pairs], instance.b[pairs]
        first = np.minimum(room.least, room.most)
        rest = room.most - first
        to, back = np.full(n, source), np.full(n, sink)
        self.tails = np.concatenate([a, b, to, to, n + people, n + people, [sink]])
        self.heads = np.concatenate([n + b, n + a, people, people, back, back, [source]])
        ones = np.ones(2 * len(pairs), dtype=np.int64)
        self.capacity = np.concatenate([ones, first, rest, first, rest, [2 * room.total]])
        gain, none = np.full(n, -reward), np.zeros(n, dtype=np.int64)
        self.cost = np.concatenate([-score, -score, gain, none, gain, none, [0]])
        self.instance, self.pairs = instance, pairs

    def solve(self) -> Relaxed:
        flows, cost = circulation(self.tails, self.heads, self.capacity, self.cost)
        n, k = self.instance.people, len(self.pairs)
        twice = np.zeros(self.instance.pairs, dtype=np.int64)
        twice[self.pairs] = flows[:k] + flows[k : 2 * k]
        distance = distances(self.tails, self.heads, self.capacity, self.cost, flows, 2 * n + 2)
        return Relaxed(twice, -cost, distance[:n] - distance[n : 2 * n])
