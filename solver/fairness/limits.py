"""How far the worst-off can be raised: proven limits, and how many meetings each person should have.

The numbers of meetings that a selection can give form an integral polymatroid. Its least majorized element
is fairest at every level at once, and any strictly concave gain finds it (Frank and Murota, Decreasing minimization,
2022): one flow bounds all levels.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, cast

import numpy as np
from ortools.linear_solver.python import model_builder

from solver.arrays import Ints
from solver.clock import Clock, Watch
from solver.fairness.order import WHOLE
from solver.instance.instance import Instance
from solver.parameters import FairnessParameters
from solver.selection.relaxation import GainStep, Relaxed, relax, relax_in_steps, remaining_meetings

PARAMETERS: Final = """
termination_criteria {
  iteration_limit: 4000
  simple_optimality_criteria { eps_optimal_relative: 1e-4 eps_optimal_absolute: 1e-4 }
}
"""


def missing_meetings(count: Ints, slots: int) -> Ints:
    """(T) meetings missing until everybody has 1, 2, ... of them."""
    return np.array([np.maximum(0, k - count).sum() for k in range(1, slots + 1)], dtype=np.int64)


def fewest_missing(instance: Instance) -> Ints:
    """(T) no schedule misses fewer at any level."""
    ideal = missing_meetings(instance.ideal.meetings, instance.slots)
    relaxed = fairest(instance, np.zeros(instance.pairs, dtype=np.int64), 1, minimums=False)
    if relaxed is None:
        return ideal
    left, right = (missing_meetings(instance.required_meetings + side, instance.slots) for side in relaxed.sides)
    return np.asarray(np.maximum(-(-(left + right) // 2), ideal), dtype=np.int64)


def floor_limit(instance: Instance) -> int:
    """The floor of no schedule is higher."""
    least, ideal = fewest_missing(instance), missing_meetings(instance.ideal.meetings, instance.slots)
    short = np.flatnonzero(least > ideal)
    return int(short[0]) if len(short) else int(instance.ideal.meetings.max(initial=0))


def gain(instance: Instance, count: Ints, unit: int) -> Ints:
    """(n) what one more meeting of each person is worth: the fewer it has the more, and most below a minimum."""
    urgent = instance.slots * unit * (count < instance.min_meetings)
    return np.asarray(unit * np.maximum(0, instance.slots - count) + urgent, dtype=np.int64)


def fairest(instance: Instance, weight: Ints, unit: int, minimums: bool) -> Relaxed | None:
    """The relaxation with the fairest numbers of meetings, of those the one of large `weight` (m)."""
    if not minimums:
        instance = replace(instance, min_meetings=np.zeros(instance.people, dtype=np.int64))
    room, held = remaining_meetings(instance), instance.required_meetings
    steps = [
        GainStep((room.upper > j).astype(np.int64), gain(instance, held + j, unit))
        for j in range(max(1, int(room.upper.max(initial=0))))
    ]
    return relax_in_steps(instance, room, steps, weight)


@dataclass(frozen=True)
class ShareLimit:
    """No schedule gives everybody more than `most` thousandths; `price[p]` is what p's share counts in the proof."""

    thousandths: int
    price: Ints  # (n) together at least 1


def share_limit(instance: Instance, clock: Clock, parameters: FairnessParameters) -> ShareLimit:
    """An approximate linear program (PDLP, first order) proposes prices, and one exact flow proves what they say."""
    price = _proposed(instance, clock, parameters)
    total = int(price.sum())
    weight = share_weights(instance, price)
    relaxed = relax(instance, remaining_meetings(instance), 0, weight) if total else None
    if relaxed is None:
        return ShareLimit(WHOLE, price)
    most = (relaxed.value // 2 + int(weight[instance.required].sum())) // total
    return ShareLimit(min(WHOLE, most), price)


def share_weights(instance: Instance, price: Ints) -> Ints:
    """(m) what each pair adds to the priced shares of its two people, in thousandths, rounded up."""
    ideal = np.maximum(1, instance.ideal.score)
    parts = [-(-WHOLE * price[ends] * instance.score // ideal[ends]) for ends in (instance.a, instance.b)]
    return np.asarray(parts[0] + parts[1], dtype=np.int64)


def _proposed(instance: Instance, clock: Clock, parameters: FairnessParameters) -> Ints:
    rich = np.flatnonzero(instance.ideal.score > 0)
    pairs = np.flatnonzero(instance.allowed.any(axis=1))
    price = np.zeros(instance.people, dtype=np.int64)
    if not len(pairs) or len(pairs) > parameters.share_limit_pairs:
        return price
    model = _share_program(instance, pairs, rich)
    solver = model_builder.Solver("PDLP")
    solver.set_solver_specific_parameters(PARAMETERS)
    solver.set_time_limit_in_seconds(max(0.01, clock.left()))
    with Watch(solver.stop_search, clock):
        status = solver.solve(model)
    if status in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE):
        duals = np.abs(np.asarray(solver.dual_values(model.get_linear_constraints()), dtype=float))[: len(rich)]
        price[rich] = np.round(parameters.share_price_steps * duals / max(1e-12, duals.max(initial=0))).astype(np.int64)
    return price


def _share_program(instance: Instance, pairs: Ints, rich: Ints) -> Any:
    """Raise z: everybody has the share z of the own ideal (the first rows), within everybody's meetings."""
    model: Any = model_builder.Model()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    helper = cast(Any, model.helper)  # its stubs refuse the arrays that it wants
    z = len(pairs)
    least = np.append(instance.required[pairs], False).astype(float)
    helper.add_var_array_with_bounds(least, np.ones(z + 1), np.full(z + 1, False), "")
    helper.set_maximize(True)
    helper.set_var_objective_coefficient(z, 1.0)
    ends = np.concatenate([instance.a[pairs], instance.b[pairs]])
    order = np.argsort(ends, kind="stable")
    mine = np.split(order % z, np.searchsorted(ends[order], np.arange(1, instance.people)))
    for p in rich.tolist():
        gains = instance.score[pairs[mine[p]]] / instance.ideal.score[p]
        _add_row(helper, [*mine[p].tolist(), z], [*gains.tolist(), -1.0], 0.0, np.inf)
    for p, most in enumerate(instance.attainable.tolist()):
        _add_row(helper, mine[p].tolist(), [1.0] * len(mine[p]), -np.inf, float(most))
    total = remaining_meetings(instance).total + int(instance.required.sum())
    _add_row(helper, list(range(z)), [1.0] * z, -np.inf, float(total))
    return model


def _add_row(helper: Any, variables: list[int], weights: list[float], low: float, high: float) -> None:
    row = helper.add_linear_constraint()
    helper.set_constraint_lower_bound(row, low)
    helper.set_constraint_upper_bound(row, high)
    for v, weight in zip(variables, weights, strict=True):
        helper.set_constraint_coefficient(row, v, weight)
