"""Validation of a problem. Every message starts with the path of the fault: `pairs[17].b: no person "p99"`."""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from solver.problem.elements import TIER_NAMES, Fixed, Pair, Person, ProblemError, Slot, Table, Tier

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
    for i, pair in enumerate(pairs):
        _pair(f"pairs[{i}]", pair, slot_ids, table_ids, person_ids)
    _before(before, len(pairs))
    _whole("max_gap_spread", max_gap_spread)
    _objective(objective)


def quoted(text: str) -> str:
    """The text in quotes as in the file; a long text is shortened."""
    return json.dumps(text if len(text) <= 60 else text[:57] + "...", ensure_ascii=False)


def _table(path: str, table: Table, slots: Collection[str]) -> None:
    _whole(f"{path}.capacity", table.capacity)
    _references(f"{path}.slots", table.slots, slots, "slot")


def _person(path: str, person: Person, slots: Collection[str], tables: Collection[str]) -> None:
    _references(f"{path}.available", person.available, slots, "slot")
    _whole(f"{path}.min_meetings", person.min_meetings)
    _whole(f"{path}.max_meetings", person.max_meetings)
    _whole(f"{path}.max_consecutive", person.max_consecutive)
    if person.table is not None:
        _reference(f"{path}.table", person.table, tables, "table")


def _pair(path: str, pair: Pair, slots: Collection[str], tables: Collection[str], people: Collection[str]) -> None:
    _reference(f"{path}.a", pair.a, people, "person")
    _reference(f"{path}.b", pair.b, people, "person")
    if pair.a == pair.b:
        raise ProblemError(f"{path}: {quoted(pair.a)} is paired with itself")
    _whole(f"{path}.score", pair.score)
    _references(f"{path}.slots", pair.slots, slots, "slot")
    if pair.fixed is not None:
        _fixed(f"{path}.fixed", pair.fixed, slots, tables)


def _fixed(path: str, fixed: Fixed, slots: Collection[str], tables: Collection[str]) -> None:
    if fixed.slot is None and fixed.table is None:
        raise ProblemError(f"{path}: must name a slot, a table or both")
    if fixed.slot is not None:
        _reference(f"{path}.slot", fixed.slot, slots, "slot")
    if fixed.table is not None:
        _reference(f"{path}.table", fixed.table, tables, "table")


def _before(before: Sequence[tuple[int, int]], pairs: int) -> None:
    for k, entry in enumerate(before):
        for side, index in enumerate(entry):
            if not 0 <= index < pairs:
                raise ProblemError(f"before[{k}][{side}]: no pair {index}")
        if entry[0] == entry[1]:
            raise ProblemError(f"before[{k}]: pair {entry[0]} cannot be before itself")


def _objective(objective: Sequence[Tier]) -> None:
    seen: set[str] = set()
    for i, tier in enumerate(objective):
        if tier.tier not in TIER_NAMES:
            known = ", ".join(TIER_NAMES)
            raise ProblemError(f"objective[{i}].tier: no tier {quoted(tier.tier)}; there are {known}")
        if tier.tier in seen:
            raise ProblemError(f"objective[{i}].tier: {quoted(tier.tier)} is listed twice")
        seen.add(tier.tier)
        if not (math.isfinite(tier.slack) and 0 <= tier.slack <= LARGEST):
            raise ProblemError(f"objective[{i}].slack: must be a number of at least 0, not {tier.slack}")


def _ids(path: str, ids: Iterable[str]) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for i, name in enumerate(ids):
        _text(f"{path}[{i}].id", name)
        if name in first:
            raise ProblemError(f"{path}[{i}].id: {quoted(name)} is already the id of {path}[{first[name]}]")
        first[name] = i
    return first


def _references(path: str, names: tuple[str, ...] | None, known: Collection[str], kind: str) -> None:
    seen: set[str] = set()
    for i, name in enumerate(names or ()):
        _reference(f"{path}[{i}]", name, known, kind)
        if name in seen:
            raise ProblemError(f"{path}[{i}]: {kind} {quoted(name)} is listed twice")
        seen.add(name)


def _reference(path: str, name: str, known: Collection[str], kind: str) -> None:
    if name not in known:
        raise ProblemError(f"{path}: no {kind} {quoted(name)}")


def _text(path: str, text: str, *, empty: bool = False) -> None:
    if not text and not empty:
        raise ProblemError(f"{path}: must not be empty")
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ProblemError(f"{path}: holds a character that is not text (NUL or half a surrogate pair)")


def _whole(path: str, value: int | None) -> None:
    if value is not None and not 0 <= value <= LARGEST:
        raise ProblemError(f"{path}: must be from 0 to {LARGEST}, not {value}")
