"""Validation of a problem. Every error gives the path of the fault, such as `pairs[17].b`."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from solver.problem.elements import TIER_NAMES, Fixed, Pair, Person, Slot, Table, Tier
from solver.problem.errors import ProblemError

LARGEST: Final = 1_000_000_000  # keeps every sum of scores exact in a double, and so in every solver


def validate(
    name: str,
    slots: Sequence[Slot],
    tables: Sequence[Table],
    people: Sequence[Person],
    pairs: Sequence[Pair],
    before: Sequence[tuple[int, int]],
    max_gap_spread: int | None,
    objective: Sequence[Tier],
) -> None:
    """Raise ProblemError for the first fault."""
    _text("name", name, empty=True)
    slot_ids = _ids("slots", (s.id for s in slots))
    for i, slot in enumerate(slots):
        _text(f"slots[{i}].block", slot.block, empty=True)
    table_ids = _ids("tables", (t.id for t in tables))
    person_ids = _ids("people", (p.id for p in people))
    for i, table in enumerate(tables):
        _table(f"tables[{i}]", table, slot_ids)
    for i, person in enumerate(people):
        _person(f"people[{i}]", person, slot_ids, table_ids)
    _pairs(pairs, slot_ids, table_ids, person_ids)
    _before(before, len(pairs))
    _whole("", "max_gap_spread", max_gap_spread)
    _objective(objective)


def _table(path: str, table: Table, slots: Mapping[str, int]) -> None:
    _whole(path, "capacity", table.capacity)
    _slots(f"{path}.slots", table.slots, slots)


def _person(path: str, person: Person, slots: Mapping[str, int], tables: Collection[str]) -> None:
    _slots(f"{path}.available", person.available, slots)
    for limit in ("min_meetings", "max_meetings", "max_consecutive"):
        _whole(path, limit, getattr(person, limit))
    if person.table is not None:
        _table_exists(f"{path}.table", person.table, tables)


def _pairs(pairs: Sequence[Pair], slots: Mapping[str, int], tables: Collection[str], people: Collection[str]) -> None:
    for i, pair in enumerate(pairs):
        a, b = pair.a, pair.b
        if (
            a in people
            and b in people
            and a != b
            and 0 <= pair.score <= LARGEST
            and pair.slots is None
            and pair.fixed is None
        ):
            continue  # nearly all of perhaps hundreds of thousands, so not even their path is made
        _pair(f"pairs[{i}]", pair, slots, tables, people)


def _pair(path: str, pair: Pair, slots: Mapping[str, int], tables: Collection[str], people: Collection[str]) -> None:
    _person_exists(f"{path}.a", pair.a, people)
    _person_exists(f"{path}.b", pair.b, people)
    if pair.a == pair.b:
        raise ProblemError(path, "problem.paired-with-itself", person=pair.a)
    _whole(path, "score", pair.score)
    _slots(f"{path}.slots", pair.slots, slots)
    if pair.fixed is not None:
        _fixed(f"{path}.fixed", pair.fixed, slots, tables)


def _fixed(path: str, fixed: Fixed, slots: Mapping[str, int], tables: Collection[str]) -> None:
    if fixed.slot is None and fixed.table is None:
        raise ProblemError(path, "problem.fixed-to-nothing")
    if fixed.slot is not None:
        _slot_exists(f"{path}.slot", fixed.slot, slots)
    if fixed.table is not None:
        _table_exists(f"{path}.table", fixed.table, tables)


def _before(before: Sequence[tuple[int, int]], pairs: int) -> None:
    for k, entry in enumerate(before):
        for side, index in enumerate(entry):
            if not 0 <= index < pairs:
                raise ProblemError(f"before[{k}][{side}]", "problem.no-pair", pair=index)
        if entry[0] == entry[1]:
            raise ProblemError(f"before[{k}]", "problem.before-itself", pair=entry[0])


def _objective(objective: Sequence[Tier]) -> None:
    seen: set[str] = set()
    for i, tier in enumerate(objective):
        if tier.tier not in TIER_NAMES:
            raise ProblemError(f"objective[{i}].tier", "problem.no-tier", tier=tier.tier, known=TIER_NAMES)
        if tier.tier in seen:
            raise ProblemError(f"objective[{i}].tier", "problem.tier-twice", tier=tier.tier)
        seen.add(tier.tier)
        if not (math.isfinite(tier.slack) and 0 <= tier.slack <= LARGEST):
            raise ProblemError(f"objective[{i}].slack", "problem.slack", slack=str(tier.slack))


def _ids(path: str, ids: Iterable[str]) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for i, name in enumerate(ids):
        _text(f"{path}[{i}].id", name)
        if name in first:
            raise ProblemError(f"{path}[{i}].id", "problem.id-taken", id=name, first=f"{path}[{first[name]}]")
        first[name] = i
    return first


def _slots(path: str, names: tuple[str, ...] | None, known: Mapping[str, int]) -> None:
    if not names or len(known.keys() & names) == len(names):
        return
    seen: set[str] = set()
    for i, name in enumerate(names):
        _slot_exists(f"{path}[{i}]", name, known)
        if name in seen:
            raise ProblemError(f"{path}[{i}]", "problem.slot-twice", slot=name)
        seen.add(name)


def _slot_exists(path: str, slot: str, known: Collection[str]) -> None:
    if slot not in known:
        raise ProblemError(path, "problem.no-slot", slot=slot)


def _table_exists(path: str, table: str, known: Collection[str]) -> None:
    if table not in known:
        raise ProblemError(path, "problem.no-table", table=table)


def _person_exists(path: str, person: str, known: Collection[str]) -> None:
    if person not in known:
        raise ProblemError(path, "problem.no-person", person=person)


def _text(path: str, text: str, *, empty: bool = False) -> None:
    if not text and not empty:
        raise ProblemError(path, "problem.empty")
    if "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
        raise ProblemError(path, "problem.not-text")


def _whole(path: str, key: str, value: int | None) -> None:
    if value is not None and not 0 <= value <= LARGEST:
        place = f"{path}.{key}" if path else key
        raise ProblemError(place, "problem.range", least=0, most=LARGEST, value=value)
