"""One CP-SAT model of the whole problem: x[pair, slot] and every hard rule as a plain sum, the tiers one by one.

Each tier may use an even share of the time that is left, and all of it while there is no timetable. Tables are
counted, not chosen, so the tier `moves` is not modelled: its value is what the first free tables give, without a bound.
"""

from __future__ import annotations

import math
import time

from ortools.sat.python import cp_model

from solver import Problem, Schedule, Status, Tier
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
    """The tiers in order, each earlier one held at its value less its slack."""
    begin = time.perf_counter()
    search = _Search(problem, effort)
    tiers = [t for t in problem.objective if t.tier in MODELLED]
    for done, tier in enumerate(tiers or [None]):
        share = 1 / max(1, len(tiers) - done)
        if not (search.improve(tier, share) or (not search.when and search.improve(tier, 1.0))):
            break
    status = search.status
    if status is Status.OPTIMAL and len(tiers) < len(problem.objective):
        status = Status.FEASIBLE  # nothing is known of the tiers that are left out
    seconds = time.perf_counter() - begin
    return schedule_of(search.places, status, search.when, seat(search.places, search.when), search.bounds, seconds)


class _Search:
    """The model with what is known so far: the timetable, each tier's bound, and whether all was proven."""

    def __init__(self, problem: Problem, effort: Effort) -> None:
        self.effort = effort
        self.end = time.perf_counter() + effort.time_limit
        self.places = slots_and_tables_of(problem)
        self.model = build(self.places)
        self.when: dict[int, int] = {}
        self.bounds: dict[str, float | None] = {}
        self.status = Status.OPTIMAL

    def improve(self, tier: Tier | None, share: float) -> bool:
        """Solve for the tier (None: any timetable) in that share of the time left; says whether one was found."""
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
            self._hold(solver, objective, tier)
        return True

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        solver.parameters.num_workers = self.effort.workers
        solver.parameters.random_seed = self.effort.seed
        return solver

    def _hold(self, solver: cp_model.CpSolver, objective: cp_model.LinearExprT, tier: Tier) -> None:
        """Later tiers keep this value less its slack, and start from this timetable."""
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
