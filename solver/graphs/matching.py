"""Maximum-weight matching of people in one slot.

Two-sided graphs are solved exactly as a flow. Others as a flow on both copies of everybody, whose odd cycles
are then decided exactly among the pairs that the flow's prices call as good as any (rustworkx, Galil 1986).
"""

import numpy as np
import rustworkx as rx

from solver.arrays import Bools, Ints
from solver.graphs.min_cost_flow import circulation, distances


def match(
    a: Ints, b: Ints, weight: Ints, people: int, side: Bools | None, margin: float, most: int | None = None
) -> Bools:
    """Which edges (a[i], b[i]) of positive weight form the matching, at most `most` (None: any number) of them.

    `side` splits two-sided graphs, which are solved exactly; others are where `most` does not bind.
    `margin`: edges this share of the largest weight below their price can still be chosen.
    """
    chosen = np.zeros(len(a), dtype=bool)
    useful = np.flatnonzero(weight > 0)
    useful = useful[_heaviest_of_each(a[useful], b[useful], weight[useful], people)]
    most = people if most is None else most
    if not len(useful) or most <= 0:
        return chosen
    x, y, w = a[useful], b[useful], weight[useful]
    if side is not None:
        left, right = np.where(side[x], x, y), np.where(side[x], y, x)
        flow, _, _ = _flow(left, right, w, people, most)
        chosen[useful[flow > 0]] = True
        return chosen
    both = np.concatenate([x, y]), np.concatenate([y, x]), np.concatenate([w, w])
    flow, price, toll = _flow(*both, people, 2 * most)
    twice = flow[: len(x)] + flow[len(x) :]
    if (twice == 1).any():
        tight = np.flatnonzero(2 * w - price[x] - price[y] >= -margin * int(w.max()))
        found = tight[_exact(x[tight], y[tight], w[tight] - toll, people)]
        chosen[useful[found[np.argsort(-w[found], kind="stable")[:most]]]] = True
    else:
        chosen[useful[twice == 2]] = True
    return chosen


def _heaviest_of_each(a: Ints, b: Ints, weight: Ints, people: int) -> Ints:
    """Indexes of the edges, one (the heaviest, then the first) for each two people."""
    key = np.minimum(a, b) * people + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(key[order]) != 0
    if first.all():
        return np.arange(len(a))
    order = np.lexsort((-weight, key))
    return np.sort(order[first])


def _flow(left: Ints, right: Ints, weight: Ints, people: int, most: int) -> tuple[Ints, Ints, int]:
    """Best assignment of left to right of at most `most`, for each person the sum of its two prices, and what one more
    assignment would have to be worth."""
    source, sink = 2 * people, 2 * people + 1
    ends = np.arange(people)
    tails = np.concatenate([left, np.full(people, source), people + ends, [sink]])
    heads = np.concatenate([people + right, ends, np.full(people, sink), [source]])
    cost = np.concatenate([-weight, np.zeros(2 * people + 1, dtype=np.int64)])
    capacity = np.ones(len(tails), dtype=np.int64)
    capacity[-1] = most
    flows, _ = circulation(tails, heads, capacity, cost)
    distance = distances(tails, heads, capacity, cost, flows, 2 * people + 2)
    toll = max(0, int(distance[source] - distance[sink]))
    return flows[: len(left)], distance[:people] - distance[people : 2 * people], toll


def _exact(a: Ints, b: Ints, weight: Ints, people: int) -> Bools:
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    edges = list(zip(a.tolist(), b.tolist(), range(len(a)), strict=True))
    graph.add_edges_from(edges)
    weights: list[int] = weight.tolist()
    chosen = np.zeros(len(a), dtype=bool)
    for x, y in rx.max_weight_matching(graph, weight_fn=lambda i: weights[i]):
        chosen[graph.get_edge_data(x, y)] = True
    return chosen
