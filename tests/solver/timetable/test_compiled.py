"""Loops give the same result as machine code and as plain Python, and are compiled when that is worth it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from solver.instance.compile import compile_instance
from solver.instance.grid import Grid
from solver.timetable.annealing import compiled
from solver.timetable.annealing.close_gaps import close_gaps
from solver.timetable.annealing.compiled import Loop, for_python
from solver.timetable.annealing.insertion import insert
from solver.timetable.annealing.state import State, make_state
from tests.solver.builders import problem, slots


def a_state(seed: int) -> State:
    """A crowded event: 14 people, 6 slots, most pairs possible, few tables."""
    chance = random.Random(seed)  # noqa: S311 - for test data, not for a secret
    names = [f"p{k}" for k in range(14)]
    listed = " ".join(f"{a}-{b}:{chance.randint(1, 9)}" for k, a in enumerate(names) for b in names[k + 1 :: 2])
    return make_state(Grid(compile_instance(problem(" ".join(names), listed, slots(2, 2, 2), where=5))))


def arrays(state: State) -> list[bytes]:
    return [array.tobytes() for array in state]


@pytest.mark.parametrize("seed", range(6))
def test_insertion_is_the_same_in_python(seed: int) -> None:
    first, second = a_state(seed), a_state(seed)
    order = np.array(random.Random(seed).sample(range(len(first.pair) - 1), len(first.pair) - 1))  # noqa: S311
    insert(first, order, 20)
    insert.plain(for_python(second), order, 20)
    assert arrays(first) == arrays(second)
    assert (first.at != -1).sum() > 0


@pytest.mark.parametrize("seed", range(6))
def test_closing_gaps_is_the_same_in_python(seed: int) -> None:
    first, second = a_state(seed), a_state(seed)
    order = np.arange(len(first.pair) - 1)
    for state in (first, second):
        insert(state, order, 20)
    assert close_gaps(first, order) == close_gaps.plain(for_python(second), order)
    assert arrays(first) == arrays(second)


def test_a_loop_is_compiled_once_python_would_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST_STEPS_IN_PYTHON", 100)
    loop: Loop[[int], int] = Loop(lambda n: n + 1, lambda numba: numba.int64(numba.int64))
    assert [loop.earns_compiling(60), loop.earns_compiling(40), loop.earns_compiling(1)] == [False, False, True]
    monkeypatch.setattr(loop, "_machine_code", loop.plain)
    assert loop.earns_compiling(1)
