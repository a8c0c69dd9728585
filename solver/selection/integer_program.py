"""The selection as an integer program over all pairs of a small problem, or over the undecided pairs only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.selection import scip
from solver.selection.shared_capacity import SharedCapacity
from solver.selection.slot_families import SlotFamily


@dataclass(frozen=True)
class ProvenSelection:
    """The chosen pairs (m), and the proven bound of the objective (None if the search ended without one)."""

    pairs: Bools
    bound: float | None


@dataclass(frozen=True)
class SelectionObjective:
    """Weights of a point of score and of a missing meeting.

    With `allowed_shortfall`, shortfall up to it costs nothing and more is forbidden.
    """

    score: int
    shortfall: int
    allowed_shortfall: int | None = None


def choose(
    instance: Instance,
    objective: SelectionObjective,
    capacities: Sequence[SharedCapacity],
    families: Sequence[SlotFamily],
    undecided: Bools,
    fixed: Bools,
    clock: Clock,
) -> ProvenSelection | None:
    """The best selection of all pairs of `fixed` (m) and any of `undecided` (m); None if none was found."""
    program = _Program(instance, objective, capacities, families, undecided, fixed)
    result = scip.solve_root(program.model, clock)
    if result is None:
        return None
    solver, optimal = result
    values = solver.variable_values()
    pairs = fixed.copy()
    pairs[program.index] |= values[: len(program.index)] > 0.5
    # SCIP reports a bound of 0 if interrupted before the root is solved
    trusted = optimal or not clock.over()
    return ProvenSelection(pairs, solver.best_objective_bound() + program.offset if trusted else None)


class _Program:
    def __init__(
        self,
        instance: Instance,
        objective: SelectionObjective,
        capacities: Sequence[SharedCapacity],
        families: Sequence[SlotFamily],
        undecided: Bools,
        fixed: Bools,
    ) -> None:
        self.instance, self.fixed = instance, fixed
        self.index: Ints = np.flatnonzero(undecided & ~fixed)
        self.model = cast(Any, ModelBuilderHelper())  # its stubs reject the arrays that it accepts
        size = len(self.index)
        self.model.add_var_array_with_bounds(np.zeros(size), np.ones(size), np.full(size, True), "")
        self.model.set_maximize(True)
        weights = objective.score * instance.score
        self.model.set_objective_coefficients(np.arange(size, dtype=np.int32), weights[self.index].astype(float))
        self.offset = float(weights[fixed].sum())
        self._limit_people()
        for capacity in capacities:
            self._limit_capacity(capacity)
        for family in families:
            self._limit_family(family)
        if objective.shortfall or objective.allowed_shortfall is not None:
            self._add_shortfalls(objective)

    def _limit_people(self) -> None:
        self.variables_of: list[list[int]] = [[] for _ in range(self.instance.people)]
        for ends in (self.instance.a, self.instance.b):
            for v, p in enumerate(ends[self.index].tolist()):
                self.variables_of[p].append(v)
        self.count = self.instance.meetings_of(self.fixed)
        limit = self.instance.attainable - self.count
        for p, variables in enumerate(self.variables_of):
            if len(variables) > limit[p]:
                self._add_row(variables, -np.inf, float(limit[p]))

    def _limit_family(self, family: SlotFamily) -> None:
        """Limit each person's meetings in the slots of the family."""
        inside = family.pairs[self.index]
        limit = family.limit - self.instance.meetings_of(self.fixed & family.pairs)
        for p, variables in enumerate(self.variables_of):
            inside_variables = [v for v in variables if inside[v]]
            if len(inside_variables) > limit[p]:
                self._add_row(inside_variables, -np.inf, float(limit[p]))

    def _limit_capacity(self, capacity: SharedCapacity) -> None:
        variables = np.flatnonzero(capacity.pairs[self.index]).tolist()
        left = capacity.limit - int((capacity.pairs & self.fixed).sum())
        if len(variables) > left:
            self._add_row(variables, -np.inf, float(left))

    def _add_shortfalls(self, objective: SelectionObjective) -> None:
        shortfalls = []
        for p, minimum in enumerate(self.instance.min_meetings.tolist()):
            missing = minimum - int(self.count[p])
            if missing > 0:
                short = self.model.add_var_array_with_bounds(
                    np.zeros(1), np.full(1, float(missing)), np.full(1, False), ""
                )[0]
                self.model.set_var_objective_coefficient(
                    short, -float(objective.shortfall if objective.allowed_shortfall is None else 0)
                )
                self._add_row([*self.variables_of[p], int(short)], float(missing), np.inf)
                shortfalls.append(int(short))
        if objective.allowed_shortfall is not None:
            self._add_row(shortfalls, -np.inf, float(objective.allowed_shortfall))

    def _add_row(self, variables: list[int], low: float, high: float) -> None:
        row = self.model.add_linear_constraint()
        self.model.set_constraint_lower_bound(row, low)
        self.model.set_constraint_upper_bound(row, high)
        for v in variables:
            self.model.set_constraint_coefficient(row, v, 1.0)
