"""The judge's own reading of the tier `fairness`: the floor of meetings, from the problem's words alone."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from solver.problem import Pair, Person, Problem
from solver.schedule import Meeting

Opened = Mapping[str | None, frozenset[int]]  # slots in which a table is open; None: any that is not reserved


def fairness_floor(problem: Problem, meetings: tuple[Meeting, ...]) -> int:
    """The largest number of meetings that nobody falls short of who could have so many if nobody else met anybody.

    Where all have what they could, the most that anybody has.
    """
    held = Counter(who for m in meetings for who in (m.a, m.b))
    alone = _alone(problem)
    short = [held[who] for who, most in alone.items() if held[who] < most]
    return min(short, default=max(alone.values(), default=0))


def _alone(problem: Problem) -> Mapping[str, int]:
    people = {p.id: p for p in problem.people}
    slots: dict[str, list[frozenset[int]]] = defaultdict(list)
    tables = _open(problem)
    for pair in problem.pairs:
        free = _free(problem, people, pair) & _seated(problem, people, tables, pair)
        slots[pair.a].append(free)
        slots[pair.b].append(free)
    return {who: _most(problem, person, slots[who]) for who, person in people.items()}


def _free(problem: Problem, people: Mapping[str, Person], pair: Pair) -> frozenset[int]:
    """Slots that the two people and the pair allow."""
    named = [people[pair.a].available, people[pair.b].available, pair.slots]
    if pair.fixed and pair.fixed.slot is not None:
        named.append((pair.fixed.slot,))
    limits = [set(names) for names in named if names is not None]
    return frozenset(t for t, s in enumerate(problem.slots) if all(s.id in names for names in limits))


def _open(problem: Problem) -> Opened:
    """Slots in which each table is open, and (None) any that is not reserved."""
    index = {s.id: t for t, s in enumerate(problem.slots)}
    every = frozenset(index.values())
    opened: dict[str | None, frozenset[int]] = {None: frozenset()}
    for table in problem.tables:
        slots = every if table.slots is None else frozenset(index[s] for s in table.slots)
        opened[table.id] = slots if table.capacity else frozenset()
        if not table.reserved:
            opened[None] |= opened[table.id]
    return opened


def _seated(problem: Problem, people: Mapping[str, Person], opened: Opened, pair: Pair) -> frozenset[int]:
    """Slots in which a table that the pair may use is open."""
    owned = (people[pair.a].table, people[pair.b].table)
    own = owned[0] or owned[1]
    fixed = pair.fixed.table if pair.fixed else None
    if fixed is None:
        return opened[own]
    stranger = fixed not in owned and any(t.reserved for t in problem.tables if t.id == fixed)
    return frozenset() if stranger or own not in (None, fixed) else opened[fixed]


def _most(problem: Problem, person: Person, choices: list[frozenset[int]]) -> int:
    most = _in_rows(problem, person, frozenset().union(*choices))
    return _one_each(choices, most if person.max_meetings is None else min(most, person.max_meetings))


def _in_rows(problem: Problem, person: Person, usable: frozenset[int]) -> int:
    """Most of these slots with no row longer than `max_consecutive`."""
    taken = row = 0
    for t, slot in enumerate(problem.slots):
        if t and problem.slots[t - 1].block != slot.block:
            row = 0
        if t in usable and (person.max_consecutive is None or row < person.max_consecutive):
            taken, row = taken + 1, row + 1
        else:
            row = 0
    return taken


def _one_each(choices: list[frozenset[int]], enough: int) -> int:
    """Most pairs with a slot of their own, up to so many."""
    holder: dict[int, int] = {}

    def settle(i: int, asked: set[int]) -> bool:
        for t in sorted(choices[i] - asked):
            asked.add(t)
            if t not in holder or settle(holder[t], asked):
                holder[t] = i
                return True
        return False

    placed = 0
    for i in range(len(choices)):
        if placed < enough:
            placed += settle(i, set())
    return placed
