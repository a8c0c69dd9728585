"""Contradictions that need no search: they are told at once, and every sentence by itself rules out a schedule."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from solver.instance import NOWHERE, Instance
from solver.problem import Problem


def obvious(instance: Instance) -> tuple[str, ...]:
    """Sentences, each a contradiction; empty where none lies open."""
    for check in (_pairs, _people, _same_slot, _tables, _places, _crowded):
        found = tuple(check(instance))
        if found:
            return found
    return ()


def pair_name(problem: Problem, e: int) -> str:
    """The pair in words."""
    pair = problem.pairs[e]
    return f"{pair.a} and {pair.b} (pair {e})"


def _pairs(instance: Instance) -> Iterator[str]:
    for e in np.flatnonzero(instance.must & ~instance.allowed.any(axis=1)).tolist():
        yield f"{pair_name(instance.problem, e)} must meet, but {_reason(instance, e)}"


def _reason(instance: Instance, e: int) -> str:
    problem, pair = instance.problem, instance.problem.pairs[e]
    if instance.place[e] == NOWHERE:
        table = pair.fixed.table if pair.fixed else None
        return f"the fixed table {table} is reserved for others or not the own table of {pair.a} or {pair.b}"
    together = instance.free[instance.a[e]] & instance.free[instance.b[e]]
    if not together.any():
        return "there is no slot in which both are available"
    where = "any table they may use" if instance.place[e] < 0 else problem.tables[int(instance.place[e])].id
    wish = "the pair may meet" if pair.fixed is None or pair.fixed.slot is None else "the pair is fixed to"
    return f"no slot in which both are available is one that {wish} and has {where} open"


def _people(instance: Instance) -> Iterator[str]:
    ends = np.concatenate([instance.a[instance.must], instance.b[instance.must]])
    required = np.bincount(ends, minlength=instance.people)
    for p in np.flatnonzero(required > instance.attainable).tolist():
        person = instance.problem.people[p]
        yield (
            f"{person.id} has {required[p]} required meetings, but can hold at most {instance.attainable[p]}"
            " (by available slots, max_meetings and max_consecutive)"
        )


def _same_slot(instance: Instance) -> Iterator[str]:
    only = instance.must & (instance.allowed.sum(axis=1) == 1)
    seen: dict[tuple[int, int], int] = {}
    for e in np.flatnonzero(only).tolist():
        t = int(instance.allowed[e].argmax())
        for p in (int(instance.a[e]), int(instance.b[e])):
            other = seen.setdefault((p, t), e)
            if other != e:
                problem = instance.problem
                yield (
                    f"{problem.people[p].id} would be in two meetings at {problem.slots[t].id}: "
                    f"{pair_name(problem, other)} and {pair_name(problem, e)} must meet and can only meet then"
                )


def _tables(instance: Instance) -> Iterator[str]:
    wanted = Counter(instance.place[instance.must & (instance.place >= 0)].tolist())
    for k, count in wanted.items():
        room = int(instance.capacity[k].sum())
        if count > room:
            name = instance.problem.tables[k].id
            yield f"{count} required meetings belong at table {name}, which holds {room} in all"


def _places(instance: Instance) -> Iterator[str]:
    count = int((instance.must & instance.pooled).sum())
    room = int(instance.pool.sum())
    if count > room:
        yield f"{count} required meetings need a table that is not reserved; those hold {room} in all slots"


def _crowded(instance: Instance) -> Iterator[str]:
    """Required meetings of one person that have, all together, too few slots (a violation of Hall's condition)."""
    problem = instance.problem
    offsets, pairs = instance.incident
    for p in range(instance.people):
        mine = [int(e) for e in pairs[offsets[p] : offsets[p + 1]] if instance.must[e]]
        crowd = hall_violation({e: instance.allowed[e].nonzero()[0].tolist() for e in mine})
        if crowd:
            slots = sorted({int(t) for e in crowd for t in instance.allowed[e].nonzero()[0]})
            names = ", ".join(pair_name(problem, e) for e in sorted(crowd))
            where = ", ".join(problem.slots[t].id for t in slots)
            yield (
                f"{len(crowd)} required meetings of {problem.people[p].id} can only be at {where}, "
                f"by availability, allowed slots and tables: {names}"
            )


def hall_violation(choices: dict[int, list[int]]) -> set[int]:
    """Keys that have fewer slots together than there are keys; empty where every key can have its own slot."""
    held: dict[int, int] = {}
    for key in choices:
        seen: set[int] = set()
        if not _augment(key, choices, held, seen):
            return {key} | {held[t] for t in seen if t in held}
    return set()


def _augment(key: int, choices: dict[int, list[int]], held: dict[int, int], seen: set[int]) -> bool:
    for t in choices[key]:
        if t in seen:
            continue
        seen.add(t)
        if t not in held or _augment(held[t], choices, held, seen):
            held[t] = key
            return True
    return False
