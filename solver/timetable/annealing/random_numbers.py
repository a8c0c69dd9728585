"""Random numbers in compiled loops: xorshift64* (Vigna 2016), the same on every machine."""

import numpy as np

from solver.timetable.annealing.compiled import compiled
from solver.timetable.annealing.state import State


@compiled
def draw(s: State, n: int) -> int:
    """A random integer from 0 to n - 1."""
    return int(_next(s) * n)


@compiled
def chance(s: State) -> float:
    """A random number in [0, 1)."""
    return _next(s)


@compiled
def _next(s: State) -> float:
    x = s.memory[0].random
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    s.memory[0].random = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0
