"""The selection as an integer program: over all pairs of small problems, else over the undecided pairs only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from ortools.linear_solver.python import model_builder

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.selection import scip
from solver.selection.shared_capacity import SharedCapacity
from solver.selection.slot_families import Family


@dataclass(frozen=True)
class Chosen:
    """Which pairs, and the proven limit of the program (None where the search ended early without one)."""

    pairs: Bools
    bound: float | None


@dataclass(frozen=True)
class SelectionObjective:
    """Weights of score and shortfall; where `allowed` is given, that much shortfall is free and more is forbidden."""

    score: int
    shortfall: int
    allowed_shortfall: int | None = None


def choose(
    instance: Instance,
    aim: SelectionObjective,
    capacities: Sequence[SharedCapacity],
    families: Sequence[Family],
    free: Bools,
    taken: Bools,
    clock: Clock,
) -> Chosen | None:
    """Best choice that takes all of `taken`, may take those of `free`, and no other; None where none was found."""
    program = _Program(instance, aim, capacities, families, free, taken)
    found = scip.run(program.model, clock)
    if found is None:
        return None
    solver, optimal = found
    values = np.asarray(solver.values(program.model.get_variables()), dtype=float)
    pairs = taken.copy()
    pairs[program.index] |= values[: len(program.index)] > 0.5
    # interrupted before the root is solved, SCIP states a bound of 0
    trusted = optimal or not clock.over()
    return Chosen(pairs, float(solver.best_objective_bound) + program.offset if trusted else None)


class _Program:
    def __init__(
        self,
        instance: Instance,
        aim: SelectionObjective,
        capacities: Sequence[SharedCapacity],
        families: Sequence[Family],
        free: Bools,
        taken: Bools,
    ) -> None:
        self.instance, self.taken = instance, taken
        self.index: Ints = np.flatnonzero(free & ~taken)
        self.model: Any = model_builder.Model()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        self.helper = cast(Any, self.model.helper)  # its stubs refuse the arrays that it wants
        count = len(self.index)
        self.helper.add_var_array_with_bounds(np.zeros(count), np.ones(count), np.full(count, True), "")
        self.helper.set_maximize(True)
        weights = aim.score * instance.score
        self.helper.set_objective_coefficients(np.arange(count, dtype=np.int32), weights[self.index].astype(float))
        self.offset = float(weights[taken].sum())
        self._people()
        for capacity in capacities:
            self._at_most(capacity)
        for family in families:
            self._confined(family)
        if aim.shortfall or aim.allowed_shortfall is not None:
            self._minimums(aim)

    def _people(self) -> None:
        self.mine: list[list[int]] = [[] for _ in range(self.instance.people)]
        for ends in (self.instance.a, self.instance.b):
            for v, p in enumerate(ends[self.index].tolist()):
                self.mine[p].append(v)
        self.held = self.instance.meetings_of(self.taken)
        room = self.instance.attainable - self.held
        for p, variables in enumerate(self.mine):
            if len(variables) > room[p]:
                self._row(variables, -np.inf, float(room[p]))

    def _confined(self, family: Family) -> None:
        """What the people's limits leave of the family's slots."""
        inside = family.pairs[self.index]
        room = family.room - self.instance.meetings_of(self.taken & family.pairs)
        for p, variables in enumerate(self.mine):
            confined = [v for v in variables if inside[v]]
            if len(confined) > room[p]:
                self._row(confined, -np.inf, float(room[p]))

    def _at_most(self, capacity: SharedCapacity) -> None:
        variables = np.flatnonzero(capacity.pairs[self.index]).tolist()
        left = capacity.limit - int((capacity.pairs & self.taken).sum())
        if len(variables) > left:
            self._row(variables, -np.inf, float(left))

    def _minimums(self, aim: SelectionObjective) -> None:
        shortfalls = []
        for p, least in enumerate(self.instance.min_meetings.tolist()):
            need = least - int(self.held[p])
            if need > 0:
                short = self.helper.add_var_array_with_bounds(
                    np.zeros(1), np.full(1, float(need)), np.full(1, False), ""
                )[0]
                self.helper.set_var_objective_coefficient(
                    short, -float(aim.shortfall if aim.allowed_shortfall is None else 0)
                )
                self._row([*self.mine[p], int(short)], float(need), np.inf)
                shortfalls.append(int(short))
        if aim.allowed_shortfall is not None:
            self._row(shortfalls, -np.inf, float(aim.allowed_shortfall))

    def _row(self, variables: list[int], low: float, high: float) -> None:
        row = self.helper.add_linear_constraint()
        self.helper.set_constraint_lower_bound(row, low)
        self.helper.set_constraint_upper_bound(row, high)
        for v in variables:
            self.helper.set_constraint_coefficient(row, v, 1.0)
