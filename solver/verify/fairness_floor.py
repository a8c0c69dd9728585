"""The value of the tier `fairness`, computed independently: the floor of meetings, from the problem alone."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from solver.problem import Pair, Person, Problem
from solver.schedule import Meeting

Opened = Mapping[str | None, frozenset[int]]  # slots in which a table is open; None: any that is not reserved


def fairness_floor(problem: Problem, meetings: tuple[Meeting, ...]) -> int:
    """The largest k such that everyone who could have k meetings, if no one else met anyone, has at least k.

    If all have as many as they could, the largest number that anyone has.
    """
    held = Counter(who for m in meetings for who in (m.a, m.b))
    attainable = _attainable(problem)
    short = [held[who] for who, most in attainable.items() if held[who] < most]
    return min(short, default=max(attainable.values(), default=0))


def _attainable(problem: Problem) -> Mapping[str, int]:
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
    most = _most_usable(problem, person, frozenset().union(*choices))
    return _matched(choices, most if person.max_meetings is None else min(most, person.max_meetings))


def _most_usable(problem: Problem, person: Person, usable: frozenset[int]) -> int:
    """The most of these slots that can be used with no run longer than `max_consecutive`."""
    taken = run = 0
    for t, slot in enumerate(problem.slots):
        if t and problem.slots[t - 1].block != slot.block:
            run = 0
        if t in usable and (person.max_consecutive is None or run < person.max_consecutive):
            taken, run = taken + 1, run + 1
        else:
            run = 0
    return taken


def _matched(choices: list[frozenset[int]], enough: int) -> int:
    """The most pairs that can each have a slot of their own, up to `enough` (augmenting paths)."""
    holder: dict[int, int] = {}

    def augment(i: int, visited: set[int]) -> bool:
        for t in sorted(choices[i] - visited):
            visited.add(t)
            if t not in holder or augment(holder[t], visited):
                holder[t] = i
                return True
        return False

    placed = 0
    for i in range(len(choices)):
        if placed < enough:
            placed += augment(i, set())
    return placed
