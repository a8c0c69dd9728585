"""Contradictions that are found without a search, in problems of any size."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.conflict import Conflict, ConflictRule
from solver.infeasibility.conflict_finding import finding
from solver.infeasibility.precedence_chains import too_late
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_TABLE_POSSIBLE
from solver.problem import Finding, Problem, Rule


@dataclass(frozen=True)
class Contradiction:
    """Why no schedule exists; `pairs`: the required pairs whose rules and people cause it."""

    finding: Finding
    pairs: frozenset[int]

    @property
    def conflict(self) -> Conflict:
        """The contradiction as a conflict: of the rules, only the required meetings are known."""
        return Conflict(self.finding, tuple(ConflictRule(Rule.REQUIRED, e) for e in sorted(self.pairs)))


def contradictions(instance: Instance) -> tuple[Contradiction, ...]:
    """The contradictions of the first check that finds any."""
    for check in (_pairs, _people, _same_slot, _tables, _pool, _crowded, _full, _orders):
        found = tuple(check(instance))
        if found:
            return found
    return ()


def _pair(problem: Problem, e: int) -> Finding:
    pair = problem.pairs[e]
    return finding("one-of-pairs", a=pair.a, b=pair.b, pair=e)


def _pairs(instance: Instance) -> Iterator[Contradiction]:
    for e in np.flatnonzero(instance.required & ~instance.allowed.any(axis=1)).tolist():
        found = finding("impossible-pair", pair=_pair(instance.problem, e), reason=_reason(instance, e))
        yield Contradiction(found, frozenset({e}))


def _reason(instance: Instance, e: int) -> Finding:
    problem, pair = instance.problem, instance.problem.pairs[e]
    if instance.bound_table[e] == NO_TABLE_POSSIBLE:
        return finding("table-of-others", table=pair.fixed.table if pair.fixed else None, a=pair.a, b=pair.b)
    if not (instance.available[instance.a[e]] & instance.available[instance.b[e]]).any():
        return finding("never-together")
    bound, fixed = int(instance.bound_table[e]), pair.fixed is not None and pair.fixed.slot is not None
    if bound < 0:
        return finding("fixed-without-a-table" if fixed else "no-slot-with-a-table")
    code = "fixed-without-their-table" if fixed else "no-slot-with-their-table"
    return finding(code, table=problem.tables[bound].id)


def _people(instance: Instance) -> Iterator[Contradiction]:
    required = instance.required_meetings
    for p in np.flatnonzero(required > instance.attainable).tolist():
        count, most = int(required[p]), int(instance.attainable[p])
        found = finding("too-many-of-person", person=instance.problem.people[p].id, count=count, most=most)
        yield Contradiction(found, frozenset(_required(instance, p)))


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
                place = {"person": problem.people[p].id, "slot": problem.slots[t].id}
                found = finding("same-slot", **place, first=_pair(problem, other), second=_pair(problem, e))
                yield Contradiction(found, frozenset({other, e}))


def _only(instance: Instance) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(m) required pairs that can meet in one slot only."""
    return np.asarray(instance.required & (instance.allowed.sum(axis=1) == 1), dtype=np.bool_)


def _tables(instance: Instance) -> Iterator[Contradiction]:
    for k, mine in _by_table(instance, instance.required):
        room = int(instance.capacity[k].sum())
        if len(mine) > room:
            found = finding("too-many-at-table", count=len(mine), table=instance.problem.tables[k].id, room=room)
            yield Contradiction(found, frozenset(mine))


def _by_table(instance: Instance, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Iterator[tuple[int, list[int]]]:
    bound = np.flatnonzero(which & (instance.bound_table >= 0))
    for k in np.unique(instance.bound_table[bound]).tolist():
        yield k, bound[instance.bound_table[bound] == k].tolist()


def _pool(instance: Instance) -> Iterator[Contradiction]:
    pooled = np.flatnonzero(instance.required & instance.pooled)
    room = int(instance.open_capacity.sum())
    if len(pooled) > room:
        found = finding("too-many-at-tables", count=len(pooled), room=room)
        yield Contradiction(found, frozenset(pooled.tolist()))


def _full(instance: Instance) -> Iterator[Contradiction]:
    """Too few tables in a slot for the meetings that can only be in that slot."""
    only = _only(instance)
    for k, mine in _by_table(instance, only):
        yield from _too_many(instance, mine, instance.capacity[k], instance.problem.tables[k].id)
    pooled = np.flatnonzero(only & instance.pooled).tolist()
    yield from _too_many(instance, pooled, instance.open_capacity)


def _too_many(instance: Instance, pairs: list[int], room: Ints, table: str | None = None) -> Iterator[Contradiction]:
    """`room`: (slots) for these pairs, at their own table or at those that are not reserved."""
    when = {e: int(instance.allowed[e].argmax()) for e in pairs}
    for t, count in Counter(when.values()).items():
        if count > room[t]:
            held = {"count": count, "slot": instance.problem.slots[t].id, "room": int(room[t])}
            found = finding("slot-full-at-table", **held, table=table) if table else finding("slot-full", **held)
            yield Contradiction(found, frozenset(e for e in pairs if when[e] == t))


def _orders(instance: Instance) -> Iterator[Contradiction]:
    chain = too_late(instance)
    if chain:
        pairs = tuple(_pair(instance.problem, e) for e in chain)
        yield Contradiction(finding("chain", pairs=pairs), frozenset(chain))


def _crowded(instance: Instance) -> Iterator[Contradiction]:
    """Required meetings of one person with too few slots for all of them (a violation of Hall's condition)."""
    problem = instance.problem
    for p in range(instance.people):
        mine = _required(instance, p)
        crowd = hall_violation({e: instance.allowed[e].nonzero()[0].tolist() for e in mine})
        if crowd:
            slots = sorted({int(t) for e in crowd for t in instance.allowed[e].nonzero()[0]})
            found = finding(
                "crowded",
                person=problem.people[p].id,
                count=len(crowd),
                slots=tuple(problem.slots[t].id for t in slots),
                pairs=tuple(_pair(problem, e) for e in sorted(crowd)),
            )
            yield Contradiction(found, frozenset(crowd))


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
