"""Small problems in which every rule is likely to matter: more wishes than fit, few of them contradictory."""

from __future__ import annotations

import random
from itertools import combinations

from solver import Fixed, Pair, Person, Problem, Slot, Table

DAYS = ((4,), (5,), (3, 2), (2, 2), (2, 3))
NAMES = ("ann", "bob", "cleo", "dan", "eve")


def lively(seed: int, pairs: int = 7, rooms: int = 2) -> Problem:
    """Five people, four or five slots; `rooms` tables at most."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    day = r.choice(DAYS)
    blocks = [f"b{k}" for k, size in enumerate(day) for _ in range(size)]
    slots = tuple(Slot(f"s{t}", block) for t, block in enumerate(blocks))
    times = [s.id for s in slots]
    tables = tuple(
        Table(f"t{k}", r.choice([1, 2]), most_of(times, r, 0.3), reserved=k == 1 and r.random() < 0.3)
        for k in range(r.randint(1, rooms))
    )
    people = tuple(person(name, times, tables, r) for name in NAMES)
    whom = r.sample(list(combinations(NAMES, 2)), pairs - 1)
    wishes = tuple(wish(a, b, times, r) for a, b in [*whom, r.choice(whom)])
    first, then = r.sample(range(pairs), 2)
    before = ((first, then),) if r.random() < 0.4 else ()
    spread = r.choice([None, None, 0, 1])
    return Problem(f"lively {seed}", slots, tables, people, wishes, before, spread)


def person(name: str, times: list[str], tables: tuple[Table, ...], r: random.Random) -> Person:
    return Person(
        name,
        available=most_of(times, r, 0.5),
        min_meetings=r.choice([0, 1, 2, 3]),
        max_meetings=r.choice([None, None, 2, 3]),
        max_consecutive=r.choice([None, None, 1, 2]),
        table=tables[-1].id if r.random() < 0.2 else None,
    )


def wish(a: str, b: str, times: list[str], r: random.Random) -> Pair:
    one, other = r.sample([a, b], 2)
    fixed = Fixed(slot=r.choice(times)) if r.random() < 0.04 else None
    return Pair(one, other, r.randint(1, 9), r.random() < 0.08, most_of(times, r, 0.4), fixed)


def most_of(times: list[str], r: random.Random, chance: float) -> tuple[str, ...] | None:
    """All (None), or at random two thirds of them."""
    return None if r.random() > chance else tuple(t for t in times if r.random() < 0.65)
