"""Builders of small problems in one line each, and accessors of a schedule's values."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from solver import Meeting, Pair, Person, Problem, Schedule, Slot, Status, Table, Tier, TierValue
from solver.parameters import DEFAULT_PARAMETERS
from solver.verify import tier_values

NO_PROOFS = replace(  # every problem counts as too large for CP-SAT
    DEFAULT_PARAMETERS, proof=replace(DEFAULT_PARAMETERS.proof, max_choices=-1, max_seat_choices=-1)
)


def slots(*blocks: int) -> tuple[Slot, ...]:
    """`slots(3, 2)`: s0 to s2 in block b0, s3 and s4 in block b1."""
    names = [f"b{k}" for k, size in enumerate(blocks) for _ in range(size)]
    return tuple(Slot(f"s{t}", block) for t, block in enumerate(names))


def tables(count: int, **fields: Any) -> tuple[Table, ...]:
    return tuple(Table(f"t{k}", **fields) for k in range(count))


def people(names: str, **fields: Any) -> tuple[Person, ...]:
    """`people("ann bob")`, all with the same fields."""
    return tuple(Person(name, **fields) for name in names.split())


def pairs(names: str, **fields: Any) -> tuple[Pair, ...]:
    """`pairs("ann-bob ann-cleo:7")`: a colon gives the score."""
    made = []
    for entry in names.split():
        who, _, score = entry.partition(":")
        a, b = who.split("-")
        made.append(Pair(a, b, score=int(score or 1), **fields))
    return tuple(made)


def problem(who: str, whom: str, when: tuple[Slot, ...], where: int = 9, **fields: Any) -> Problem:
    """A problem from names; `fields` replace any part of it."""
    base = Problem("test", when, tables(where), people(who), pairs(whom))
    return replace(base, **fields)


def objective(*names: Any) -> tuple[Tier, ...]:
    """`objective("score", ("gaps", 0.1))`."""
    return tuple(Tier(*entry) if isinstance(entry, tuple) else Tier(entry) for entry in names)


def schedule(p: Problem, *places: tuple[int, str, str]) -> Schedule:
    """A schedule of the problem from (pair, slot, table), its values as they are."""
    meetings = tuple(Meeting(i, p.pairs[i].a, p.pairs[i].b, slot, table) for i, slot, table in places)
    known = {s.id for s in p.slots}
    values = tier_values(p, [m for m in meetings if m.slot in known])
    tiers = tuple(TierValue(t.tier, values[t.tier]) for t in p.objective)
    return Schedule(p.name, Status.FEASIBLE, meetings, tiers, 0.1, 0, "test")


def values(s: Schedule) -> dict[str, int]:
    return {t.tier: t.value for t in s.tiers}


def bounds(s: Schedule) -> dict[str, float | None]:
    return {t.tier: t.bound for t in s.tiers}


def slot_of(s: Schedule, pair: int) -> str:
    return next(m.slot for m in s.meetings if m.pair == pair)


def who_met(s: Schedule) -> set[int]:
    return {m.pair for m in s.meetings}


def codes(breaches: Iterable[Any]) -> list[str]:
    return [b.code for b in breaches]
