"""Meetings that share a person exclude each other, so in a count of meetings each star of them is one input."""

from solver.instance import Instance


def stars(instance: Instance, pairs: list[int]) -> list[list[int]]:
    """Cover the pairs with few stars: always the person with the most pairs left (greedy vertex cover)."""
    ends = {e: (int(instance.a[e]), int(instance.b[e])) for e in pairs}
    left: dict[int, set[int]] = {}
    for e in pairs:
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
