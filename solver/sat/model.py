"""The variables that all rules share, and the switches that relax rules."""

from dataclasses import dataclass, field
from typing import NamedTuple

from solver.instance.instance import Instance
from solver.problem import Rule
from solver.sat.cnf import Cnf

Guard = tuple[int, ...]  # literals added to a clause: it has an effect only if none of them holds


class Key(NamedTuple):
    """One rule of a problem: its kind, and the indexes of the pairs or the person that it concerns."""

    rule: Rule
    indexes: tuple[int, ...] = ()


class Switches:
    """A literal for each rule that can be relaxed; without a `cnf` no rule can be."""

    def __init__(self, cnf: Cnf | None = None) -> None:
        self._cnf = cnf
        self.on: dict[Key, int] = {}  # the literal that switches a rule on

    def guard(self, rule: Rule, *indexes: int) -> Guard:
        """Literals for the clauses of this rule, so that they have an effect only while it is switched on."""
        if self._cnf is None:
            return ()
        key = Key(rule, indexes)
        if key not in self.on:
            self.on[key] = self._cnf.new()
        return (-self.on[key],)


@dataclass
class Timetable:
    """`meets[e][t]`: pair e meets in slot t (allowed slots only); `used[p][t]`: person p has a meeting there.

    `seats[e]`: tables that the pair may be bound to, each with a guard: the pair is bound to it if no literal holds.
    """

    instance: Instance
    cnf: Cnf
    switches: Switches
    meets: list[dict[int, int]]
    used: list[dict[int, int]]
    pairs_of: list[list[int]]
    seats: list[list[tuple[int, Guard]]]
    gaps: list[list[int]] = field(default_factory=list)  # per person: at least one gap, at least two, ...

    def unless_all_meet(self, person: int) -> Guard | None:
        """Guard for clauses that assume that all the person's pairs meet; None if one of the pairs is optional."""
        if not all(self.instance.required[e] for e in self.pairs_of[person]):
            return None
        return tuple(lit for e in self.pairs_of[person] for lit in self.switches.guard(Rule.REQUIRED, e))


def new_timetable(instance: Instance, cnf: Cnf, switches: Switches) -> Timetable:
    """The variables, without any rule."""
    meets = [{int(t): cnf.new() for t in row.nonzero()[0]} for row in instance.allowed]
    pairs_of: list[list[int]] = [[] for _ in range(instance.people)]
    slots: list[set[int]] = [set() for _ in range(instance.people)]
    for e, allowed in enumerate(meets):
        for p in (int(instance.a[e]), int(instance.b[e])) if allowed else ():
            pairs_of[p].append(e)
            slots[p].update(allowed)
    used = [{t: cnf.new() for t in sorted(usable)} for usable in slots]
    seats: list[list[tuple[int, Guard]]] = [[(int(k), ())] for k in instance.bound_table]
    return Timetable(instance, cnf, switches, meets, used, pairs_of, seats)
