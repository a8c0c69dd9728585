"""Contradictions that are found without a search, in problems of any size."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.infeasibility.precedence_chains import too_late
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_TABLE_POSSIBLE
from solver.lists_and_counts import counted
from solver.problem import Problem


@dataclass(frozen=True)
class Contradiction:
    """Why no schedule exists, as a sentence; `pairs`: the required pairs whose rules and people cause it."""

    sentence: str
    pairs: frozenset[int]


def obvious(instance: Instance) -> tuple[str, ...]:
    """A sentence for each obvious contradiction; empty if there is none."""
    return tuple(found.sentence for found in contradictions(instance))


def contradictions(instance: Instance) -> tuple[Contradiction, ...]:
    """The contradictions of the first check that finds any."""
    for check in (_pairs, _people, _same_slot, _tables, _pool, _crowded, _full, _orders):
        found = tuple(check(instance))
        if found:
            return found
    return ()


def pair_name(problem: Problem, e: int) -> str:
    """The pair in words."""
    pair = problem.pairs[e]
    return f"{pair.a} and {pair.b} (pair {e})"


def _pairs(instance: Instance) -> Iterator[Contradiction]:
    for e in np.flatnonzero(instance.required & ~instance.allowed.any(axis=1)).tolist():
        sentence = f"{pair_name(instance.problem, e)} must meet, but {_reason(instance, e)}"
        yield Contradiction(sentence, frozenset({e}))


def _reason(instance: Instance, e: int) -> str:
    problem, pair = instance.problem, instance.problem.pairs[e]
    if instance.bound_table[e] == NO_TABLE_POSSIBLE:
        table = pair.fixed.table if pair.fixed else None
        return f"the fixed table {table} is reserved for others or not the own table of {pair.a} or {pair.b}"
    together = instance.available[instance.a[e]] & instance.available[instance.b[e]]
    if not together.any():
        return "there is no slot in which both are available"
    bound = int(instance.bound_table[e])
    table = "a table that they may use" if bound < 0 else f"table {problem.tables[bound].id}"
    meets = "the pair may meet" if pair.fixed is None or pair.fixed.slot is None else "the pair is fixed"
    return f"there is no slot in which both are available, {meets} and {table} is open"


def _people(instance: Instance) -> Iterator[Contradiction]:
    required = instance.required_meetings
    for p in np.flatnonzero(required > instance.attainable).tolist():
        held = counted(int(required[p]), "required meeting")
        sentence = (
            f"{instance.problem.people[p].id} has {held}, but can hold at most "
            f"{instance.attainable[p]} (by available slots, max_meetings and max_consecutive)"
        )
        yield Contradiction(sentence, frozenset(_required(instance, p)))


def _required(instance: Instance, person: int) -> list[int]:
    offsets, pairs = instance.incident
    return [int(e) for e in pairs[offsets[person] : offsets[person + 1]] if instance.required[e]]


def _same_slot(instance: Instance) -> Iterator[Contradiction]:
    seen: dict[tuple[int, int], int] = {}
    for e in np.flatnonzero(_only(instance)).tolist():
        t = int(instance.allowed[e].argmax())
        for p in (int(instance.a[e]), int(instance.b[e])):
            other = seen.setdefault((p, t), e)
            if other != e:
                problem = instance.problem
                sentence = (
                    f"{problem.people[p].id} would be in two meetings at {problem.slots[t].id}: "
                    f"{pair_name(problem, other)} and {pair_name(problem, e)} must meet and can only meet then"
                )
                yield Contradiction(sentence, frozenset({other, e}))


def _only(instance: Instance) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(m) required pairs that can meet in one slot only."""
    return np.asarray(instance.required & (instance.allowed.sum(axis=1) == 1), dtype=np.bool_)


def _tables(instance: Instance) -> Iterator[Contradiction]:
    for k, mine in _by_table(instance, instance.required):
        room = int(instance.capacity[k].sum())
        if len(mine) > room:
            name = instance.problem.tables[k].id
            held = counted(len(mine), "required meeting")
            sentence = f"{held} must be at table {name}, which has room for {room} in all slots"
            yield Contradiction(sentence, frozenset(mine))


def _by_table(instance: Instance, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Iterator[tuple[int, list[int]]]:
    bound = np.flatnonzero(which & (instance.bound_table >= 0))
    for k in np.unique(instance.bound_table[bound]).tolist():
        yield k, bound[instance.bound_table[bound] == k].tolist()


def _pool(instance: Instance) -> Iterator[Contradiction]:
    pooled = np.flatnonzero(instance.required & instance.pooled)
    room = int(instance.open_capacity.sum())
    if len(pooled) > room:
        held = counted(len(pooled), "required meeting")
        sentence = f"{held} must be at tables that are not reserved, which have room for {room} in all slots"
        yield Contradiction(sentence, frozenset(pooled.tolist()))


def _full(instance: Instance) -> Iterator[Contradiction]:
    """Too few tables in a slot for the meetings that can only be in that slot."""
    only = _only(instance)
    for k, mine in _by_table(instance, only):
        yield from _too_many(instance, mine, instance.capacity[k], f"table {instance.problem.tables[k].id} has")
    pooled = np.flatnonzero(only & instance.pooled).tolist()
    yield from _too_many(instance, pooled, instance.open_capacity, "the tables that are not reserved have")


def _too_many(instance: Instance, pairs: list[int], room: Ints, where: str) -> Iterator[Contradiction]:
    when = {e: int(instance.allowed[e].argmax()) for e in pairs}
    for t, count in Counter(when.values()).items():
        if count > room[t]:
            slot = instance.problem.slots[t].id
            held = counted(count, "required meeting")
            sentence = f"{held} can only be at {slot}, but {where} room for {room[t]} then"
            yield Contradiction(sentence, frozenset(e for e in pairs if when[e] == t))


def _orders(instance: Instance) -> Iterator[Contradiction]:
    chain = too_late(instance)
    if chain:
        names = ", then ".join(pair_name(instance.problem, e) for e in chain)
        yield Contradiction(
            f"there are too few slots for these meetings one after the other: {names}", frozenset(chain)
        )


def _crowded(instance: Instance) -> Iterator[Contradiction]:
    """Required meetings of one person with too few slots for all of them (a violation of Hall's condition)."""
    problem = instance.problem
    for p in range(instance.people):
        mine = _required(instance, p)
        crowd = hall_violation({e: instance.allowed[e].nonzero()[0].tolist() for e in mine})
        if crowd:
            slots = sorted({int(t) for e in crowd for t in instance.allowed[e].nonzero()[0]})
            names = ", ".join(pair_name(problem, e) for e in sorted(crowd))
            where = ", ".join(problem.slots[t].id for t in slots)
            sentence = (
                f"{counted(len(crowd), 'required meeting')} of {problem.people[p].id} can only be at {where}, "
                f"by availability, allowed slots and tables: {names}"
            )
            yield Contradiction(sentence, frozenset(crowd))


def hall_violation(choices: dict[int, list[int]]) -> set[int]:
    """Keys whose slots together are fewer than the keys; empty if every key can have a slot of its own."""
    held: dict[int, int] = {}
    for key in choices:
        visited: set[int] = set()
        if not _augment(key, choices, held, visited):
            return {key} | {held[t] for t in visited if t in held}
    return set()


def _augment(key: int, choices: dict[int, list[int]], held: dict[int, int], visited: set[int]) -> bool:
    for t in choices[key]:
        if t in visited:
            continue
        visited.add(t)
        if t not in held or _augment(held[t], choices, held, visited):
            held[t] = key
            return True
    return False
