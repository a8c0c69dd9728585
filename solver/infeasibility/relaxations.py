"""The rules of a problem that a person could give up."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace

from solver.problem import Fixed, Pair, Person, Problem, Table

Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Rule:
    """`key` is its switch in the clauses; `without` gives the problem with this one rule given up, in any order."""

    key: Key
    without: Callable[[Problem], Problem]


def rules(problem: Problem) -> list[Rule]:
    """All of them; with every one given up an empty schedule is sound."""
    return [*_pairs(problem), *_people(problem), *_whole(problem)]


def _pairs(problem: Problem) -> Iterator[Rule]:
    for e, pair in enumerate(problem.pairs):
        if pair.must_meet:
            yield Rule(("must", e), _pair_change(e, _not_required))
        if pair.fixed is not None and pair.fixed.slot is not None:
            yield Rule(("slot", e), _pair_change(e, _free_slot))
        if pair.fixed is not None and pair.fixed.table is not None:
            yield Rule(("table", e), _pair_change(e, _free_table))
        if pair.slots is not None:
            yield Rule(("slots", e), _pair_change(e, lambda p: replace(p, slots=None)))


def _people(problem: Problem) -> Iterator[Rule]:
    for i, person in enumerate(problem.people):
        if person.available is not None:
            yield Rule(("available", i), _person_change(i, lambda p: replace(p, available=None)))
        if person.max_meetings is not None:
            yield Rule(("most", i), _person_change(i, lambda p: replace(p, max_meetings=None)))
        if person.max_consecutive is not None:
            yield Rule(("longest", i), _person_change(i, lambda p: replace(p, max_consecutive=None)))


def _whole(problem: Problem) -> Iterator[Rule]:
    for i, j in dict.fromkeys(problem.before):
        yield Rule(("before", i, j), _not_before((i, j)))
    if problem.max_gap_spread is not None:
        yield Rule(("spread",), lambda p: replace(p, max_gap_spread=None))
    yield Rule(("tables",), lambda p: replace(p, tables=tuple(_ample(t, len(p.pairs)) for t in p.tables)))


def _ample(table: Table, pairs: int) -> Table:
    return replace(table, capacity=max(1, pairs), slots=None, reserved=False)


def _not_required(pair: Pair) -> Pair:
    return replace(pair, required=False, fixed=None)


def _free_slot(pair: Pair) -> Pair:
    """Still required, unless that rule was given up before."""
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
