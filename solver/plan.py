"""A complete plan inside the solver: slots, tables, and what they are worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from solver.grid import masks
from solver.instance import Instance
from solver.limits import Clock
from solver.problem import TierName
from solver.seating import Seating


@dataclass(frozen=True)
class Plan:
    """`meetings`: (pair, slot) by pair; `tables[e]`; `values` of all four tiers."""

    meetings: tuple[tuple[int, int], ...]
    tables: Mapping[int, int]
    values: Mapping[TierName, int]
    spread: int  # between the most and the fewest gaps of a person


def make_plan(
    instance: Instance, meetings: Iterable[tuple[int, int]], tables: Mapping[int, int], clock: Clock
) -> Plan:
    """The plan with these meetings, seated as in `tables` or, where that is empty, so that few people move."""
    held = tuple(sorted(meetings))
    seating = Seating(instance, held)
    if tables:
        seating.table = dict(tables)
    else:
        seating.settle(clock)
    pairs = np.array([e for e, _ in held], dtype=np.int64)
    slots = np.array([t for _, t in held], dtype=np.int64)
    gaps = gaps_by_person(instance, busy_slots(instance, pairs, slots))
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    count = np.bincount(ends, minlength=instance.people)
    values: dict[TierName, int] = {
        "minimums": int(np.maximum(0, instance.least - count).sum()),
        "score": int(instance.score[pairs].sum()),
        "gaps": int(gaps.sum()),
        "moves": seating.moves(),
    }
    spread = int(gaps.max() - gaps.min()) if len(gaps) else 0
    return Plan(held, seating.table, values, spread)


def busy_slots(
    instance: Instance,
    pairs: np.ndarray[tuple[int], np.dtype[np.int64]],
    slots: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """(n, T) who is busy when."""
    busy = np.zeros((instance.people, instance.slots), dtype=bool)
    busy[instance.a[pairs], slots] = True
    busy[instance.b[pairs], slots] = True
    return busy


def gaps_by_person(
    instance: Instance, busy: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """(n) runs less touched blocks."""
    before = np.zeros_like(busy)
    before[:, 1:] = busy[:, :-1]
    starts = (busy & ~(before & instance.follows)).sum(axis=1)
    touched = sum(busy[:, instance.block == k].any(axis=1).astype(np.int64) for k in range(instance.blocks))
    return np.asarray(starts - touched, dtype=np.int64)


def busy_masks(instance: Instance, plan: Plan) -> list[int]:
    """Each person's busy slots as a bit mask."""
    pairs = np.array([e for e, _ in plan.meetings], dtype=np.int64)
    slots = np.array([t for _, t in plan.meetings], dtype=np.int64)
    return masks(busy_slots(instance, pairs, slots))
