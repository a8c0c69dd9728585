"""Repair: keep what is still possible, fill free slots, then make the changes that pay, within the budget."""

from dataclasses import dataclass

from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Problem
from solver.progress import Observer, StopFlag
from solver.repair.changes import Change, changes
from solver.repair.first_candidate import first_candidate
from solver.repair.improve import improve_tier
from solver.repair.proof import fewest_changes, prove
from solver.repair.repair_state import RepairState
from solver.repair.request import Repair, repaired_problem
from solver.schedule import Schedule, Status
from solver.tiers.proof import provable
from solver.tiers.result import result_schedule, result_without_schedule


@dataclass(frozen=True)
class Repaired:
    """The new schedule, and every listed meeting in which it differs from the one before.

    Its values and bounds are those of the problem with absences, frozen slots and pins; the budget does not count.
    `limits`: what is proven with the budget, tier by tier. `count`: the changes as the budget counts them.
    """

    schedule: Schedule
    changes: tuple[Change, ...]
    limits: tuple[int | None, ...] = ()
    count: int = 0

    @property
    def best(self) -> bool:
        """Whether no schedule within the budget is proven better."""
        solved = self.schedule.status in (Status.OPTIMAL, Status.FEASIBLE)
        return solved and self.limits == tuple(t.value for t in self.schedule.tiers)


def repair_schedule(
    problem: Problem,
    repair: Repair,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    observer: Observer | None = None,
    stop: StopFlag | None = None,
    parameters: SearchParameters = DEFAULT_PARAMETERS,
) -> Repaired:
    """The best schedule found for the problem that changes no more of the previous one than the repair allows.

    Infeasible means that the rules are proven to contradict each other; unknown that no schedule within the budget was
    found. Raises BudgetError if the rules are proven to need more changes than the budget allows, ProblemError for
    unknown names in the repair.
    """
    repaired = repaired_problem(problem, repair)
    state = RepairState(compile_instance(repaired), repair, Clock(time_limit, stop), seed, observer, parameters)
    conflict = first_candidate(state)
    if state.incumbent is None:
        return Repaired(result_without_schedule(state, Status.INFEASIBLE if conflict else Status.UNKNOWN, conflict), ())
    for tier in repaired.objective:
        state.tier = tier.tier
        improve_tier(state, tier.tier)
        done = state.closed(tier.tier) and not state.price
        if not done and not state.clock.over() and provable(state, tier.tier):
            state.report("proof")
            prove(state, tier.tier)
        state.close(tier)
        state.report(f"{tier.tier} done")
    limits = tuple(state.limits.get(t.tier, state.bounds.get(t.tier)) for t in repaired.objective)
    _nearest(state)
    schedule = result_schedule(state)
    return Repaired(schedule, changes(problem, repair.previous, schedule), limits, state.count(state.best))


def _nearest(state: RepairState) -> None:
    """On problems small enough for the exact model: of all equally good schedules one with the fewest changes."""
    names = [t.tier for t in state.instance.problem.objective]
    if (
        not state.count(state.best)
        or state.clock.over()
        or not all(provable(state, name) for name in [*names, "score"])
    ):
        return
    state.report("fewest changes")
    state.kept = {name: state.best.values[name] for name in names}
    state.kept_profile = state.best.profile
    state.tier = None
    answer = fewest_changes(state)
    if answer.feasible:
        state.offer(answer.meetings, answer.tables)
