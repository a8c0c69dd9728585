"""No slot holds more meetings than there are places at tables."""

import numpy as np

from solver.exact.counting import any_of, at_most
from solver.exact.model import Lit, Model


def add_tables(model: Model) -> None:
    """Each shared table by itself, then all tables that are not reserved together."""
    instance = model.instance
    for k in instance.shared:
        mine = [int(e) for e in np.flatnonzero(instance.place == k)]
        for t in range(instance.slots):
            _limit(model, mine, t, int(instance.capacity[k, t]))
    pooled = [int(e) for e in np.flatnonzero(instance.pooled)]
    for t in range(instance.slots):
        _limit(model, pooled, t, int(instance.pool[t]))


def _limit(model: Model, pairs: list[int], t: int, places: int) -> None:
    """Meetings that share a person exclude each other, so each star of them counts as one input."""
    here = [e for e in pairs if t in model.meets[e]]
    a, b = model.instance.a, model.instance.b
    busy = {int(p) for e in here for p in (a[e], b[e])}
    if min(len(here), len(busy) // 2) <= places:
        return
    stars = _stars(model, here)
    at_most(model.cp, [any_of(model.cp, [model.meets[e][t] for e in star]) for star in stars], places)
    people = [model.used[p][t] for p in sorted(busy)]
    if len(here) == sum(t in slots for slots in model.meets):
        _even(model, people, places)


def _stars(model: Model, pairs: list[int]) -> list[list[int]]:
    """Cover the pairs with few stars: always the person with the most pairs left (greedy vertex cover)."""
    left: dict[int, set[int]] = {}
    for e in pairs:
        for p in (int(model.instance.a[e]), int(model.instance.b[e])):
            left.setdefault(p, set()).add(e)
    stars: list[list[int]] = []
    while True:
        centre = max(left, key=lambda p: (len(left[p]), -p))
        if not left[centre]:
            return stars
        star = sorted(left[centre])
        stars.append(star)
        for e in star:
            for p in (int(model.instance.a[e]), int(model.instance.b[e])):
                left[p].discard(e)


def _even(model: Model, people: list[Lit], places: int) -> None:
    """Implied: as everybody meets somebody, the number of busy people is even and at most twice the places."""
    half = model.cp.new_int_var(0, min(places, len(people) // 2), "")
    model.cp.add(sum(people) == 2 * half)
