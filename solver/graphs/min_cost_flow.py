"""Minimum-cost circulation on arrays of arcs, and optimal potentials of its nodes."""

import numpy as np
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]  # compiled, without stubs

from solver.arrays import Ints


def circulation(tails: Ints, heads: Ints, capacity: Ints, cost: Ints) -> tuple[Ints, int]:
    """The flow on each arc (arcs) of a circulation of minimum cost, and its cost. Raises RuntimeError on overflow."""
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacity.astype(np.int64), cost.astype(np.int64)
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"a flow ended with {status.name}")
    return np.asarray(solver.flows(arcs), dtype=np.int64), int(solver.optimal_cost())


def distances(tails: Ints, heads: Ints, capacity: Ints, cost: Ints, flows: Ints, nodes: int) -> Ints:
    """(nodes) shortest distances in the residual network: optimal potentials (Bellman-Ford on arrays)."""
    forward, backward = flows < capacity, flows > 0
    start = np.concatenate([tails[forward], heads[backward]])
    end = np.concatenate([heads[forward], tails[backward]])
    length = np.concatenate([cost[forward], -cost[backward]])
    order = np.argsort(end, kind="stable")
    start, length = start[order], length[order]
    targets, offsets = np.unique(end[order], return_index=True)
    distance = np.zeros(nodes, dtype=np.int64)
    for _ in range(nodes if len(start) else 0):
        reached = np.minimum.reduceat(distance[start] + length, offsets)
        if not (reached < distance[targets]).any():
            break
        distance[targets] = np.minimum(distance[targets], reached)
    return distance
