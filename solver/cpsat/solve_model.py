"""Runs CP-SAT with parameters for each tier, stops it when time is up, and reads its solution if there is one."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from solver.clock import Clock, Watch
from solver.cpsat.build import build
from solver.cpsat.fairness import keep_fairness
from solver.cpsat.model import Model
from solver.cpsat.moves import add_seats
from solver.cpsat.tiers import cost
from solver.fairness.order import FairnessProfile
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.wrappers.cp_sat import cp_model


@dataclass(frozen=True)
class Answer:
    """Result of a search; `meetings` (pair, slot) and `tables` (by pair) only if it found a timetable."""

    feasible: bool | None  # None: unknown
    proven: bool = False  # the tier's value cannot be better
    meetings: tuple[tuple[int, int], ...] = ()
    tables: Mapping[int, int] = field(default_factory=dict)
    bound: int | None = None


@dataclass(frozen=True)
class Effort:
    """Seed, and limit of work in CP-SAT's deterministic units (about seconds of one core).

    Always a single thread: it is deterministic, and core-guided search gains little from a second one.
    """

    seed: int
    work: float
    report: Callable[[float], None] | None = None


def search(
    instance: Instance,
    tier: TierName | None,
    kept: Mapping[TierName, int],
    meetings: Iterable[tuple[int, int]],
    effort: Effort,
    clock: Clock,
    profile: FairnessProfile | None = None,
) -> Answer:
    """The best value of `tier` (None: any timetable) that keeps the values in `kept` and the fairness profile.

    The search starts from `meetings` (pair, slot).
    """
    model = model_of_tier(instance, tier, kept, profile)
    if tier is not None:
        model.cp.minimize(cost(model, tier))
    hint(model, meetings)
    return run_model(model, tier, effort, clock)


def model_of_tier(
    instance: Instance, tier: TierName | None, kept: Mapping[TierName, int], profile: FairnessProfile | None
) -> Model:
    """The model of all hard rules that keeps the values of the tiers before `tier`, less their slack."""
    model = build(instance)
    if "moves" in kept or tier == "moves":
        add_seats(model)
    for name, value in kept.items():
        if name == "fairness":
            keep_fairness(model, value, profile)
        else:
            model.cp.add(cost(model, name) <= (-value if name == "score" else value))
    return model


def hint(model: Model, meetings: Iterable[tuple[int, int]]) -> None:
    """Start the search near this timetable, given as (pair, slot)."""
    model.cp.clear_hints()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    placed = dict(meetings)
    for e, slots in enumerate(model.meets):
        for t, lit in slots.items():
            if placed:
                model.cp.add_hint(lit, placed.get(e) == t)


def run_model(model: Model, tier: TierName | None, effort: Effort, clock: Clock) -> Answer:
    """Search with the parameters for `tier` (None: no objective). Raises RuntimeError if the model is invalid."""
    solver = cp_model.CpSolver()
    _configure(solver, tier, effort, clock)
    if effort.report is not None:
        report, sign = effort.report, -1 if tier == "score" else 1
        solver.best_bound_callback = lambda bound: report(sign * bound)
    with Watch(solver.stop_search, clock):
        status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Answer(feasible=False)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"CP-SAT rejects the model: {model.cp.validate()}")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(feasible=None)  # no bound: stopped in presolve, CP-SAT reports 0
    bound = None if tier is None else _bound(solver, tier)
    meetings = tuple(
        (e, t) for e, slots in enumerate(model.meets) for t, lit in slots.items() if solver.boolean_value(lit)
    )
    tables = {e: k for e, seats in enumerate(model.seats) for (_, k), lit in seats.items() if solver.boolean_value(lit)}
    return Answer(True, status == cp_model.OPTIMAL, meetings, tables, bound)


def _configure(solver: cp_model.CpSolver, tier: TierName | None, effort: Effort, clock: Clock) -> None:
    p = solver.parameters
    p.max_time_in_seconds = max(0.01, clock.left())
    p.max_deterministic_time = effort.work
    p.random_seed = effort.seed % (1 << 31)
    p.num_workers = 1
    p.catch_sigint_signal = False  # otherwise CP-SAT installs its own handler, and the default one afterwards
    if tier in ("gaps", "moves"):
        p.linearization_level = 0
        p.optimize_with_core = True
    elif tier is None:
        p.linearization_level = 0


def _bound(solver: cp_model.CpSolver, tier: TierName) -> int | None:
    limit = solver.best_objective_bound
    if not math.isfinite(limit) or abs(limit) > 1e15:
        return None
    least = math.ceil(limit - 1e-6)
    return -least if tier == "score" else least
