"""Compiles a problem to the arrays of an instance."""

import numpy as np

from solver.arrays import Bools, Ints
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_TABLE_BOUND, NO_TABLE_POSSIBLE
from solver.problem import Problem


def compile_instance(problem: Problem) -> Instance:
    """The arrays of a problem."""
    slot = {s.id: i for i, s in enumerate(problem.slots)}
    table = {t.id: i for i, t in enumerate(problem.tables)}
    person = {p.id: i for i, p in enumerate(problem.people)}
    a = np.array([person[p.a] for p in problem.pairs], dtype=np.int64)
    b = np.array([person[p.b] for p in problem.pairs], dtype=np.int64)
    free = _rows([p.available for p in problem.people], slot)
    capacity = _rows([t.slots for t in problem.tables], slot) * np.array(
        [t.capacity for t in problem.tables], dtype=np.int64
    ).reshape(-1, 1)
    open_to_all = np.array([not t.reserved for t in problem.tables], dtype=bool)
    place = _places(problem, table, a, b)
    block, follows = _blocks(problem)
    size = len(slot)
    return Instance(
        problem=problem,
        a=a,
        b=b,
        score=np.array([p.score for p in problem.pairs], dtype=np.int64),
        required=np.array([p.must_meet for p in problem.pairs], dtype=bool),
        allowed=_pair_slots(problem, slot) & free[a] & free[b] & _seats(place, capacity, open_to_all),
        bound_table=place,
        adjacent=follows,
        block=block,
        available=free,
        capacity=capacity,
        open_to_all=open_to_all,
        min_meetings=np.array([p.min_meetings for p in problem.people], dtype=np.int64),
        max_meetings=_limits([p.max_meetings for p in problem.people], size),
        max_consecutive=_limits([p.max_consecutive for p in problem.people], size),
    )


def _rows(lists: list[tuple[str, ...] | None], index: dict[str, int]) -> Bools:
    rows = np.ones((len(lists), len(index)), dtype=bool)
    for i, names in enumerate(lists):
        if names is not None:
            rows[i] = False
            rows[i, [index[name] for name in names]] = True
    return rows


def _pair_slots(problem: Problem, slot: dict[str, int]) -> Bools:
    rows = _rows([p.slots for p in problem.pairs], slot)
    for i, pair in enumerate(problem.pairs):
        if pair.fixed is not None and pair.fixed.slot is not None:
            rows[i] &= np.arange(len(slot)) == slot[pair.fixed.slot]
    return rows


def _places(problem: Problem, table: dict[str, int], a: Ints, b: Ints) -> Ints:
    """The table each pair is bound to by an own table (that of `a` first) or by being fixed."""
    own = np.array([NO_TABLE_BOUND if p.table is None else table[p.table] for p in problem.people], dtype=np.int64)
    place = np.where(own[a] != NO_TABLE_BOUND, own[a], own[b])
    for i, pair in enumerate(problem.pairs):
        if pair.fixed is None or pair.fixed.table is None:
            continue
        k = table[pair.fixed.table]
        stranger = problem.tables[k].reserved and k not in (own[a[i]], own[b[i]])
        place[i] = NO_TABLE_POSSIBLE if stranger or place[i] not in (NO_TABLE_BOUND, k) else k
    return place


def _seats(place: Ints, capacity: Ints, open_to_all: Bools) -> Bools:
    """(m, T) whether some table that the pair may use is open."""
    rows = np.vstack([capacity > 0, capacity[open_to_all].sum(axis=0) > 0, np.zeros(capacity.shape[1], dtype=bool)])
    tables = len(capacity)
    index = np.where(place >= 0, place, np.where(place == NO_TABLE_BOUND, tables, tables + 1))
    return np.asarray(rows[index], dtype=bool)


def _blocks(problem: Problem) -> tuple[Ints, Bools]:
    names = [s.block for s in problem.slots]
    first: dict[str, int] = {}
    block = np.array([first.setdefault(name, len(first)) for name in names], dtype=np.int64)
    follows = np.array([t > 0 and names[t] == names[t - 1] for t in range(len(names))], dtype=bool)
    return block, follows


def _limits(values: list[int | None], size: int) -> Ints:
    return np.array([size if v is None else min(v, size) for v in values], dtype=np.int64)
