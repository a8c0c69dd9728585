"""The slots and tables at which each pair may meet, for both peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver import Meeting, Person, Problem, Schedule, Slot, Status, Table, TierValue
from solver.problem.elements import Pair
from solver.verify import tier_values


@dataclass(frozen=True)
class SlotsAndTables:
    """`slots[i]`: indexes of the slots pair i may use; `table[i]`: its bound table, None for any open one.

    `capacity[k][t]`: meetings that fit at table k in slot t; `open_tables`: the tables that are not reserved.
    """

    problem: Problem
    slots: Sequence[Sequence[int]]
    table: Sequence[int | None]
    capacity: Sequence[Sequence[int]]
    open_tables: Sequence[int]

    def pool(self, t: int) -> int:
        """Meetings that fit in slot t at open tables."""
        return sum(self.capacity[k][t] for k in self.open_tables)


def slots_and_tables_of(problem: Problem) -> SlotsAndTables:
    """The slots and tables of the problem; a pair without a usable table has no slots."""
    order = {s.id: t for t, s in enumerate(problem.slots)}
    number = {table.id: k for k, table in enumerate(problem.tables)}
    people = {p.id: p for p in problem.people}
    available = {p.id: _indexes(p.available, order) for p in problem.people}
    capacity = [_capacities(table, problem.slots) for table in problem.tables]
    slots: list[list[int]] = []
    bound: list[int | None] = []
    for pair in problem.pairs:
        name, usable_table = _table_of(pair, people, problem.tables, number)
        k = None if name is None else number[name]
        usable = available[pair.a] & available[pair.b] & _allowed(pair, order) if usable_table else set()
        slots.append(sorted(t for t in usable if k is None or capacity[k][t]))
        bound.append(k)
    return SlotsAndTables(
        problem, slots, bound, capacity, [k for k, table in enumerate(problem.tables) if not table.reserved]
    )


def schedule_of(
    data: SlotsAndTables,
    status: Status,
    when: Mapping[int, int],
    table: Mapping[int, int],
    bounds: Mapping[str, float | None],
    seconds: float,
    seed: int = 0,
) -> Schedule:
    """The schedule with the slot (`when`) and table of each pair."""
    problem = data.problem
    meetings = tuple(_meeting(problem, i, when[i], table[i]) for i in sorted(when))
    if status in (Status.INFEASIBLE, Status.UNKNOWN):
        return Schedule(problem.name, status, (), (), seconds, seed, "peer")
    values = tier_values(problem, meetings)
    tiers = tuple(TierValue(t.tier, values[t.tier], bounds.get(t.tier)) for t in problem.objective)
    return Schedule(problem.name, status, meetings, tiers, seconds, seed, "peer")


def seat(data: SlotsAndTables, when: Mapping[int, int]) -> dict[int, int]:
    """A table for every meeting: bound tables first, then the first open table with capacity left."""
    left = [list(row) for row in data.capacity]
    tables = {i: k for i in when if (k := data.table[i]) is not None}
    for i, k in tables.items():
        left[k][when[i]] -= 1
    first = [0] * len(data.problem.slots)
    for i, t in when.items():
        if i in tables:
            continue
        while left[data.open_tables[first[t]]][t] <= 0:
            first[t] += 1
        k = data.open_tables[first[t]]
        tables[i] = k
        left[k][t] -= 1
    return tables


def _meeting(problem: Problem, i: int, t: int, k: int) -> Meeting:
    pair = problem.pairs[i]
    return Meeting(i, pair.a, pair.b, problem.slots[t].id, problem.tables[k].id)


def _indexes(names: Iterable[str] | None, order: Mapping[str, int]) -> set[int]:
    return set(order.values()) if names is None else {order[name] for name in names}


def _capacities(table: Table, slots: Sequence[Slot]) -> list[int]:
    return [table.capacity if table.slots is None or s.id in table.slots else 0 for s in slots]


def _allowed(pair: Pair, order: Mapping[str, int]) -> set[int]:
    allowed = _indexes(pair.slots, order)
    return allowed & {order[pair.fixed.slot]} if pair.fixed and pair.fixed.slot is not None else allowed


def _table_of(
    pair: Pair, people: Mapping[str, Person], tables: Sequence[Table], number: Mapping[str, int]
) -> tuple[str | None, bool]:
    """The table a pair is bound to, and whether it may be used."""
    owned = people[pair.a].table or people[pair.b].table
    fixed = pair.fixed.table if pair.fixed else None
    if owned is not None:
        return owned, fixed in (None, owned)
    return fixed, fixed is None or not tables[number[fixed]].reserved
