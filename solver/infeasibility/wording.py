"""A conflict as one sentence: the meetings that must take place, and the limits that prevent them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from solver.lists_and_counts import counted, joined, listed
from solver.problem import Pair, Problem, Rule
from solver.sat.model import Key

_TIMES: Final = (Rule.NOT_AVAILABLE, Rule.PAIR_SLOTS)
MANY: Final = 3  # longer lists are followed by their length


def sentence(problem: Problem, keys: Iterable[Key]) -> str:
    """The rules with these keys (see relaxations.py), which cannot all hold, in words."""
    return _Wording(problem, set(keys)).sentence()


class _Wording:
    def __init__(self, problem: Problem, keys: set[Key]) -> None:
        self.problem, self.keys = problem, keys
        self.order = {slot.id: t for t, slot in enumerate(problem.slots)}
        must = [e for e in range(len(problem.pairs)) if Key(Rule.REQUIRED, (e,)) in keys]
        self.fixed = [e for e in must if Key(Rule.FIXED_SLOT, (e,)) in keys]
        self.open = [e for e in must if Key(Rule.FIXED_SLOT, (e,)) not in keys]

    def sentence(self) -> str:
        meet = self._stars(self.open, (), self._must_meet)
        named = {name for e in self.open for name in self._ends(e)}
        fixed = self._stars(self.fixed, named, self._is_fixed)
        limits = self._limits()
        if len(self.open) == len(self.fixed) == len(limits) == 1 and self._one_slot():
            return f"{meet[0]}, but {limits[0]}, where {self._with(self.fixed[0], named)}"
        meetings, obstacles = (meet, limits + fixed) if meet else (fixed, limits)
        return f"{joined(meetings)}, but {joined(obstacles or [self._implicit_limit()])}"

    def _implicit_limit(self) -> str:
        """The implicit limit: one meeting at a time, limited slots."""
        if self.open:
            slots = len(self.problem.slots)
            return f"there {'is' if slots == 1 else 'are'} only {counted(slots, 'slot')}"
        return "no one can be in two meetings at once"

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

    def _stars(self, pairs: list[int], first: Iterable[str], clause: Callable[[str, list[int]], str]) -> list[str]:
        """One clause for all meetings of a person: people named already first, then those with most meetings."""
        left, clauses, named = list(pairs), [], set(first)
        while left:
            people = dict.fromkeys(name for e in left for name in self._ends(e))
            share = {name: [e for e in left if name in self._ends(e)] for name in people}
            centre = max(people, key=lambda name: (name in named, len(share[name])))
            clauses.append(clause(centre, share[centre]))
            left = [e for e in left if e not in share[centre]]
        return clauses

    def _must_meet(self, centre: str, pairs: list[int]) -> str:
        if len(pairs) == 1:
            return f"{self._pair(pairs[0])} must meet"
        count = f" ({len(pairs)} meetings)" if len(pairs) > MANY else ""
        return f"{centre} must meet {listed([self._other(e, centre) for e in pairs])}{count}"

    def _is_fixed(self, centre: str, pairs: list[int]) -> str:
        return f"{centre} is fixed with {listed([f'{self._other(e, centre)} at {self._slot(e)}' for e in pairs])}"

    def _with(self, e: int, named: set[str]) -> str:
        centre = next((name for name in self._ends(e) if name in named), self._ends(e)[0])
        return f"{centre} is fixed with {self._other(e, centre)}"

    def _slot(self, e: int) -> str:
        fixed = self.problem.pairs[e].fixed
        return str(fixed.slot) if fixed is not None else ""

    def _other(self, e: int, name: str) -> str:
        a, b = self._ends(e)
        return (b if name == a else a) + self._which(e)

    def _pair(self, e: int) -> str:
        a, b = self._ends(e)
        return f"{a} and {b}{self._which(e)}"

    def _which(self, e: int) -> str:
        """The pair's index, if the two are listed more than once."""
        ends = set(self._ends(e))
        twins = sum(1 for pair in self.problem.pairs if {pair.a, pair.b} == ends)
        return f" (pair {e})" if twins > 1 else ""

    def _limits(self) -> list[str]:
        clauses: dict[Rule, Callable[..., str]] = {
            Rule.PAIR_SLOTS: lambda e: f"{self._pair(e)} may only meet at {self._times(self.problem.pairs[e].slots)}",
            Rule.FIXED_TABLE: lambda e: f"{self._pair(e)} are fixed to table {_table(self.problem.pairs[e])}",
            Rule.NOT_AVAILABLE: self._available,
            Rule.MAX_MEETINGS: lambda p: (
                f"{self.problem.people[p].id} may have {_at_most(self.problem.people[p].max_meetings)}"
            ),
            Rule.MAX_CONSECUTIVE: lambda p: (
                f"{self.problem.people[p].id} may have {_at_most(self.problem.people[p].max_consecutive)} in a row"
            ),
            Rule.PRECEDENCE: lambda i, j: f"{self._pair(i)} meet before {self._pair(j)}",
            Rule.GAP_SPREAD: lambda: (
                f"the numbers of gaps of two people differ by at most {self.problem.max_gap_spread}"
            ),
            Rule.TABLE_CAPACITY: self._tables,
        }
        order = list(clauses)
        limits = sorted((order.index(key.rule), key) for key in self.keys if key.rule in clauses)
        return [clauses[key.rule](*key.indexes) for _, key in limits]

    def _available(self, p: int) -> str:
        person = self.problem.people[p]
        there = person.available or ()
        away = [slot for slot in self.order if slot not in there]
        if len(away) < len(there):
            left = f"{len(there)} of {len(self.order)} slots are left"
            return f"{person.id} is not available at {self._times(away)} ({left})"
        return f"{person.id} is available only at {self._times(there)}" if there else f"{person.id} is never available"

    def _tables(self) -> str:
        tables, places = len(self.problem.tables), sum(table.capacity for table in self.problem.tables)
        held = f"{counted(tables, 'table')}, {counted(places, 'meeting')} at once"
        return f"the tables ({held}) cannot hold more meetings, counting only open, unreserved tables"

    def _times(self, slots: Sequence[str] | None) -> str:
        """Slots in order; three or more in a row as "s1 to s4"."""
        at = sorted(self.order[slot] for slot in slots or ())
        names, runs = list(self.order), list[list[int]]()
        for t in at:
            if runs and runs[-1][-1] == t - 1:
                runs[-1].append(t)
            else:
                runs.append([t])
        parts = [f"{names[r[0]]} to {names[r[-1]]}" if len(r) >= MANY else listed([names[t] for t in r]) for r in runs]
        count = f" ({len(at)} slots)" if len(at) > MANY else ""
        return listed(parts) + count if parts else "no slot at all"


def _at_most(number: int | None) -> str:
    return f"at most {counted(number or 0, 'meeting')}"


def _table(pair: Pair) -> str:
    return str(pair.fixed.table) if pair.fixed is not None else ""
