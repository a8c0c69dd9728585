"""Makes the selection with few gaps integral: an integer program over the pairs with small reduced costs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.parameters import FewGapsParameters, SearchParameters
from solver.selection import scip
from solver.selection.few_gaps import FewGaps, KeptValues, least_gaps_by_count, slopes
from solver.selection.shared_capacity import SharedCapacity, table_capacities
from solver.selection.slot_families import slot_families


def choose_few_gaps(
    instance: Instance,
    kept: KeptValues,
    min_meetings: Ints,
    relaxed: FewGaps,
    clock: Clock,
    parameters: SearchParameters,
) -> Bools | None:
    """(m) pairs that keep the score and have the fewest gaps, counted for each person alone; None if none are found.

    `min_meetings`: (n) meetings that each person must have; `relaxed`: the relaxed selection.
    """
    undecided = _undecided(instance, relaxed, parameters.few_gaps) & ~instance.required
    chosen = (relaxed.halves == 2) & ~undecided | instance.required
    capacities = table_capacities(instance, slot_families(instance, parameters.selection.slot_families))
    program = _Program(instance, capacities, undecided, chosen, min_meetings)
    program.at_least(kept.score)
    return program.solve(clock)


def _undecided(instance: Instance, relaxed: FewGaps, parameters: FewGapsParameters) -> Bools:
    """(m) the pairs to decide: halves, and those with the smallest absolute reduced costs."""
    half = relaxed.halves == 1
    near = np.abs(relaxed.reduced) <= parameters.open_gaps
    near &= instance.allowed.any(axis=1)
    if near.sum() > parameters.max_open_pairs:
        near[np.argsort(np.abs(relaxed.reduced), kind="stable")[parameters.max_open_pairs :]] = False
    return np.asarray(half | near, dtype=bool)


class _Program:
    """Variables: one for each undecided pair, and one for each added meeting of a person, at the cost of the hull."""

    def __init__(
        self,
        instance: Instance,
        capacities: Sequence[SharedCapacity],
        undecided: Bools,
        chosen: Bools,
        min_meetings: Ints,
    ) -> None:
        self.instance, self.chosen = instance, chosen
        self.index = np.flatnonzero(undecided)
        from solver.wrappers.linear import model_builder  # a late import: it loads Protocol Buffers

        self.model: Any = model_builder.Model()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        self.pick = [self.model.new_bool_var("") for _ in self.index]
        self._people(min_meetings)
        for capacity in capacities:
            inside = [v for v, included in zip(self.pick, capacity.pairs[self.index], strict=True) if included]
            self.model.add(sum(inside) <= capacity.limit - int((capacity.pairs & chosen).sum()))

    def at_least(self, score: int) -> None:
        """Require at least this score."""
        values = self.instance.score[self.index].tolist()
        total = sum(v * s for v, s in zip(self.pick, values, strict=True))
        self.model.add(total >= score - int(self.instance.score[self.chosen].sum()))

    def solve(self, clock: Clock) -> Bools | None:
        """(m) the chosen pairs, with those fixed beforehand; None if no solution is found."""
        result = scip.solve_root(self.model.helper, clock)
        if result is None:
            return None
        solver, _ = result
        pairs = self.chosen.copy()
        values = solver.variable_values()
        pairs[self.index[[values[v.index] > 0.5 for v in self.pick]]] = True
        return pairs

    def _people(self, min_meetings: Ints) -> None:
        """Limit each person's meetings, and minimise the gaps."""
        gaps = least_gaps_by_count(self.instance)
        count = self.instance.meetings_of(self.chosen)
        cost: list[Any] = []
        for p, variables in enumerate(self._variables_by_person()):
            if min_meetings[p] > count[p]:
                self.model.add(sum(variables) >= int(min_meetings[p] - count[p]))
            if not variables:
                continue
            limit = min(int(self.instance.attainable[p] - count[p]), len(variables))
            steps = [self.model.new_num_var(0, 1, "") for _ in range(limit)]
            self.model.add(sum(variables) == sum(steps))
            rises = slopes(gaps[p, count[p] : count[p] + limit + 1])
            cost += [v * float(rise) for v, rise in zip(steps, rises, strict=True) if rise]
        self.model.minimize(sum(cost))

    def _variables_by_person(self) -> list[list[Any]]:
        """The variables of each person's undecided pairs."""
        variables: list[list[Any]] = [[] for _ in range(self.instance.people)]
        for ends in (self.instance.a, self.instance.b):
            for p, v in zip(ends[self.index].tolist(), self.pick, strict=True):
                variables[p].append(v)
        return variables
