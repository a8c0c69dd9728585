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
    attainable = _Attainable(problem)
    highest = 0
    for person in sorted(problem.people, key=lambda person: held[person.id]):
        most = attainable.of(person)
        if held[person.id] < most:
            return held[person.id]
        highest = max(highest, most)
    return highest


class _Attainable:
    """The most meetings that a person could have; computed person by person, as most need not be asked about."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._people = {p.id: p for p in problem.people}
        self._tables, self._named = _open(problem), _NamedSlots(problem)
        self._pairs: dict[str, list[Pair]] = defaultdict(list)
        for pair in problem.pairs:
            self._pairs[pair.a].append(pair)
            self._pairs[pair.b].append(pair)

    def of(self, person: Person) -> int:
        return _most(self._problem, person, [self._slots(pair) for pair in self._pairs[person.id]])

    def _slots(self, pair: Pair) -> frozenset[int]:
        """Those in which the pair could meet."""
        one, other = self._people[pair.a], self._people[pair.b]
        free = self._named.of(one.available) & self._named.of(other.available) & self._named.of(pair.slots)
        if pair.fixed and pair.fixed.slot is not None:
            free &= self._named.of((pair.fixed.slot,))
        return free & _seated(self._problem, self._people, self._tables, pair)


class _NamedSlots:
    """The indexes of slots that are listed by their ids; many lists are equal."""

    def __init__(self, problem: Problem) -> None:
        self._index = {s.id: t for t, s in enumerate(problem.slots)}
        self._every = frozenset(self._index.values())
        self._known: dict[tuple[str, ...], frozenset[int]] = {}

    def of(self, names: tuple[str, ...] | None) -> frozenset[int]:
        """None: all slots."""
        if names is None:
            return self._every
        if names not in self._known:
            self._known[names] = frozenset(self._index[name] for name in names)
        return self._known[names]


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
