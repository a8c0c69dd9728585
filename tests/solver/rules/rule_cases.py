"""For each hard rule: a tiny problem, a schedule that breaks this rule only, and a contradiction that it causes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from solver import Fixed, Pair, Person, Problem, Table
from solver.problem import Rule
from tests.solver.builders import pairs, people, problem, slots, tables

Placements = tuple[tuple[int, str, str], ...]  # (pair, slot, table)


@dataclass(frozen=True)
class RuleCase:
    """`broken`: breaks the rule in `problem` and no other rule. `relaxed`: the problem without the rule, if possible.

    `start`: meetings from which one step of the search would lead to `broken`; None: all but its last meeting.
    `infeasible`: a problem that has no schedule because of the rule; None: `problem` with the meetings of `broken`
    fixed to their slots. `conflict`: the sentence that says so; empty where the rule makes no problem infeasible.
    """

    problem: Problem
    broken: Placements
    relaxed: Problem | None
    conflict: str
    infeasible: Problem | None = None
    start: Placements | None = None

    def contradiction(self) -> Problem:
        """The problem that has no schedule."""
        return _fixed_at(self.problem, self.broken) if self.infeasible is None else self.infeasible

    def before_the_step(self) -> Placements:
        """The meetings from which one step leads to `broken`."""
        return self.broken[:-1] if self.start is None else self.start


def _fixed_at(p: Problem, places: Placements) -> Problem:
    entries = list(p.pairs)
    for i, slot, _ in places:
        fixed = entries[i].fixed
        entries[i] = replace(entries[i], fixed=Fixed(slot, fixed.table if fixed else None))
    return replace(p, pairs=tuple(entries))


def _ann_and_bob(**of_pair: Any) -> Problem:
    return problem("ann bob", "", slots(2), 1, pairs=(Pair("ann", "bob", score=1, **of_pair),))


def _ann_with_two(when: int, **of_ann: Any) -> Problem:
    who = (Person("ann", **of_ann), *people("bob cleo"))
    return problem("ann bob cleo", "ann-bob ann-cleo", slots(when), people=who)


def _one_pair(rule: Callable[[Problem], Problem], table: str = "t0", **case: Any) -> RuleCase:
    return RuleCase(rule(_ann_and_bob()), ((0, "s1", table),), _ann_and_bob(), **case)


def _at_bobs_times(p: Problem) -> Problem:
    return replace(p, people=(Person("ann"), Person("bob", available=("s0",))))


def _one_table(**fields: Any) -> Callable[[Problem], Problem]:
    return lambda p: replace(p, tables=tables(1, **fields))


ONE_TABLE = "the tables (1 table, 1 meeting at once) cannot hold more meetings, counting only open, unreserved tables"
TWO_TABLES = (
    "the tables (2 tables, 2 meetings at once) cannot hold more meetings, counting only open, unreserved tables"
)
BOTH_TABLES = (Table("t0"), Table("t1", slots=("s0",)))
TWO_PAIRS = problem("ann bob cleo dan", "ann-bob cleo-dan", slots(1), where=2)
SPLIT_DAY = problem("ann bob cleo", "ann-bob ann-cleo", slots(3), where=1)

CASES: dict[Rule, RuleCase] = {
    Rule.PAIR_ONCE: RuleCase(_ann_and_bob(), ((0, "s0", "t0"), (0, "s1", "t0")), None, conflict=""),
    Rule.DOUBLE_BOOKED: RuleCase(
        _ann_with_two(1),
        ((0, "s0", "t0"), (1, "s0", "t1")),
        None,
        infeasible=replace(_ann_with_two(1), pairs=pairs("ann-bob ann-cleo", required=True)),
        conflict="ann must meet bob and cleo, but there is only 1 slot",
    ),
    Rule.NOT_AVAILABLE: _one_pair(
        _at_bobs_times, conflict="ann is fixed with bob at s1, but bob is available only at s0"
    ),
    Rule.PAIR_SLOTS: RuleCase(
        _ann_and_bob(slots=("s0",)),
        ((0, "s1", "t0"),),
        _ann_and_bob(),
        conflict="ann is fixed with bob at s1, but ann and bob may only meet at s0",
    ),
    Rule.REQUIRED: RuleCase(
        _ann_and_bob(required=True),
        (),
        _ann_and_bob(),
        start=((0, "s0", "t0"),),
        infeasible=replace(_ann_and_bob(required=True), people=(Person("ann", available=()), Person("bob"))),
        conflict="ann and bob must meet, but ann is never available",
    ),
    Rule.FIXED_SLOT: RuleCase(
        _ann_and_bob(fixed=Fixed(slot="s0")),
        ((0, "s1", "t0"),),
        _ann_and_bob(required=True),
        infeasible=_ann_and_bob(fixed=Fixed(slot="s0"), slots=("s1",)),
        conflict="ann is fixed with bob at s0, but ann and bob may only meet at s1",
    ),
    Rule.FIXED_TABLE: RuleCase(
        replace(_ann_and_bob(), tables=BOTH_TABLES, pairs=(Pair("ann", "bob", fixed=Fixed(table="t1")),)),
        ((0, "s1", "t0"),),
        replace(_ann_and_bob(required=True), tables=BOTH_TABLES),
        conflict=f"ann is fixed with bob at s1, but ann and bob are fixed to table t1, and {TWO_TABLES}",
    ),
    Rule.TABLE_CAPACITY: RuleCase(
        replace(TWO_PAIRS, tables=tables(1)),
        ((0, "s0", "t0"), (1, "s0", "t0")),
        replace(TWO_PAIRS, tables=tables(1, capacity=2)),
        conflict=f"ann and bob must meet, and cleo and dan must meet, but {ONE_TABLE}",
    ),
    Rule.TABLE_CLOSED: _one_pair(_one_table(slots=("s0",)), conflict=f"ann is fixed with bob at s1, but {ONE_TABLE}"),
    Rule.TABLE_RESERVED: _one_pair(_one_table(reserved=True), conflict=f"ann and bob must meet, but {ONE_TABLE}"),
    Rule.OWN_TABLE: RuleCase(
        replace(_ann_and_bob(), tables=BOTH_TABLES, people=(Person("ann", table="t1"), Person("bob"))),
        ((0, "s1", "t0"),),
        replace(_ann_and_bob(), tables=BOTH_TABLES),
        conflict=f"ann is fixed with bob at s1, but {TWO_TABLES}",
    ),
    Rule.MAX_MEETINGS: RuleCase(
        _ann_with_two(2, max_meetings=1),
        ((0, "s0", "t0"), (1, "s1", "t0")),
        _ann_with_two(2),
        conflict="ann must meet bob and cleo, but ann may have at most 1 meeting",
    ),
    Rule.MAX_CONSECUTIVE: RuleCase(
        _ann_with_two(2, max_consecutive=1),
        ((0, "s0", "t0"), (1, "s1", "t0")),
        _ann_with_two(2),
        conflict="ann must meet bob and cleo, but ann may have at most 1 meeting in a row",
    ),
    Rule.PRECEDENCE: RuleCase(
        replace(TWO_PAIRS, before=((0, 1),)),
        ((0, "s0", "t0"), (1, "s0", "t1")),
        TWO_PAIRS,
        conflict="ann and bob must meet, and cleo and dan must meet, but ann and bob meet before cleo and dan",
    ),
    Rule.GAP_SPREAD: RuleCase(
        replace(SPLIT_DAY, max_gap_spread=0),
        ((0, "s0", "t0"), (1, "s2", "t0")),
        SPLIT_DAY,
        conflict="ann is fixed with bob at s0 and cleo at s2, "
        "but the numbers of gaps of two people differ by at most 0",
    ),
}
