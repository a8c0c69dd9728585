"""Odd-set (blossom) inequalities: an odd number of people leaves at least one unmatched in each slot (Edmonds 1965)."""

from collections.abc import Iterator

import numpy as np
from ortools.graph.python import max_flow  # type: ignore[import-untyped]  # compiled, without stubs

from solver.arrays import Bools, Ints
from solver.instance.instance import Instance
from solver.selection.shared_capacity import SharedCapacity


def odd_sets(instance: Instance, chosen: Bools, max_people: int) -> tuple[SharedCapacity, ...]:
    """Capacities of sets of people with more chosen meetings (m) among them than fit in their slots.

    In such a set, the meetings with outsiders plus the unused slots number fewer than the slots in which the set is
    odd, so the set is a small cut. If all people are always available, all violated sets are found (Padberg and Rao
    1982, on a Gomory-Hu tree by Gusfield's method). None are searched if more than `max_people` people are tight.
    Raises RuntimeError if a cut cannot be computed.
    """
    spare = instance.available.sum(axis=1) - instance.meetings_of(chosen)
    tight = np.flatnonzero(spare < instance.slots)
    if len(tight) > max_people:
        return ()
    cuts: dict[bytes, SharedCapacity] = {}
    for people in _small_cuts(instance, chosen, spare, tight):
        candidate = _capacity_of(instance, people)
        if (candidate.pairs & chosen).sum() > candidate.limit:
            cuts.setdefault(people.tobytes(), candidate)
    return tuple(cuts.values())


def _capacity_of(instance: Instance, people: Bools) -> SharedCapacity:
    """The capacity of the meetings among these people (n)."""
    limit = int((instance.available[people].sum(axis=0) // 2).sum())
    return SharedCapacity(people[instance.a] & people[instance.b], limit)


def _small_cuts(instance: Instance, chosen: Bools, spare: Ints, tight: Ints) -> Iterator[Bools]:
    """(n) sides (without the outside node) of the cuts of a Gomory-Hu tree smaller than the number of slots."""
    outside = len(tight)
    node = np.full(instance.people, outside)
    node[tight] = np.arange(outside)
    tails = np.concatenate([node[instance.a[chosen]], np.arange(outside)])
    heads = np.concatenate([node[instance.b[chosen]], np.full(outside, outside)])
    capacity = np.concatenate([np.ones(int(chosen.sum()), dtype=np.int64), spare[tight]])
    between = tails != heads
    tails, heads, capacity = tails[between], heads[between], capacity[between]
    parent = np.full(outside, outside)
    for s in range(outside):
        size, side = _cut(tails, heads, capacity, s, int(parent[s]), outside + 1)
        after = np.arange(outside) > s
        parent[after & side[:outside] & (parent == parent[s])] = s
        if size < instance.slots:
            people = np.zeros(instance.people, dtype=bool)
            people[tight] = side[:outside] ^ side[outside]
            yield people


def _cut(tails: Ints, heads: Ints, capacity: Ints, s: int, t: int, nodes: int) -> tuple[int, Bools]:
    """The size of a minimum cut between s and t, and (nodes) whether each node is on the side of s."""
    solver = max_flow.SimpleMaxFlow()
    ends = np.concatenate([tails, heads]).astype(np.int32), np.concatenate([heads, tails]).astype(np.int32)
    solver.add_arcs_with_capacity(*ends, np.concatenate([capacity, capacity]))
    if solver.solve(s, t) != solver.OPTIMAL:
        raise RuntimeError("a cut between two people could not be found")
    side = np.zeros(nodes, dtype=bool)
    side[solver.get_source_side_min_cut()] = True
    return int(solver.optimal_flow()), side
