"""Gaps of a person: a meeting after a free slot, with another meeting earlier in the block."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solver.sat.cardinality import count
from solver.sat.model import Guard, Timetable


@dataclass(frozen=True)
class _Stretch:
    """The usable part of a block; literals: `begun[t]`, a meeting at t or before, `remaining[t]`, one at t or after."""

    slots: list[int]
    begun: dict[int, int]
    remaining: dict[int, int]


def add_gaps(model: Timetable, most: int | None = None) -> None:
    """Fill `gaps`: for each person the literals "at least one gap", "at least two" and so on, up to `most`."""
    for p in range(model.instance.people):
        stretches = [_stretch(model, p, slots) for slots in _blocks(model, p)]
        restarts = [lit for stretch in stretches for lit in _restarts(model, p, stretch)]
        gaps = count(model.cnf, restarts, len(restarts) if most is None else most)
        model.gaps.append(gaps)
        guard = model.unless_all_meet(p)
        if guard is not None and len(stretches) == 1 and _adjacent(model, stretches[0].slots):
            _add_window(model, p, stretches[0], guard)


def _blocks(model: Timetable, person: int) -> list[list[int]]:
    """Per block the slots from the first to the last that the person could use."""
    used, block = model.used[person], model.instance.block
    result = []
    for k in dict.fromkeys(int(block[t]) for t in used):
        usable = [t for t in used if block[t] == k]
        result.append([int(t) for t in np.flatnonzero(block == k) if usable[0] <= t <= usable[-1]])
    return result


def _adjacent(model: Timetable, slots: list[int]) -> bool:
    return bool(model.instance.adjacent[slots[1:]].all()) and slots[-1] - slots[0] == len(slots) - 1


def _stretch(model: Timetable, person: int, slots: list[int]) -> _Stretch:
    return _Stretch(slots, _so_far(model, person, slots), _so_far(model, person, slots[::-1]))


def _so_far(model: Timetable, person: int, slots: list[int]) -> dict[int, int]:
    """For each slot, a literal: the person has a meeting there or in a slot listed before it."""
    result: dict[int, int] = {}
    last: list[int] = []
    for t in slots:
        used = model.used[person].get(t)
        last = [model.cnf.any_of([*last, *([] if used is None else [used])])]
        result[t] = last[0]
    return result


def _restarts(model: Timetable, person: int, stretch: _Stretch) -> list[int]:
    """For each slot in which a gap can end, a literal that it does."""
    used, slots = model.used[person], stretch.slots
    result = []
    for before, t in pairwise(slots[1:]):
        if t in used:
            free = [-used[before]] if before in used and model.instance.adjacent[t] else []
            result.append(model.cnf.all_of([used[t], *free, stretch.begun[before]]))
    return result


def _add_window(model: Timetable, person: int, stretch: _Stretch, guard: Guard) -> None:
    """Implied clauses that prune: d meetings with g gaps span at least d + g slots; without gaps, exactly d."""
    gaps, first, last = model.gaps[person], stretch.slots[0], stretch.slots[-1]
    meetings = len(model.pairs_of[person])
    for t in stretch.slots:
        for g, at_least in enumerate([None, *gaps]):
            _spans(model, stretch, t, meetings + g, (*guard, *([] if at_least is None else [-at_least])))
        back = [stretch.begun[t - meetings]] if t - meetings >= first else []
        model.cnf.add(stretch.remaining[t], *back, *guard)
        if gaps and t + meetings <= last:
            model.cnf.add(gaps[0], -stretch.begun[t], -stretch.remaining[t + meetings])
        if gaps and first < t < last:
            inside = [model.used[person][t]] if t in model.used[person] else []
            model.cnf.add(gaps[0], -stretch.begun[t - 1], -stretch.remaining[t + 1], *inside)


def _spans(model: Timetable, stretch: _Stretch, t: int, length: int, guard: Guard) -> None:
    """A person without a meeting up to t has one at t + `length` or later."""
    end = t + length
    after = [stretch.remaining[end]] if end <= stretch.slots[-1] else []
    model.cnf.add(stretch.begun[t], *after, *guard)
