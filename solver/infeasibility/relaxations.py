"""The rules of a problem that can be relaxed one by one, to find those that cannot all hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from solver.problem import Fixed, Pair, Person, Problem, Rule, Table
from solver.sat.model import Key

RELAXED_WITH: Final[Mapping[Rule, Rule]] = {
    # One switch for all tables: a conflict gives their number and says "counting only open, unreserved tables".
    Rule.TABLE_CLOSED: Rule.TABLE_CAPACITY,
    Rule.TABLE_RESERVED: Rule.TABLE_CAPACITY,
}
NOT_RELAXABLE: Final[Mapping[Rule, str]] = {
    Rule.PAIR_ONCE: "No rule can require a second meeting of an entry, so no conflict contains this rule.",
    Rule.DOUBLE_BOOKED: "Part of what a meeting is: a conflict without any limit is worded as this rule.",
    Rule.OWN_TABLE: "Excludes a meeting only with a fixed table or with the capacity of tables, which are relaxed.",
}


@dataclass(frozen=True)
class Relaxation:
    """`key`: the rule's switch in the clauses; `without`: the problem with this one rule relaxed, in any order."""

    key: Key
    without: Callable[[Problem], Problem]


def relaxations(problem: Problem) -> list[Relaxation]:
    """All relaxations of the problem; with all of them applied, an empty schedule keeps every rule."""
    return [*_of_pairs(problem), *_of_people(problem), *_of_event(problem)]


def _of_pairs(problem: Problem) -> Iterator[Relaxation]:
    for e, pair in enumerate(problem.pairs):
        if pair.must_meet:
            yield Relaxation(Key(Rule.REQUIRED, (e,)), _pair_change(e, _not_required))
        if pair.fixed is not None and pair.fixed.slot is not None:
            yield Relaxation(Key(Rule.FIXED_SLOT, (e,)), _pair_change(e, _free_slot))
        if pair.fixed is not None and pair.fixed.table is not None:
            yield Relaxation(Key(Rule.FIXED_TABLE, (e,)), _pair_change(e, _free_table))
        if pair.slots is not None:
            yield Relaxation(Key(Rule.PAIR_SLOTS, (e,)), _pair_change(e, lambda p: replace(p, slots=None)))


def _of_people(problem: Problem) -> Iterator[Relaxation]:
    for i, person in enumerate(problem.people):
        if person.available is not None:
            yield Relaxation(Key(Rule.NOT_AVAILABLE, (i,)), _person_change(i, lambda p: replace(p, available=None)))
        if person.max_meetings is not None:
            yield Relaxation(Key(Rule.MAX_MEETINGS, (i,)), _person_change(i, lambda p: replace(p, max_meetings=None)))
        if person.max_consecutive is not None:
            yield Relaxation(
                Key(Rule.MAX_CONSECUTIVE, (i,)), _person_change(i, lambda p: replace(p, max_consecutive=None))
            )


def _of_event(problem: Problem) -> Iterator[Relaxation]:
    for i, j in dict.fromkeys(problem.before):
        yield Relaxation(Key(Rule.PRECEDENCE, (i, j)), _not_before((i, j)))
    if problem.max_gap_spread is not None:
        yield Relaxation(Key(Rule.GAP_SPREAD), lambda p: replace(p, max_gap_spread=None))
    yield Relaxation(
        Key(Rule.TABLE_CAPACITY), lambda p: replace(p, tables=tuple(_unlimited(t, len(p.pairs)) for t in p.tables))
    )


def _unlimited(table: Table, pairs: int) -> Table:
    return replace(table, capacity=max(1, pairs), slots=None, reserved=False)


def _not_required(pair: Pair) -> Pair:
    return replace(pair, required=False, fixed=None)


def _free_slot(pair: Pair) -> Pair:
    """The pair stays required, unless that rule has been relaxed."""
    if pair.fixed is None:
        return pair
    kept = Fixed(None, pair.fixed.table) if pair.fixed.table is not None else None
    return replace(pair, required=True, fixed=kept)


def _free_table(pair: Pair) -> Pair:
    if pair.fixed is None:
        return pair
    kept = Fixed(pair.fixed.slot, None) if pair.fixed.slot is not None else None
    return replace(pair, required=True, fixed=kept)


def _not_before(entry: tuple[int, int]) -> Callable[[Problem], Problem]:
    return lambda p: replace(p, before=tuple(b for b in p.before if b != entry))


def _pair_change(e: int, change: Callable[[Pair], Pair]) -> Callable[[Problem], Problem]:
    return lambda p: replace(p, pairs=(*p.pairs[:e], change(p.pairs[e]), *p.pairs[e + 1 :]))


def _person_change(i: int, change: Callable[[Person], Person]) -> Callable[[Problem], Problem]:
    return lambda p: replace(p, people=(*p.people[:i], change(p.people[i]), *p.people[i + 1 :]))
