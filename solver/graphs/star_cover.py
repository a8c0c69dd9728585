"""Star covers: edges that share an end exclude each other, so in a count each star of edges is one input."""

from collections.abc import Iterable

from solver.arrays import Ints


def stars(a: Ints, b: Ints, pairs: Iterable[int]) -> list[list[int]]:
    """Cover the pairs with few stars: always the person with the most pairs left (greedy vertex cover).

    `a`, `b`: (m) the two people of each pair; `pairs`: indexes of the pairs to cover.
    """
    ends = {e: (int(a[e]), int(b[e])) for e in pairs}
    left: dict[int, set[int]] = {}
    for e in ends:
        for p in ends[e]:
            left.setdefault(p, set()).add(e)
    found: list[list[int]] = []
    while True:
        centre = max(left, key=lambda p: (len(left[p]), -p))
        if not left[centre]:
            return found
        star = sorted(left[centre])
        found.append(star)
        for e in star:
            for p in ends[e]:
                left[p].discard(e)
