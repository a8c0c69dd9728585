"""Compiles a problem into the arrays of an instance."""

import numpy as np

from solver.arrays import Bools, Ints
from solver.instance.instance import Instance
from solver.instance.sentinels import NO_TABLE_BOUND, NO_TABLE_POSSIBLE
from solver.problem import Problem


def compile_instance(problem: Problem) -> Instance:
    """The problem as arrays; expects a valid problem, whose ids all resolve."""
    slot = {s.id: i for i, s in enumerate(problem.slots)}
    table = {t.id: i for i, t in enumerate(problem.tables)}
    person = {p.id: i for i, p in enumerate(problem.people)}
    a = np.array([person[p.a] for p in problem.pairs], dtype=np.int64)
    b = np.array([person[p.b] for p in problem.pairs], dtype=np.int64)
    available = _slot_rows([p.available for p in problem.people], slot)
    capacity = _slot_rows([t.slots for t in problem.tables], slot) * np.array(
        [t.capacity for t in problem.tables], dtype=np.int64
    ).reshape(-1, 1)
    open_to_all = np.array([not t.reserved for t in problem.tables], dtype=bool)
    bound_table = _bound_tables(problem, table, a, b)
    block, adjacent = _blocks(problem)
    size = len(slot)
    return Instance(
        problem=problem,
        a=a,
        b=b,
        score=np.array([p.score for p in problem.pairs], dtype=np.int64),
        required=np.array([p.must_meet for p in problem.pairs], dtype=bool),
        allowed=_pair_slots(problem, slot)
        & available[a]
        & available[b]
        & _open_slots(bound_table, capacity, open_to_all),
        bound_table=bound_table,
        adjacent=adjacent,
        block=block,
        available=available,
        capacity=capacity,
        open_to_all=open_to_all,
        min_meetings=np.array([p.min_meetings for p in problem.people], dtype=np.int64),
        max_meetings=_capped([p.max_meetings for p in problem.people], size),
        max_consecutive=_capped([p.max_consecutive for p in problem.people], size),
    )


def _slot_rows(lists: list[tuple[str, ...] | None], index: dict[str, int]) -> Bools:
    """(len(lists), T) whether the list names the slot; a missing list names all slots."""
    rows = np.ones((len(lists), len(index)), dtype=bool)
    for i, names in enumerate(lists):
        if names is not None:
            rows[i] = False
            rows[i, [index[name] for name in names]] = True
    return rows


def _pair_slots(problem: Problem, slot: dict[str, int]) -> Bools:
    """(m, T) slots that the pair itself allows: its own slots and its fixed slot."""
    rows = _slot_rows([p.slots for p in problem.pairs], slot)
    for i, pair in enumerate(problem.pairs):
        if pair.fixed is not None and pair.fixed.slot is not None:
            rows[i] &= np.arange(len(slot)) == slot[pair.fixed.slot]
    return rows


def _bound_tables(problem: Problem, table: dict[str, int], a: Ints, b: Ints) -> Ints:
    """(m) the table that binds each pair: a person's own table (that of `a` first) or the fixed table."""
    own = np.array([NO_TABLE_BOUND if p.table is None else table[p.table] for p in problem.people], dtype=np.int64)
    bound_table = np.where(own[a] != NO_TABLE_BOUND, own[a], own[b])
    for i, pair in enumerate(problem.pairs):
        if pair.fixed is None or pair.fixed.table is None:
            continue
        k = table[pair.fixed.table]
        not_an_owner = problem.tables[k].reserved and k not in (own[a[i]], own[b[i]])
        bound_table[i] = NO_TABLE_POSSIBLE if not_an_owner or bound_table[i] not in (NO_TABLE_BOUND, k) else k
    return bound_table


def _open_slots(bound_table: Ints, capacity: Ints, open_to_all: Bools) -> Bools:
    """(m, T) whether a table that the pair may use is open."""
    rows = np.vstack([capacity > 0, capacity[open_to_all].sum(axis=0) > 0, np.zeros(capacity.shape[1], dtype=bool)])
    tables = len(capacity)
    index = np.where(bound_table >= 0, bound_table, np.where(bound_table == NO_TABLE_BOUND, tables, tables + 1))
    return np.asarray(rows[index], dtype=bool)


def _blocks(problem: Problem) -> tuple[Ints, Bools]:
    """(T) the number of each slot's block, and (T) whether the previous slot belongs to the same block."""
    names = [s.block for s in problem.slots]
    number: dict[str, int] = {}
    block = np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)
    adjacent = np.array([t > 0 and names[t] == names[t - 1] for t in range(len(names))], dtype=bool)
    return block, adjacent


def _capped(values: list[int | None], size: int) -> Ints:
    """The limits, at most `size`, which also replaces a missing limit."""
    return np.array([size if v is None else min(v, size) for v in values], dtype=np.int64)
