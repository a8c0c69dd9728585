"""Puts the stages together: a first plan, then tier by tier a search, a bound, and for small problems a proof."""

from typing import Final

from solver.construct import construct
from solver.exact.search import Effort, search
from solver.fair_meetings import improve_fairness, prove_fairness
from solver.finish import finished, without_plan
from solver.gaps import improve_gaps
from solver.instance import Instance, compile_instance
from solver.limits import Clock
from solver.meetings import improve_meetings
from solver.moves import improve_moves
from solver.problem import Problem, TierName
from solver.progress import Observer, StopFlag
from solver.required import all_required, fewest
from solver.run import Run
from solver.schedule import Schedule, Status

SMALL: Final = 12_000  # (pair, slot) choices up to which a proof by clauses is tried
ORDERED: Final = 1_600  # (person, level) questions up to which an order of fairness is proven or kept by clauses
SEATS: Final = 25_000  # (pair, slot, table) choices up to which moves are proven
WORK: Final = 3.0  # deterministic units for the proof of a tier
WORK_REQUIRED: Final = 400.0  # the same where every pair is required: there is little else to do


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    workers: int = 2,
    observer: Observer | None = None,
    stop: StopFlag | None = None,
) -> Schedule:
    """The best schedule found within `time_limit` seconds, with proven bounds.

    `workers` is the most threads to use; today every stage needs one. The same seed gives the same schedule where no
    time limit cuts in. A set `stop` flag ends the solve soon with the
    best schedule so far. Raises RuntimeError if the result breaks a rule (a fault of the program, not of the problem).
    """
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    clock = Clock(time_limit, stop)
    run = Run(compile_instance(problem), clock, seed, observer)
    conflict = construct(run)
    if run.plan is None:
        status = Status.INFEASIBLE if conflict else Status.UNKNOWN
        return without_plan(run, status, conflict)
    for tier in problem.objective:
        run.tier = tier.tier
        _improve(run, tier.tier)
        _prove(run, tier.tier)
        run.close(tier)
        run.report(f"{tier.tier} done")
    return finished(run)


def _improve(run: Run, tier: TierName) -> None:
    if tier in ("minimums", "score"):
        improve_meetings(run, tier)
        return
    if tier == "fairness":
        improve_fairness(run)
        return
    run.bound(tier, 0)
    if tier == "moves":
        improve_moves(run)
    if tier == "gaps" and not run.closed(tier):
        improve_gaps(run, provable(run, tier) or all_required(run))


def _prove(run: Run, tier: TierName) -> None:
    """Let the clause model finish what is small enough."""
    if run.closed(tier) or run.clock.over():
        return
    if tier == "gaps" and all_required(run):
        fewest(run)
        return
    if not provable(run, tier):
        return
    run.report("proof")
    hard = bool(run.instance.must.all())
    effort = Effort(run.seed, WORK_REQUIRED if hard else WORK, lambda b: _noted(run, b))
    if tier == "fairness":
        prove_fairness(run, effort)
        return
    answer = search(run.instance, tier, run.kept, run.best.meetings, effort, run.clock, run.kept_order)
    if answer.feasible:
        run.offer(answer.meetings, answer.tables)
    if answer.bound is not None:
        run.bound(tier, answer.bound)


def _noted(run: Run, _bound: float) -> None:
    run.report("proof")


def provable(run: Run, tier: TierName) -> bool:
    """Whether the instance is small enough for the clause model to prove the tier."""
    instance: Instance = run.instance
    choices = int(instance.allowed.sum())
    if tier == "fairness" or run.kept_order is not None:  # each level asks about everybody
        return choices <= SMALL and instance.people**2 <= ORDERED
    if "moves" in run.kept or tier == "moves":
        loose = int(instance.allowed[instance.place < 0].sum())
        return choices + loose * int(instance.open_to_all.sum()) <= SEATS
    return choices <= SMALL
