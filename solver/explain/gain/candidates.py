"""What could be opened, each as a change of the problem: hours, places, tables and slots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from solver.arrays import Bools, Ints
from solver.explain.gain.gain_bounds import UNLIMITED, GainBounds, busy_as, safe
from solver.explain.results import Kind
from solver.explain.view import View
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_PAIR, UNSCHEDULED
from solver.problem import Person, Problem, Slot, Table


@dataclass(frozen=True, eq=False)
class Candidate:
    """The problem with the opening; `limit` bounds its gain in score; in `slots` the gain is looked for.

    `gain` is what one exchange of meetings would bring; `later`: slots from this one on have moved one up.
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
    """Slots in which somebody is not available: half of them by limit, half by what one exchange brings."""
    closed = ~view.instance.available & found.possible & _among(view.instance, person)[:, None]
    p, t = np.nonzero(closed)
    return [_hour(view, found, int(p[i]), int(t[i])) for i in _top(found.hour[p, t], found.gain[p, t], most)]


def places(view: View, found: GainBounds, person: int | None, most: int) -> list[Candidate]:
    """One more meeting for somebody who holds as many as allowed and has a free slot."""
    instance = view.instance
    full = (np.array(view.grid.count, dtype=np.int64) >= instance.max_meetings) & _among(instance, person)
    spare = instance.available & (busy_as(view) == NO_PAIR) & found.possible & full[:, None]
    gain = np.where(spare, found.gain, -UNLIMITED)
    p = np.flatnonzero(spare.any(axis=1))
    return [_place(view, found, int(p[i]), gain[p[i]]) for i in _top(found.place[p], gain[p].max(axis=1), most)]


def tables(view: View, most: int) -> list[Candidate]:
    """One more table in a slot in which all are taken; a table of somebody's own in a slot in which it is closed."""
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
            people=tuple(replace(p, available=_and(p.available, old, name)) for p in problem.people),
            tables=tuple(replace(t, slots=_and(t.slots, old, name)) for t in problem.tables),
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
    look = [int(t) for t in best if gain[t] > -UNLIMITED]
    problem = _with_person(view.problem, p, new)
    return Candidate("place", problem, int(found.place[p]), int(gain.max()), tuple(look), person.id)


def _more_tables(view: View) -> Iterator[Candidate]:
    instance, problem = view.instance, view.problem
    for t in range(instance.slots):
        fits = _unmet(view, t) & instance.allowed[:, t] & instance.pooled
        if view.grid.capacity_left[-1][t] > 0 or not fits.any():
            continue
        new = replace(problem, tables=(*problem.tables, Table(_new_name(problem), 1, (problem.slots[t].id,))))
        scores = np.sort(instance.score[instance.allowed[:, t] & instance.pooled])[::-1]
        room = int(instance.open_capacity[t])  # of one meeting more, the least is worth no more than this
        limit = int(scores[room]) if safe(view) and room < len(scores) else UNLIMITED
        yield Candidate("table", new, limit, int(instance.score[fits].max()), (t,), slot=problem.slots[t].id)


def _own_tables(view: View, most: int) -> Iterator[Candidate]:
    instance, problem = view.instance, view.problem
    gain = np.zeros(instance.capacity.shape, dtype=np.int64)
    for t in range(instance.slots):
        mine = np.flatnonzero(_unmet(view, t) & (instance.bound_table >= 0))
        np.maximum.at(gain[:, t], instance.bound_table[mine], instance.score[mine])
    where = np.argwhere((instance.capacity == 0) & (gain > 0)).tolist()
    for k, t in sorted(where, key=lambda place: -int(gain[place[0], place[1]]))[:most]:
        table, slot = problem.tables[k], problem.slots[t].id
        opened = replace(table, slots=(*(table.slots or ()), slot))
        new = replace(problem, tables=(*problem.tables[:k], opened, *problem.tables[k + 1 :]))
        yield Candidate("table", new, UNLIMITED, int(gain[k, t]), (t,), slot=slot, table=table.id)


def _unmet(view: View, t: int) -> Bools:
    """(m) pairs that do not meet, whose people are both available and free in slot t and may hold one more."""
    instance, held = view.instance, busy_as(view)[:, t]
    spare = (np.array(view.grid.count) < instance.max_meetings) & (held == NO_PAIR) & instance.available[:, t]
    unmet = np.array(view.grid.when, dtype=np.int64) == UNSCHEDULED
    return np.asarray(unmet & spare[instance.a] & spare[instance.b], dtype=bool)


def _among(instance: Instance, person: int | None) -> Bools:
    everybody = np.ones(instance.people, dtype=bool)
    return everybody if person is None else np.arange(instance.people) == person


def _top(limit: Ints, gain: Ints, most: int) -> list[int]:
    """Indexes: the best by limit, filled up with the best by gain."""
    first: list[int] = np.lexsort((-gain, -limit))[: (most + 1) // 2].tolist()
    second = [i for i in np.lexsort((-limit, -gain)).tolist() if i not in set(first)]
    return (first + second)[:most]


def _with_person(problem: Problem, p: int, person: Person) -> Problem:
    return replace(problem, people=(*problem.people[:p], person, *problem.people[p + 1 :]))


def _and(names: tuple[str, ...] | None, old: str, new: str) -> tuple[str, ...] | None:
    """The list with the new slot, where it holds the old one."""
    return names if names is None or old not in names else (*names, new)


def _new_name(problem: Problem) -> str:
    known = {s.id for s in problem.slots} | {t.id for t in problem.tables}
    return next(name for i in range(len(known) + 1) if (name := f"new{i or ''}") not in known)
