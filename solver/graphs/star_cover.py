"""Star covers: at most one edge of a star can be in a matching, so a count of edges needs one input per star."""

from collections.abc import Iterable

from solver.arrays import Ints


def stars(a: Ints, b: Ints, pairs: Iterable[int]) -> list[list[int]]:
    """Cover the pairs with few stars by greedy vertex cover: the next centre has the most uncovered pairs.

    `a`, `b`: (m) the two people of each pair; `pairs`: indexes of the pairs to cover.
    """
    ends = {e: (int(a[e]), int(b[e])) for e in pairs}
    uncovered: dict[int, set[int]] = {}
    for e in ends:
        for p in ends[e]:
            uncovered.setdefault(p, set()).add(e)
    cover: list[list[int]] = []
    while True:
        centre = max(uncovered, key=lambda p: (len(uncovered[p]), -p))
        if not uncovered[centre]:
            return cover
        star = sorted(uncovered[centre])
        cover.append(star)
        for e in star:
            for p in ends[e]:
                uncovered[p].discard(e)
