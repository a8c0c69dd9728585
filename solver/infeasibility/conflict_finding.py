"""A conflict as data for one sentence: the meetings that must take place, and the limits that prevent them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from solver.conflict import Conflict, ConflictRule
from solver.problem import Finding, Problem, Rule
from solver.sat.model import Key

_TIMES: Final = (Rule.NOT_AVAILABLE, Rule.PAIR_SLOTS)
_OF_PEOPLE: Final = (Rule.NOT_AVAILABLE, Rule.MAX_MEETINGS, Rule.MAX_CONSECUTIVE)
MANY: Final = 3  # longer lists are followed by their length


def conflict_of(problem: Problem, keys: Iterable[Key]) -> Conflict:
    """The conflict of the rules with these keys (see relaxations.py), which cannot all hold."""
    keys = set(keys)
    return Conflict(_Description(problem, keys).finding(), tuple(_rule(problem, key) for key in sorted(keys)))


def finding(code: str, **params: object) -> Finding:
    """A finding about a conflict."""
    return Finding(f"conflict.{code}", params)


def pair_finding(problem: Problem, e: int) -> Finding:
    """The two people of a pair; with its index, if they are listed more than once."""
    pair = problem.pairs[e]
    people = {"a": pair.a, "b": pair.b}
    return finding("one-of-pairs", **people, pair=e) if _twins(problem, e) else finding("pair", **people)


def _twins(problem: Problem, e: int) -> bool:
    ends = {problem.pairs[e].a, problem.pairs[e].b}
    return sum(1 for pair in problem.pairs if {pair.a, pair.b} == ends) > 1


def _rule(problem: Problem, key: Key) -> ConflictRule:
    if key.rule in _OF_PEOPLE:
        return ConflictRule(key.rule, person=problem.people[key.indexes[0]].id)
    pair, later = (*key.indexes, None, None)[:2]
    return ConflictRule(key.rule, pair, later)


class _Description:
    def __init__(self, problem: Problem, keys: set[Key]) -> None:
        self.problem, self.keys = problem, keys
        self.order = {slot.id: t for t, slot in enumerate(problem.slots)}
        must = [e for e in range(len(problem.pairs)) if Key(Rule.REQUIRED, (e,)) in keys]
        self.fixed = [e for e in must if Key(Rule.FIXED_SLOT, (e,)) in keys]
        self.open = [e for e in must if Key(Rule.FIXED_SLOT, (e,)) not in keys]

    def finding(self) -> Finding:
        meet = self._stars(self.open, (), self._must_meet)
        named = {name for e in self.open for name in self._ends(e)}
        fixed = self._stars(self.fixed, named, self._is_fixed)
        limits = self._limits()
        if len(self.open) == len(self.fixed) == len(limits) == 1 and self._one_slot():
            return finding("one-slot", meeting=meet[0], limit=limits[0], fixed=self._with(self.fixed[0], named))
        meetings, obstacles = (meet, limits + fixed) if meet else (fixed, limits)
        return finding("rules", meetings=tuple(meetings), limits=tuple(obstacles or [self._implicit_limit()]))

    def _implicit_limit(self) -> Finding:
        """The implicit limit: one meeting at a time, limited slots."""
        return finding("slots", count=len(self.problem.slots)) if self.open else finding("one-at-a-time")

    def _one_slot(self) -> bool:
        """Whether the one limit leaves just the slot of the one fixed meeting."""
        times = next((key for key in self.keys if key.rule in _TIMES), None)
        if times is None:
            return False
        index, problem = times.indexes[0], self.problem
        slots = problem.people[index].available if times.rule is Rule.NOT_AVAILABLE else problem.pairs[index].slots
        fixed = self.problem.pairs[self.fixed[0]].fixed
        return fixed is not None and slots == (fixed.slot,)

    def _ends(self, e: int) -> tuple[str, str]:
        return self.problem.pairs[e].a, self.problem.pairs[e].b

    def _stars(
        self, pairs: list[int], first: Iterable[str], clause: Callable[[str, list[int]], Finding]
    ) -> list[Finding]:
        """One clause for all meetings of a person: people named already first, then those with most meetings."""
        left, clauses, named = list(pairs), list[Finding](), set(first)
        while left:
            people = dict.fromkeys(name for e in left for name in self._ends(e))
            share = {name: [e for e in left if name in self._ends(e)] for name in people}
            centre = max(people, key=lambda name: (name in named, len(share[name])))
            clauses.append(clause(centre, share[centre]))
            left = [e for e in left if e not in share[centre]]
        return clauses

    def _must_meet(self, centre: str, pairs: list[int]) -> Finding:
        if len(pairs) == 1:
            return finding("must-meet", pair=pair_finding(self.problem, pairs[0]))
        others = tuple(self._other(e, centre) for e in pairs)
        if len(pairs) <= MANY:
            return finding("must-meet-several", person=centre, others=others)
        return finding("must-meet-many", person=centre, others=others, count=len(pairs))

    def _is_fixed(self, centre: str, pairs: list[int]) -> Finding:
        meetings = tuple(finding("fixed-at", other=self._other(e, centre), slot=self._slot(e)) for e in pairs)
        return finding("fixed", person=centre, meetings=meetings)

    def _with(self, e: int, named: set[str]) -> Finding:
        centre = next((name for name in self._ends(e) if name in named), self._ends(e)[0])
        return finding("fixed-with", person=centre, other=self._other(e, centre))

    def _slot(self, e: int) -> str:
        fixed = self.problem.pairs[e].fixed
        return str(fixed.slot) if fixed is not None else ""

    def _other(self, e: int, name: str) -> Finding:
        a, b = self._ends(e)
        other = b if name == a else a
        if _twins(self.problem, e):
            return finding("other-of-pair", person=other, pair=e)
        return finding("other", person=other)

    def _limits(self) -> list[Finding]:
        clauses: dict[Rule, Callable[..., Finding]] = {
            Rule.PAIR_SLOTS: lambda e: finding(
                "pair-slots", pair=self._pair(e), times=self._times(self.problem.pairs[e].slots)
            ),
            Rule.FIXED_TABLE: lambda e: finding("fixed-table", pair=self._pair(e), table=self._table(e)),
            Rule.NOT_AVAILABLE: self._available,
            Rule.MAX_MEETINGS: lambda p: self._at_most("max-meetings", p, self.problem.people[p].max_meetings),
            Rule.MAX_CONSECUTIVE: lambda p: self._at_most("max-consecutive", p, self.problem.people[p].max_consecutive),
            Rule.PRECEDENCE: lambda i, j: finding("before", first=self._pair(i), later=self._pair(j)),
            Rule.GAP_SPREAD: lambda: finding("gap-spread", most=self.problem.max_gap_spread),
            Rule.TABLE_CAPACITY: self._tables,
        }
        order = list(clauses)
        limits = sorted((order.index(key.rule), key) for key in self.keys if key.rule in clauses)
        return [clauses[key.rule](*key.indexes) for _, key in limits]

    def _pair(self, e: int) -> Finding:
        return pair_finding(self.problem, e)

    def _table(self, e: int) -> str:
        fixed = self.problem.pairs[e].fixed
        return str(fixed.table) if fixed is not None else ""

    def _at_most(self, code: str, p: int, most: int | None) -> Finding:
        return finding(code, person=self.problem.people[p].id, count=most or 0)

    def _available(self, p: int) -> Finding:
        person = self.problem.people[p]
        there = person.available or ()
        away = [slot for slot in self.order if slot not in there]
        if len(away) < len(there):
            left = {"left": len(there), "all": len(self.order)}
            return finding("not-available", person=person.id, times=self._times(away), **left)
        if there:
            return finding("available-only", person=person.id, times=self._times(there))
        return finding("never-available", person=person.id)

    def _tables(self) -> Finding:
        places = sum(table.capacity for table in self.problem.tables)
        tables = finding("tables", count=len(self.problem.tables))
        return finding("table-capacity", tables=tables, places=finding("places", count=places))

    def _times(self, slots: Sequence[str] | None) -> Finding:
        """Slots in order; three or more in a row as "s1 to s4"."""
        at = sorted(self.order[slot] for slot in slots or ())
        if not at:
            return finding("no-slot")
        times = tuple(part for stretch in _stretches(at) for part in self._stretch(stretch))
        if len(at) <= MANY:
            return finding("times", times=times)
        return finding("many-times", times=times, count=len(at))

    def _stretch(self, stretch: list[int]) -> list[Finding]:
        names = list(self.order)
        if len(stretch) >= MANY:
            return [finding("from-to", first=names[stretch[0]], last=names[stretch[-1]])]
        return [finding("slot", slot=names[t]) for t in stretch]


def _stretches(at: list[int]) -> list[list[int]]:
    """Increasing numbers, cut wherever one is missing."""
    found: list[list[int]] = []
    for t in at:
        if found and found[-1][-1] == t - 1:
            found[-1].append(t)
        else:
            found.append([t])
    return found
