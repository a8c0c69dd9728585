"""Maximum-weight matching of people in one slot.

Two-sided graphs are solved exactly as a flow. Other graphs are relaxed to a flow between two copies of all people; if
the flow contains odd cycles, a general matching (rustworkx, Galil 1986) is solved exactly on the edges whose reduced
cost is close to zero.
"""

import numpy as np
import rustworkx as rx

from solver.arrays import Bools, Ints
from solver.graphs.min_cost_flow import circulation, distances


def match(
    a: Ints, b: Ints, weight: Ints, people: int, side: Bools | None, margin: float, max_edges: int | None = None
) -> Bools:
    """(len(a)) whether edge (a[i], b[i]) is in the matching of at most `max_edges` edges (None: no limit).

    `weight`: (len(a)), only edges of positive weight are used; `side`: (people) the side of each person in a two-sided
    graph, solved exactly; other graphs are solved exactly only if `max_edges` does not bind. `margin`: edges whose
    price exceeds their weight by at most this share of the largest weight can be chosen.

    Raises RuntimeError on overflow.
    """
    chosen = np.zeros(len(a), dtype=bool)
    useful = np.flatnonzero(weight > 0)
    useful = useful[_heaviest_of_each(a[useful], b[useful], weight[useful], people)]
    max_edges = people if max_edges is None else max_edges
    if not len(useful) or max_edges <= 0:
        return chosen
    x, y, w = a[useful], b[useful], weight[useful]
    if side is not None:
        left, right = np.where(side[x], x, y), np.where(side[x], y, x)
        flow, _, _ = _flow(left, right, w, people, max_edges)
        chosen[useful[flow > 0]] = True
        return chosen
    both = np.concatenate([x, y]), np.concatenate([y, x]), np.concatenate([w, w])
    flow, prices, limit_price = _flow(*both, people, 2 * max_edges)
    twice = flow[: len(x)] + flow[len(x) :]
    if (twice == 1).any():
        tight = np.flatnonzero(2 * w - prices[x] - prices[y] >= -margin * int(w.max()))
        matched = tight[_exact(x[tight], y[tight], w[tight] - limit_price, people)]
        chosen[useful[matched[np.argsort(-w[matched], kind="stable")[:max_edges]]]] = True
    else:
        chosen[useful[twice == 2]] = True
    return chosen


def _heaviest_of_each(a: Ints, b: Ints, weight: Ints, people: int) -> Ints:
    """Indexes of the heaviest edge (the first of equals) between each two people."""
    key = np.minimum(a, b) * people + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(key[order]) != 0
    if first.all():
        return np.arange(len(a))
    order = np.lexsort((-weight, key))
    return np.sort(order[first])


def _flow(left: Ints, right: Ints, weight: Ints, people: int, max_edges: int) -> tuple[Ints, Ints, int]:
    """Maximum-weight assignment of left to right with at most `max_edges` edges.

    Returns the flow of each edge, the sum of the prices of each person's two copies, and the dual price of the limit.
    """
    source, sink = 2 * people, 2 * people + 1
    ends = np.arange(people)
    tails = np.concatenate([left, np.full(people, source), people + ends, [sink]])
    heads = np.concatenate([people + right, ends, np.full(people, sink), [source]])
    cost = np.concatenate([-weight, np.zeros(2 * people + 1, dtype=np.int64)])
    capacity = np.ones(len(tails), dtype=np.int64)
    capacity[-1] = max_edges
    flows, _ = circulation(tails, heads, capacity, cost)
    distance = distances(tails, heads, capacity, cost, flows, 2 * people + 2)
    limit_price = max(0, int(distance[source] - distance[sink]))
    return flows[: len(left)], distance[:people] - distance[people : 2 * people], limit_price


def _exact(a: Ints, b: Ints, weight: Ints, people: int) -> Bools:
    """Maximum-weight matching of a general graph."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    edges = list(zip(a.tolist(), b.tolist(), range(len(a)), strict=True))
    graph.add_edges_from(edges)
    weights: list[int] = weight.tolist()
    chosen = np.zeros(len(a), dtype=bool)
    for x, y in rx.max_weight_matching(graph, weight_fn=lambda i: weights[i]):
        chosen[graph.get_edge_data(x, y)] = True
    return chosen
