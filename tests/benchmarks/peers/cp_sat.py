"""One CP-SAT model of the whole problem: x[pair, slot], every hard rule as a linear sum, and the tiers in order.

Each tier may use an equal share of the time left, or all of it as long as there is no timetable. Tables are counted,
not chosen, so the tier `moves` is not modelled: its value is that of the first free tables, without a bound.
"""

from __future__ import annotations

import math
import time

from solver import Problem, Schedule, Status, Tier
from solver.wrappers.cp_sat import cp_model
from tests.benchmarks.peers.command import Effort, main
from tests.benchmarks.peers.one_model import build, cost
from tests.benchmarks.peers.slots_and_tables import schedule_of, seat, slots_and_tables_of

MODELLED = ("minimums", "score", "gaps")
STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
    cp_model.UNKNOWN: Status.UNKNOWN,
}


def solve(problem: Problem, effort: Effort) -> Schedule:
    """Optimise the tiers in order, keeping each earlier one at its value within its slack."""
    start = time.perf_counter()
    search = _Search(problem, effort)
    tiers = [t for t in problem.objective if t.tier in MODELLED]
    for done, tier in enumerate(tiers or [None]):
        share = 1 / max(1, len(tiers) - done)
        if not (search.improve(tier, share) or (not search.when and search.improve(tier, 1.0))):
            break
    status = search.status
    if status is Status.OPTIMAL and len(tiers) < len(problem.objective):
        status = Status.FEASIBLE  # tiers that are not modelled have no bound
    seconds = time.perf_counter() - start
    return schedule_of(search.data, status, search.when, seat(search.data, search.when), search.bounds, seconds)


class _Search:
    """The model and the results so far: the timetable, the bound of each tier, and the status."""

    def __init__(self, problem: Problem, effort: Effort) -> None:
        self.effort = effort
        self.end = time.perf_counter() + effort.time_limit
        self.data = slots_and_tables_of(problem)
        self.model = build(self.data)
        self.when: dict[int, int] = {}
        self.bounds: dict[str, float | None] = {}
        self.status = Status.OPTIMAL

    def improve(self, tier: Tier | None, share: float) -> bool:
        """Solve for the tier (None: any timetable) in this share of the time left; returns whether one was found."""
        solver = self._solver(share * (self.end - time.perf_counter()))
        objective = 0 if tier is None else cost(self.model, tier.tier)
        if tier is not None:
            self.model.cp.minimize(objective)
        answer = STATUS[solver.solve(self.model.cp)]
        if answer in (Status.INFEASIBLE, Status.UNKNOWN):
            self.status = Status.FEASIBLE if self.when else answer
            return False
        if answer is Status.FEASIBLE or self.status is Status.UNKNOWN:
            self.status = answer
        self.when = self.model.timetable(solver)
        if tier is not None:
            self.bounds[tier.tier] = _bound(solver, tier)
            self._keep(solver, objective, tier)
        return True

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        solver.parameters.num_workers = self.effort.workers
        solver.parameters.random_seed = self.effort.seed
        return solver

    def _keep(self, solver: cp_model.CpSolver, objective: cp_model.LinearExprT, tier: Tier) -> None:
        """Keep this value within its slack in later tiers, and start them from this timetable."""
        value = round(solver.objective_value)
        cp = self.model.cp
        cp.add(objective <= value + math.floor(tier.slack * abs(value)))
        cp.clear_objective()  # type: ignore[no-untyped-call]  # an oversight of the library
        cp.clear_hints()  # type: ignore[no-untyped-call]
        for row in self.model.x:
            for x in row.values():
                cp.add_hint(x, solver.boolean_value(x))


def _bound(solver: cp_model.CpSolver, tier: Tier) -> float:
    least = math.ceil(solver.best_objective_bound - 1e-6)
    return float(-least if tier.tier == "score" else least)


if __name__ == "__main__":
    main(solve)
