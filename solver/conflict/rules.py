"""The rules of a problem that a person could give up, each with its sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from solver.conflict.obvious import pair_name
from solver.problem import Fixed, Pair, Person, Problem, Table


@dataclass(frozen=True)
class Rule:
    """`without` gives the problem with this one rule given up; rules can be given up in any order."""

    sentence: str
    without: Callable[[Problem], Problem]


def rules(problem: Problem) -> list[Rule]:
    """All of them; with every one given up an empty schedule is sound."""
    return [
        *_requirements(problem),
        *_fixings(problem),
        *_people(problem),
        *_orders(problem),
        *_whole(problem),
    ]


def _requirements(problem: Problem) -> Iterator[Rule]:
    for e, pair in enumerate(problem.pairs):
        if pair.must_meet:
            yield Rule(f"{pair_name(problem, e)} must meet", _pair_change(e, _not_required))


def _fixings(problem: Problem) -> Iterator[Rule]:
    for e, pair in enumerate(problem.pairs):
        if pair.fixed is not None and pair.fixed.slot is not None:
            sentence = f"{pair_name(problem, e)} are fixed to slot {pair.fixed.slot}"
            yield Rule(sentence, _pair_change(e, _free_slot))
        if pair.fixed is not None and pair.fixed.table is not None:
            sentence = f"{pair_name(problem, e)} are fixed to table {pair.fixed.table}"
            yield Rule(sentence, _pair_change(e, _free_table))
        if pair.slots is not None:
            sentence = f"{pair_name(problem, e)} may only meet at {_listed(pair.slots)}"
            yield Rule(sentence, _pair_change(e, lambda p: replace(p, slots=None)))


def _people(problem: Problem) -> Iterator[Rule]:
    for i, person in enumerate(problem.people):
        if person.available is not None:
            sentence = f"{person.id} is only available at {_listed(person.available)}"
            yield Rule(sentence, _person_change(i, lambda p: replace(p, available=None)))
        if person.max_meetings is not None:
            sentence = f"{person.id} has at most {person.max_meetings} meetings"
            yield Rule(sentence, _person_change(i, lambda p: replace(p, max_meetings=None)))
        if person.max_consecutive is not None:
            sentence = f"{person.id} has at most {person.max_consecutive} meetings in a row"
            yield Rule(sentence, _person_change(i, lambda p: replace(p, max_consecutive=None)))


def _orders(problem: Problem) -> Iterator[Rule]:
    for i, j in problem.before:
        sentence = f"{pair_name(problem, i)} meet before {pair_name(problem, j)}"
        yield Rule(sentence, _not_before((i, j)))


def _whole(problem: Problem) -> Iterator[Rule]:
    if problem.max_gap_spread is not None:
        sentence = f"the numbers of gaps of two people differ by at most {problem.max_gap_spread}"
        yield Rule(sentence, lambda p: replace(p, max_gap_spread=None))
    places = sum(t.capacity for t in problem.tables)
    sentence = f"the {len(problem.tables)} tables hold {places} meetings at once, where open and not reserved"
    yield Rule(sentence, lambda p: replace(p, tables=tuple(_ample(t, len(p.pairs)) for t in p.tables)))


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


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) if names else "no slot at all"
