"""Makes the choice with few gaps integral: an integer program over the pairs with small reduced costs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance.instance import Instance
from solver.parameters import FewGapsParameters, SearchParameters
from solver.selection import scip
from solver.selection.few_gaps import FewGaps, KeptValues, least_gaps_by_count, slopes
from solver.selection.shared_capacity import SharedCapacity, table_capacities
from solver.selection.slot_families import families


def choose_few_gaps(
    instance: Instance,
    kept: KeptValues,
    least: Ints,
    compact: FewGaps,
    clock: Clock,
    parameters: SearchParameters,
) -> Bools | None:
    """(m) pairs of at least that score and `least` (n) meetings of each person, with the fewest gaps that people have
    each for themselves; None where the program finds none."""
    free = _open(instance, compact, parameters.few_gaps) & ~instance.required
    taken = (compact.twice == 2) & ~free | instance.required
    capacities = table_capacities(instance, families(instance, parameters.selection.slot_families))
    program = _Program(instance, capacities, free, taken, least)
    program.at_least(kept.score)
    return program.solve(clock)


def _open(instance: Instance, compact: FewGaps, parameters: FewGapsParameters) -> Bools:
    """(m) the pairs to decide: halves, and those nearest to their people's prices."""
    halves = compact.twice == 1
    near = np.abs(compact.reduced) <= parameters.open_gaps
    near &= instance.allowed.any(axis=1)
    if near.sum() > parameters.max_open_pairs:
        near[np.argsort(np.abs(compact.reduced), kind="stable")[parameters.max_open_pairs :]] = False
    return np.asarray(halves | near, dtype=bool)


class _Program:
    """One variable for each open pair, and for each person one for each further meeting, at the hull's cost."""

    def __init__(
        self, instance: Instance, capacities: Sequence[SharedCapacity], free: Bools, taken: Bools, least: Ints
    ) -> None:
        self.instance, self.taken = instance, taken
        self.index = np.flatnonzero(free)
        self.model: Any = model_builder.Model()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        self.pick = [self.model.new_bool_var("") for _ in self.index]
        self._people(least)
        for capacity in capacities:
            inside = [v for v, yes in zip(self.pick, capacity.pairs[self.index], strict=True) if yes]
            self.model.add(sum(inside) <= capacity.limit - int((capacity.pairs & taken).sum()))

    def at_least(self, score: int) -> None:
        """Ask for so much score."""
        values = self.instance.score[self.index].tolist()
        total = sum(v * s for v, s in zip(self.pick, values, strict=True))
        self.model.add(total >= score - int(self.instance.score[self.taken].sum()))

    def solve(self, clock: Clock) -> Bools | None:
        """The pairs, taken ones included."""
        found = scip.run(self.model, clock)
        if found is None:
            return None
        solver, _ = found
        pairs = self.taken.copy()
        pairs[self.index[[solver.value(v) > 0.5 for v in self.pick]]] = True
        return pairs

    def _people(self, least: Ints) -> None:
        gaps = least_gaps_by_count(self.instance)
        held = self.instance.meetings_of(self.taken)
        cost: list[Any] = []
        for p, mine in enumerate(self._mine()):
            if least[p] > held[p]:
                self.model.add(sum(mine) >= int(least[p] - held[p]))
            if not mine:
                continue
            most = min(int(self.instance.attainable[p] - held[p]), len(mine))
            steps = [self.model.new_num_var(0, 1, "") for _ in range(most)]
            self.model.add(sum(mine) == sum(steps))
            rises = slopes(gaps[p, held[p] : held[p] + most + 1])
            cost += [v * float(rise) for v, rise in zip(steps, rises, strict=True) if rise]
        self.model.minimize(sum(cost))

    def _mine(self) -> list[list[Any]]:
        mine: list[list[Any]] = [[] for _ in range(self.instance.people)]
        for ends in (self.instance.a, self.instance.b):
            for p, v in zip(ends[self.index].tolist(), self.pick, strict=True):
                mine[p].append(v)
        return mine
