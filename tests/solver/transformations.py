"""Changes of a problem whose effect on the optimum is known beforehand."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from solver import Fixed, Pair, Person, Problem, Slot, Table

Change = Callable[[Problem], Problem]


def each_person(**fields: object) -> Change:
    return lambda p: replace(p, people=tuple(replace(q, **fields) for q in p.people))


def each_pair(**fields: object) -> Change:
    return lambda p: replace(p, pairs=tuple(replace(q, **fields) for q in p.pairs))


def each_table(**fields: object) -> Change:
    return lambda p: replace(p, tables=tuple(replace(t, **fields) for t in p.tables))


def another_table(p: Problem) -> Problem:
    return replace(p, tables=(*p.tables, Table("another")))


def more_places(p: Problem) -> Problem:
    return replace(p, tables=tuple(replace(t, capacity=t.capacity + 1) for t in p.tables))


def another_candidate(score: int) -> Change:
    """The first two people may meet (once more)."""
    return lambda p: replace(p, pairs=(*p.pairs, Pair(p.people[0].id, p.people[1].id, score)))


FREER: Mapping[str, Change] = {
    "a table more": another_table,
    "a place more at every table": more_places,
    "no table is ever closed": each_table(slots=None),
    "no table is reserved": each_table(reserved=False),
    "everybody is there all the time": each_person(available=None),
    "nobody has a limit": each_person(max_meetings=None),
    "nobody needs a rest": each_person(max_consecutive=None),
    "every pair may meet at any time": each_pair(slots=None),
    "nothing is required or fixed": each_pair(required=False, fixed=None),
    "no order among meetings": lambda p: replace(p, before=()),
    "gaps may be spread at will": lambda p: replace(p, max_gap_spread=None),
    "a candidate of score 0 more": another_candidate(0),
    "a worthy candidate more": another_candidate(7),
}
"""What every schedule of the problem survives: all of them remain, worth the same."""


def tables_shuffled(p: Problem) -> Problem:
    return replace(p, tables=tuple(_shuffled(p.tables)))


def pairs_shuffled(p: Problem) -> Problem:
    order = _shuffled(range(len(p.pairs)))
    place = {i: k for k, i in enumerate(order)}
    before = tuple((place[i], place[j]) for i, j in p.before)
    return replace(p, pairs=tuple(p.pairs[i] for i in order), before=before)


def slots_renamed(p: Problem) -> Problem:
    """Names whose alphabetical order is not that of time; blocks as well."""
    ids = dict(zip([s.id for s in p.slots], _shuffled([f"x{t}" for t in range(len(p.slots))]), strict=True))
    blocks = {s.block: f"z{9 - k}" for k, s in enumerate(p.slots)}
    return _over_slots(p, tuple(Slot(ids[s.id], blocks[s.block]) for s in p.slots), ids)


def backwards(p: Problem) -> Problem:
    """The day runs from its end to its beginning."""
    return replace(p, slots=p.slots[::-1], before=tuple((j, i) for i, j in p.before))


def sides_swapped(p: Problem) -> Problem:
    """`b` is named first, unless it matters: at a meeting of two owners."""
    owners = {q.id for q in p.people if q.table is not None}
    swapped = (q if {q.a, q.b} <= owners else replace(q, a=q.b, b=q.a) for q in p.pairs)
    return replace(p, pairs=tuple(swapped))


def an_idle_slot(p: Problem) -> Problem:
    """A later block in which nobody is there."""
    names = tuple(s.id for s in p.slots)
    there = tuple(replace(q, available=names if q.available is None else q.available) for q in p.people)
    return replace(p, slots=(*p.slots, Slot("late", "evening")), people=there)


def useless_tables(p: Problem) -> Problem:
    """A table that is always closed, and one that is reserved for nobody."""
    return replace(p, tables=(Table("shut", slots=()), *p.tables, Table("nobody's", reserved=True)))


def somebody_whom_nobody_meets(p: Problem) -> Problem:
    """The limit on the spread of gaps would hold for this person, too: somebody without gaps."""
    return replace(p, people=(Person("stranger"), *p.people), max_gap_spread=None)


ALIKE: Mapping[str, Change] = {
    "tables in another order": tables_shuffled,
    "pairs in another order": pairs_shuffled,
    "slots and blocks of other names": slots_renamed,
    "time backwards": backwards,
    "the other one named first": sides_swapped,
    "a slot in which nobody is there": an_idle_slot,
    "tables that nobody can use": useless_tables,
}
"""What changes nothing of value."""


def one_block(p: Problem) -> Problem:
    """No pauses: runs grow together, and free time between two blocks becomes a gap."""
    return replace(p, slots=tuple(replace(s, block="") for s in p.slots))


def _over_slots(p: Problem, slots: tuple[Slot, ...], ids: Mapping[str, str]) -> Problem:
    """The problem on renamed slots."""

    def named(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else tuple(ids[name] for name in names)

    def fixed(f: Fixed | None) -> Fixed | None:
        return f if f is None or f.slot is None else replace(f, slot=ids[f.slot])

    return replace(
        p,
        slots=slots,
        tables=tuple(replace(t, slots=named(t.slots)) for t in p.tables),
        people=tuple(replace(q, available=named(q.available)) for q in p.people),
        pairs=tuple(replace(q, slots=named(q.slots), fixed=fixed(q.fixed)) for q in p.pairs),
    )


def _shuffled(things):
    """Always the same way, and never as they were where there are two or more."""
    rest = list(things)
    random.Random(len(rest)).shuffle(rest)  # noqa: S311 - no secrets
    return rest if rest != list(things) else rest[::-1]
