"""The fairness of a schedule by level and by person, with proven limits."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.clock import Clock
from solver.fairness.order import floor_of, profile_of, shares, totals
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.problem import Problem
from solver.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Level:
    """One level: `people` have fewer than `meetings`.

    `missing`: meetings needed to bring them up to the level; `least`: a lower bound of that over all schedules.
    """

    meetings: int
    people: int
    missing: int
    least: int


@dataclass(frozen=True, slots=True)
class PersonFairness:
    """A person's meetings, the most they could have alone, and the share of their ideal score, from 0 to 1."""

    meetings: int
    ideal: int
    share: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """Terms as in docs/fairness.md; `floor_limit` and `share_limit` bound every schedule of the problem."""

    floor: int
    floor_limit: int
    share: float
    share_limit: float
    levels: tuple[Level, ...]
    people: Mapping[str, PersonFairness]


def fairness_of(problem: Problem, schedule: Schedule, time_limit: float = 10.0) -> Fairness:
    """Measure the schedule and prove the limits by flows; `time_limit` in seconds applies to the limit of the share."""
    from solver.fairness.limits import (  # loads the solver libraries
        fewest_missing,
        floor_limit,
        missing_meetings,
        share_limit,
    )

    instance = compile_instance(problem)
    pairs = np.array([m.pair for m in schedule.meetings], dtype=np.int64)
    count, score = totals(instance, pairs)
    share = shares(instance.ideal, score)
    below = profile_of(instance, pairs).below
    rows = zip(below, missing_meetings(count, instance.slots), fewest_missing(instance), strict=True)
    numbers = zip(count, instance.ideal.meetings, share, strict=True)
    return Fairness(
        floor=floor_of(instance, below),
        floor_limit=floor_limit(instance),
        share=int(share.min(initial=1000)) / 1000,
        share_limit=share_limit(instance, Clock(time_limit), DEFAULT_PARAMETERS.fairness).thousandths / 1000,
        levels=tuple(
            Level(k, int(people), int(missing), int(least)) for k, (people, missing, least) in enumerate(rows, start=1)
        ),
        people={
            p.id: PersonFairness(int(c), int(i), int(s) / 1000)
            for p, (c, i, s) in zip(problem.people, numbers, strict=True)
        },
    )
