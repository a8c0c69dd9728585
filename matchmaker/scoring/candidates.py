"""The pairs that are scored and stored: each person's best partners, and enough partners for everyone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matchmaker.scoring.eligibility_matrix import Booleans, EligibilityMatrix
from matchmaker.scoring.formula import BLOCK, Affinity, affinity_of, common_share
from matchmaker.scoring.pair_sets import PairSet
from matchmaker.scoring.sparse_products import Floats, Floats32, Ints

_STEPS = 10_000
"""Affinities are compared in steps of 1 / 10,000; ties go to the smaller id."""


def best_partners(
    affinity: Affinity,
    eligibility: EligibilityMatrix,
    met_before: PairSet,
    met_before_factor: float,
    per_person: int,
    observer: Callable[[float], None],
) -> PairSet:
    """The pairs in which one is among the other's `per_person` best partners with anything in common.

    `met_before_factor` (0 to 1): the share of their common points that people who have met before still get.
    """
    people = eligibility.people
    found = [np.zeros((0, 2), dtype=np.int64)]
    for start in range(0, people, BLOCK):
        rows = np.arange(start, min(start + BLOCK, people))
        block = affinity.block(rows)
        if block is None:
            break
        _damp(block, met_before.cells(rows), met_before_factor)
        steps = np.minimum(block * _STEPS, 2**30).astype(np.int32)
        steps[~eligibility.block(rows, respect_no_thanks=True)] = 0
        one, other = np.nonzero(_highest(steps, per_person))
        found.append(np.column_stack([rows[one], other]))
        observer((start + len(rows)) / people)
    pairs = np.concatenate(found)
    return PairSet.between(people, pairs[:, 0], pairs[:, 1])


def _damp(block: Floats32, cells: tuple[Ints, Ints], factor: float) -> None:
    before: Floats = block[cells].astype(np.float64)
    block[cells] = affinity_of(np.minimum(common_share(before) * factor, 1 - 1e-9))


def _highest(steps: np.ndarray[tuple[int, ...], np.dtype[np.int32]], count: int) -> Booleans:
    """The `count` highest positive entries of each row; ties go to the first."""
    if count >= steps.shape[1]:
        return steps > 0
    last = np.partition(steps, -count, axis=1)[:, -count, None]
    above = steps > np.maximum(last, 0)
    equal = (steps == last) & (last > 0)
    room = count - np.count_nonzero(above, axis=1, keepdims=True)
    tied = np.flatnonzero(np.count_nonzero(equal, axis=1, keepdims=True) > room)
    equal[tied] &= equal[tied].cumsum(axis=1) <= room[tied]
    highest: Booleans = above | equal
    return highest


def with_enough_partners(pairs: PairSet, eligibility: EligibilityMatrix, per_person: int) -> PairSet:
    """Add pairs until everyone has `per_person` partners, or all whom they may meet.

    Each person in turn gets the partners that have the fewest partners so far; ties go to the next in the list, so that
    nobody becomes everyone's partner.
    """
    people = eligibility.people
    degrees = pairs.degrees.copy()
    added: list[list[int]] = [[] for _ in range(people)]
    for person in np.flatnonzero(degrees < per_person).tolist():
        missing = per_person - int(degrees[person])
        if missing <= 0:  # chosen by others in the meantime
            continue
        eligible = eligibility.block(np.array([person]), respect_no_thanks=True)[0]
        eligible[pairs.partners(person)] = False
        eligible[added[person]] = False
        for partner in _least_busy(np.flatnonzero(eligible), degrees, person, missing):
            added[person].append(partner)
            added[partner].append(person)
            degrees[partner] += 1
            degrees[person] += 1
    return pairs | PairSet.of(people, ((a, b) for a, others in enumerate(added) for b in others if a < b))


def _least_busy(eligible: Ints, degrees: Ints, person: int, count: int) -> list[int]:
    people = len(degrees)
    order = degrees[eligible] * people + (eligible - person) % people
    chosen: list[int] = eligible[np.argsort(order)[:count]].tolist()
    return chosen
