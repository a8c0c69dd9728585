"""Counting literals with clauses: totalizers (Bailleux and Boufkhad, CP 2003), truncated at the largest count used."""

from collections.abc import Sequence

from solver.sat.cnf import Cnf


def count(cnf: Cnf, literals: Sequence[int], most: int) -> list[int]:
    """Literals "at least 1", "at least 2", up to `most`: each holds if and only if that many of `literals` hold."""
    return _merge(cnf, list(literals), most, both=True)


def count_up(cnf: Cnf, literals: Sequence[int], most: int) -> list[int]:
    """As `count`, but a result may also hold if fewer do: enough to forbid large counts, with half the clauses."""
    return _merge(cnf, list(literals), most, both=False)


def at_most(cnf: Cnf, literals: Sequence[int], k: int, guard: Sequence[int] = ()) -> None:
    """At most k of the literals hold, unless one of `guard` does."""
    if k >= len(literals):
        return
    if k <= 0:
        for lit in literals:
            cnf.add(-lit, *guard)
        return
    cnf.add(-count_up(cnf, literals, k + 1)[k], *guard)


def _merge(cnf: Cnf, literals: list[int], most: int, *, both: bool) -> list[int]:
    if len(literals) <= 1:
        return literals[:most]
    half = len(literals) // 2
    left = _merge(cnf, literals[:half], most, both=both)
    right = _merge(cnf, literals[half:], most, both=both)
    sums = [cnf.new() for _ in range(min(most, len(literals)))]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            _at_least(cnf, left[:i], right[:j], sums)
            if both and i + j < len(sums):  # then neither list was truncated before i or j
                _fewer_than(cnf, left[i : i + 1], right[j : j + 1], sums[i + j])
    return sums


def _at_least(cnf: Cnf, left: list[int], right: list[int], sums: list[int]) -> None:
    """If i hold on the left and j on the right, then i + j hold in total."""
    total = min(len(left) + len(right), len(sums))
    if total:
        cnf.add(*(-lit for lit in (*left[-1:], *right[-1:])), sums[total - 1])


def _fewer_than(cnf: Cnf, left: list[int], right: list[int], total: int) -> None:
    """If fewer than i + 1 hold on the left and fewer than j + 1 on the right, fewer than i + j + 1 hold in total."""
    cnf.add(*left, *right, -total)
