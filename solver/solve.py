"""Solves a problem: finds a first timetable, then improves, bounds and (if small enough) proves each tier in turn."""

from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Problem, TierName
from solver.progress import Observer, StopFlag
from solver.schedule import Schedule, Status
from solver.tiers.fairness import improve_fairness
from solver.tiers.first_candidate import find_first_candidate
from solver.tiers.gaps import improve_gaps
from solver.tiers.gaps_all_required import all_required
from solver.tiers.minimums_and_score import improve_meetings
from solver.tiers.moves import improve_moves
from solver.tiers.proof import provable, prove_tier
from solver.tiers.result import result_schedule, result_without_schedule
from solver.tiers.solve_state import SolveState


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    observer: Observer | None = None,
    stop: StopFlag | None = None,
    parameters: SearchParameters = DEFAULT_PARAMETERS,
) -> Schedule:
    """The best schedule found within `time_limit` seconds, with proven bounds.

    The same seed and parameters give the same schedule unless the time limit or the stop flag ends the search. Setting
    `stop` ends the solve soon with the best schedule so far. Raises RuntimeError if the result breaks a rule (a
    bug in the solver, not in the problem).
    """
    clock = Clock(time_limit, stop)
    state = SolveState(compile_instance(problem), clock, seed, observer, parameters)
    conflict = find_first_candidate(state)
    if state.incumbent is None:
        status = Status.INFEASIBLE if conflict else Status.UNKNOWN
        return result_without_schedule(state, status, conflict)
    for tier in problem.objective:
        state.tier = tier.tier
        _improve_tier(state, tier.tier)
        prove_tier(state, tier.tier)
        state.close(tier)
        state.report(f"{tier.tier} done")
    return result_schedule(state)


def _improve_tier(state: SolveState, tier: TierName) -> None:
    if tier in ("minimums", "score"):
        improve_meetings(state, tier)
        return
    if tier == "fairness":
        improve_fairness(state)
        return
    state.bound(tier, 0)
    if tier == "moves":
        improve_moves(state)
    if tier == "gaps" and not state.closed(tier):
        improve_gaps(state, provable(state, tier) or all_required(state))
