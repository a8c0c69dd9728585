"""Random problems of three kinds: tiny ones with every rule, tight ones, and one of the size of a small event."""

from __future__ import annotations

import random
from itertools import combinations

from solver import Fixed, Pair, Person, Problem, Slot, Table, Tier
from tests.solver.builders import objective, problem
from tests.solver.builders import slots as slots_of

DAYS = ((4,), (5,), (3, 2), (2, 2), (2, 3))
TIERS = ("minimums", "score", "gaps", "moves")
NAMES = ("ann", "bob", "cleo", "dan", "eve")


def tight_problem(seed: int, pairs: int = 7, rooms: int = 2) -> Problem:
    """Five people, four or five slots, at most `rooms` tables: more wishes than fit, few of them contradictory."""
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
    return Problem(f"tight {seed}", slots, tables, people, wishes, before, spread)


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


def some(r, names, chance):
    """All of them, or at random some."""
    return None if r.random() < chance else tuple(n for n in names if r.random() < 0.7)


def random_problem(seed: int) -> Problem:
    """At most five people, four slots, three tables and five pairs: small enough for `oracle`."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    count, blocks = r.randint(1, 4), r.randint(1, 2)
    slots = tuple(Slot(f"s{t}", f"b{t * blocks // count}") for t in range(count))
    names = [s.id for s in slots]
    tables = tuple(
        Table(f"t{k}", r.choice([1, 1, 1, 2]), some(r, names, 0.8), r.random() < 0.2) for k in range(r.randint(1, 3))
    )
    people = tuple(
        Person(
            f"p{i}",
            available=some(r, names, 0.7),
            min_meetings=r.choice([0, 0, 1, 2]),
            max_meetings=r.choice([None, None, 1, 2]),
            max_consecutive=r.choice([None, None, None, 1, 2]),
            table=r.choice([None, None, None, tables[0].id]),
        )
        for i in range(r.randint(2, 5))
    )
    pairs = tuple(random_pair(r, people, names, tables) for _ in range(r.randint(0, 5)))
    m = len(pairs)
    before = {tuple(r.sample(range(m), 2)) for _ in range(r.choice([0, 0, 1, 2]))} if m > 1 else set()
    order = r.sample(TIERS, r.randint(0, 4)) if r.random() < 0.6 else list(TIERS)
    objective = tuple(Tier(name, r.choice([0, 0, 0.2])) for name in order)
    spread = r.choice([None, None, None, 0, 1])
    return Problem(f"random {seed}", slots, tables, people, pairs, tuple(sorted(before)), spread, objective)


def random_pair(r, people, names, tables):
    a, b = r.sample(people, 2)
    fixed = None
    if r.random() < 0.15:
        where = r.choice([r.choice(tables).id, None])
        fixed = Fixed(r.choice(names) if where is None or r.random() < 0.5 else None, where)
    return Pair(a.id, b.id, r.randint(0, 9), r.random() < 0.3, some(r, names, 0.85), fixed)


def medium_problem(seed: int, people: int = 20) -> Problem:
    """Eight slots in two blocks, more wishes than fit."""
    r = random.Random(seed)  # noqa: S311 - made problems, no secrets
    names = [f"p{i}" for i in range(people)]
    whom = " ".join(f"{a}-{b}:{r.randint(1, 50)}" for a in names for b in r.sample(names, 7) if a < b)
    return problem(" ".join(names), whom, slots_of(4, 4), where=6, objective=objective("score", "gaps", "moves"))
