"""Candidates for an opening, each as a changed problem: hours, more meetings of a person, tables and slots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from solver.arrays import Bools, Ints
from solver.explain.gain.gain_bounds import UNLIMITED, GainBounds, cancelling_is_free, pair_in_slot
from solver.explain.results import Kind
from solver.explain.view import View
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.problem import Person, Problem, Slot, Table


@dataclass(frozen=True, eq=False)
class Candidate:
    """`problem`: the problem with the opening; `limit`: proven bound of the score gained by it.

    `gain`: score gained by a single exchange of meetings; `slots`: indexes of the slots to solve again; `later`: index
    of the first slot that has moved up by one.
    """

    kind: Kind
    problem: Problem
    limit: int
    gain: int
    slots: tuple[int, ...]
    person: str | None = None
    slot: str | None = None
    table: str | None = None
    later: int | None = None


def hours(view: View, found: GainBounds, person: int | None, most: int) -> list[Candidate]:
    """Slots in which a person is not available: half of them chosen by limit, half by the gain of one exchange."""
    closed = ~view.instance.available & found.possible & _among(view.instance, person)[:, None]
    p, t = np.nonzero(closed)
    return [_hour(view, found, int(p[i]), int(t[i])) for i in _top(found.hour[p, t], found.gain[p, t], most)]


def places(view: View, found: GainBounds, person: int | None, most: int) -> list[Candidate]:
    """One more meeting for each person who has as many as allowed and a free slot."""
    instance = view.instance
    full = (np.array(view.grid.count, dtype=np.int64) >= instance.max_meetings) & _among(instance, person)
    spare = instance.available & (pair_in_slot(view) == NO_PAIR) & found.possible & full[:, None]
    gain = np.where(spare, found.gain, -UNLIMITED)
    p = np.flatnonzero(spare.any(axis=1))
    return [_place(view, found, int(p[i]), gain[p[i]]) for i in _top(found.place[p], gain[p].max(axis=1), most)]


def tables(view: View, most: int) -> list[Candidate]:
    """One more table in each slot in which all are taken; an own table in each slot in which it is closed."""
    every = [*_more_tables(view), *_own_tables(view, most)]
    return sorted(every, key=lambda c: -c.gain)[:most]


def slots(view: View) -> Iterator[Candidate]:
    """One more slot at the end of each block, with the people and the tables of the block's last slot."""
    problem = view.problem
    for k in range(view.instance.blocks):
        last = int(np.flatnonzero(view.instance.block == k)[-1])
        old, name = problem.slots[last].id, _new_name(problem)
        new = replace(
            problem,
            slots=(*problem.slots[: last + 1], Slot(name, problem.slots[last].block), *problem.slots[last + 1 :]),
            people=tuple(replace(p, available=_with_slot(p.available, old, name)) for p in problem.people),
            tables=tuple(replace(t, slots=_with_slot(t.slots, old, name)) for t in problem.tables),
        )
        yield Candidate("slot", new, UNLIMITED, 0, (last + 1,), slot=old, later=last + 1)


def _hour(view: View, found: GainBounds, p: int, t: int) -> Candidate:
    slot, person = view.problem.slots[t].id, view.problem.people[p]
    new = replace(person, available=(*(person.available or ()), slot))
    limit, gain = int(found.hour[p, t]), int(found.gain[p, t])
    return Candidate("hour", _with_person(view.problem, p, new), limit, gain, (t,), person.id, slot)


def _place(view: View, found: GainBounds, p: int, gain: Ints) -> Candidate:
    person = view.problem.people[p]
    new = replace(person, max_meetings=int(view.instance.max_meetings[p]) + 1)
    best = np.argsort(-gain, kind="stable")[: view.parameters.explain.slots_per_place]
    tried = [int(t) for t in best if gain[t] > -UNLIMITED]
    problem = _with_person(view.problem, p, new)
    return Candidate("place", problem, int(found.place[p]), int(gain.max()), tuple(tried), person.id)


def _more_tables(view: View) -> Iterator[Candidate]:
    instance, problem = view.instance, view.problem
    for t in range(instance.slots):
        fits = _unmet(view, t) & instance.allowed[:, t] & instance.pooled
        if view.grid.capacity_left[-1][t] > 0 or not fits.any():
            continue
        new = replace(problem, tables=(*problem.tables, Table(_new_name(problem), 1, (problem.slots[t].id,))))
        scores = np.sort(instance.score[instance.allowed[:, t] & instance.pooled])[::-1]
        capacity = int(instance.open_capacity[t])  # one more meeting: the lowest score is at most scores[capacity]
        limit = int(scores[capacity]) if cancelling_is_free(view) and capacity < len(scores) else UNLIMITED
        yield Candidate("table", new, limit, int(instance.score[fits].max()), (t,), slot=problem.slots[t].id)


def _own_tables(view: View, most: int) -> Iterator[Candidate]:
    instance, problem = view.instance, view.problem
    gain = np.zeros(instance.capacity.shape, dtype=np.int64)
    for t in range(instance.slots):
        mine = np.flatnonzero(_unmet(view, t) & (instance.bound_table >= 0))
        np.maximum.at(gain[:, t], instance.bound_table[mine], instance.score[mine])
    where = np.argwhere((instance.capacity == 0) & (gain > 0)).tolist()
    for k, t in sorted(where, key=lambda closed: -int(gain[closed[0], closed[1]]))[:most]:
        table, slot = problem.tables[k], problem.slots[t].id
        opened = replace(table, slots=(*(table.slots or ()), slot))
        new = replace(problem, tables=(*problem.tables[:k], opened, *problem.tables[k + 1 :]))
        yield Candidate("table", new, UNLIMITED, int(gain[k, t]), (t,), slot=slot, table=table.id)


def _unmet(view: View, t: int) -> Bools:
    """(m) whether the pair does not meet, and its people are free in slot t and may each have one more meeting."""
    instance, held = view.instance, pair_in_slot(view)[:, t]
    spare = (np.array(view.grid.count) < instance.max_meetings) & (held == NO_PAIR) & instance.available[:, t]
    unmet = np.array(view.grid.when, dtype=np.int64) == UNSCHEDULED
    return np.asarray(unmet & spare[instance.a] & spare[instance.b], dtype=bool)


def _among(instance: Instance, person: int | None) -> Bools:
    everyone = np.ones(instance.people, dtype=bool)
    return everyone if person is None else np.arange(instance.people) == person


def _top(limit: Ints, gain: Ints, most: int) -> list[int]:
    """At most `most` indexes: half of them the best by limit, the rest the best by gain."""
    first: list[int] = np.lexsort((-gain, -limit))[: (most + 1) // 2].tolist()
    second = [i for i in np.lexsort((-limit, -gain)).tolist() if i not in set(first)]
    return (first + second)[:most]


def _with_person(problem: Problem, p: int, person: Person) -> Problem:
    return replace(problem, people=(*problem.people[:p], person, *problem.people[p + 1 :]))


def _with_slot(names: tuple[str, ...] | None, old: str, new: str) -> tuple[str, ...] | None:
    """The slots with the new one added, if they contain the old one."""
    return names if names is None or old not in names else (*names, new)


def _new_name(problem: Problem) -> str:
    known = {s.id for s in problem.slots} | {t.id for t in problem.tables}
    return next(name for i in range(len(known) + 1) if (name := f"new{i or ''}") not in known)
