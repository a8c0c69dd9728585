"""Proven limits of fairness, and the fairest number of meetings of each person.

The vectors of meetings per person that selections can reach form an integral polymatroid. Its least majorized element
is optimal at every level at once, and any strictly concave gain finds it (Frank and Murota, Decreasing minimization,
2022), so one flow bounds all levels.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, cast

import numpy as np
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper, SolveStatus

from solver.arrays import Ints
from solver.clock import Clock, Watch
from solver.fairness.order import WHOLE
from solver.instance.instance import Instance
from solver.parameters import FairnessParameters
from solver.selection.relaxation import GainStep, Relaxed, relax, relax_in_steps, remaining_meetings

PDLP_PARAMETERS: Final = """
termination_criteria {
  iteration_limit: 4000
  simple_optimality_criteria { eps_optimal_relative: 1e-4 eps_optimal_absolute: 1e-4 }
}
"""


def missing_meetings(count: Ints, slots: int) -> Ints:
    """(T) meetings missing until all people have at least 1, 2, ... meetings. `count`: (n)."""
    return np.array([np.maximum(0, k - count).sum() for k in range(1, slots + 1)], dtype=np.int64)


def fewest_missing(instance: Instance) -> Ints:
    """(T) lower bounds of `missing_meetings` over all schedules."""
    ideal = missing_meetings(instance.ideal.meetings, instance.slots)
    relaxed = fairest_relaxation(instance, np.zeros(instance.pairs, dtype=np.int64), 1, minimums=False)
    if relaxed is None:
        return ideal
    left, right = (missing_meetings(instance.required_meetings + side, instance.slots) for side in relaxed.sides)
    return np.asarray(np.maximum(-(-(left + right) // 2), ideal), dtype=np.int64)


def floor_limit(instance: Instance) -> int:
    """Upper bound of the floor over all schedules."""
    fewest, ideal = fewest_missing(instance), missing_meetings(instance.ideal.meetings, instance.slots)
    exceeded = np.flatnonzero(fewest > ideal)
    return int(exceeded[0]) if len(exceeded) else int(instance.ideal.meetings.max(initial=0))


def meeting_gain(instance: Instance, count: Ints, unit: int) -> Ints:
    """(n) gain of one more meeting of each person: larger for fewer meetings, and largest below the minimum.

    `count`: (n) meetings; `unit`: the difference in gain between successive meetings.
    """
    below_minimum = instance.slots * unit * (count < instance.min_meetings)
    return np.asarray(unit * np.maximum(0, instance.slots - count) + below_minimum, dtype=np.int64)


def fairest_relaxation(instance: Instance, weight: Ints, unit: int, minimums: bool) -> Relaxed | None:
    """The relaxed selection with the fairest numbers of meetings, and among those the largest `weight` (m).

    `unit`: see `meeting_gain`; `minimums`: whether minimums come first. None on overflow.
    """
    if not minimums:
        instance = replace(instance, min_meetings=np.zeros(instance.people, dtype=np.int64))
    remaining, count = remaining_meetings(instance), instance.required_meetings
    steps = [
        GainStep((remaining.upper > j).astype(np.int64), meeting_gain(instance, count + j, unit))
        for j in range(max(1, int(remaining.upper.max(initial=0))))
    ]
    return relax_in_steps(instance, remaining, steps, weight)


@dataclass(frozen=True)
class ShareLimit:
    """Upper bound of the lowest share over all schedules, and the dual prices that prove it."""

    thousandths: int
    price: Ints  # (n) weight of each person's share in the proof; all zero: no proof


def share_limit(instance: Instance, clock: Clock, parameters: FairnessParameters) -> ShareLimit:
    """Bound the lowest share: an approximate linear program (PDLP, first order) gives prices, an exact flow proves."""
    price = _proposed_prices(instance, clock, parameters)
    total = int(price.sum())
    weight = share_weights(instance, price)
    relaxed = relax(instance, remaining_meetings(instance), 0, weight) if total else None
    if relaxed is None:
        return ShareLimit(WHOLE, price)
    limit = (relaxed.value // 2 + int(weight[instance.required].sum())) // total
    return ShareLimit(min(WHOLE, limit), price)


def share_weights(instance: Instance, price: Ints) -> Ints:
    """(m) contribution of each pair to the priced shares of its two people, in thousandths, rounded up."""
    ideal = np.maximum(1, instance.ideal.score)
    parts = [-(-WHOLE * price[ends] * instance.score // ideal[ends]) for ends in (instance.a, instance.b)]
    return np.asarray(parts[0] + parts[1], dtype=np.int64)


def _proposed_prices(instance: Instance, clock: Clock, parameters: FairnessParameters) -> Ints:
    """(n) prices of the shares, from the duals of the linear program; zero if it is too large or unsolved."""
    scorers = np.flatnonzero(instance.ideal.score > 0)
    pairs = np.flatnonzero(instance.allowed.any(axis=1))
    price = np.zeros(instance.people, dtype=np.int64)
    if not len(pairs) or len(pairs) > parameters.share_limit_pairs:
        return price
    model = _share_program(instance, pairs, scorers)
    solver = ModelSolverHelper("PDLP")
    solver.set_solver_specific_parameters(PDLP_PARAMETERS)
    solver.set_time_limit_in_seconds(max(0.01, clock.left()))
    with Watch(solver.interrupt_solve, clock):
        solver.solve(model)
    if solver.status() in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE):
        duals = np.abs(solver.dual_values())[: len(scorers)]
        price[scorers] = np.round(parameters.share_price_steps * duals / max(1e-12, duals.max(initial=0))).astype(
            np.int64
        )
    return price


def _share_program(instance: Instance, pairs: Ints, scorers: Ints) -> Any:
    """Maximise z: each person reaches the share z of their ideal score (the first rows), within all meeting limits."""
    helper = cast(Any, ModelBuilderHelper())  # its stubs reject the arrays that it accepts
    z = len(pairs)
    lower_bounds = np.append(instance.required[pairs], False).astype(float)
    helper.add_var_array_with_bounds(lower_bounds, np.ones(z + 1), np.full(z + 1, False), "")
    helper.set_maximize(True)
    helper.set_var_objective_coefficient(z, 1.0)
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    order = np.argsort(ends, kind="stable")
    own = np.split(order % z, np.searchsorted(ends[order], np.arange(1, instance.people)))
    for p in scorers.tolist():
        gains = instance.score[pairs[own[p]]] / instance.ideal.score[p]
        _add_row(helper, [*own[p].tolist(), z], [*gains.tolist(), -1.0], 0.0, np.inf)
    for p, limit in enumerate(instance.attainable.tolist()):
        _add_row(helper, own[p].tolist(), [1.0] * len(own[p]), -np.inf, float(limit))
    total = remaining_meetings(instance).total + int(instance.required.sum())
    _add_row(helper, list(range(z)), [1.0] * z, -np.inf, float(total))
    return helper


def _add_row(helper: Any, variables: list[int], weights: list[float], low: float, high: float) -> None:
    row = helper.add_linear_constraint()
    helper.set_constraint_lower_bound(row, low)
    helper.set_constraint_upper_bound(row, high)
    for v, weight in zip(variables, weights, strict=True):
        helper.set_constraint_coefficient(row, v, weight)
