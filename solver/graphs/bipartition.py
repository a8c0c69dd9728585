"""The two sides of a bipartite graph."""

import numpy as np

from solver.arrays import Bools, Ints


def two_sides(a: Ints, b: Ints, people: int) -> Bools | None:
    """(people) whether each person is on the first side; None if an odd cycle rules out two sides.

    `a`, `b`: (m) the two people of each pair.
    """
    import rustworkx as rx  # imported late: it takes 0.2 s, and many uses do not need it

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data(list(zip(a.tolist(), b.tolist(), strict=True)))
    colours = rx.two_color(graph)
    if colours is None:
        return None
    return np.array([colours[p] == 1 for p in range(people)], dtype=bool)
