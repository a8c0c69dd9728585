"""Re-solve from a schedule: keep what stands, fill what is free, then change what pays, within the budget."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from solver.choosing import aim_of, bound_tier
from solver.conflict.obvious import contradictions
from solver.conflict.search import explain, retell
from solver.construct import construct
from solver.fair_meetings import improve_fairness
from solver.finish import finished, without_plan
from solver.gaps import bound_gaps
from solver.grid import FREE, Grid
from solver.improve import Rematch, shuffled
from solver.instance import Instance, Ints, compile_instance
from solver.limits import Clock
from solver.moves import improve_moves
from solver.problem import Problem, TierName
from solver.progress import Observer, StopFlag
from solver.repair.changes import Change, changes
from solver.repair.exact import fewest_changes, prove
from solver.repair.home import NONE
from solver.repair.request import Repair, repaired_problem
from solver.repair.run import RepairRun
from solver.schedule import Schedule, Status
from solver.solve import provable
from solver.timetable import by_freedom
from solver.walk.walk import Cooling, Keep, Prices, Walk, Weighing
from solver.worth import Worth

TRIES: Final = 150  # steps of a walk for each meeting
LEAST: Final = 100_000
MOST: Final = 2_000_000
HOT: Final = 0.1  # of the mean score of a meeting; a gap is worth one meeting
COLD: Final = 0.005
EXCHANGES: Final = 0.5
SWEEPS: Final = 2  # over all slots, matchings beside what is kept
MISSING: Final = 1_000  # times the best pair: a required meeting that has no slot yet


@dataclass(frozen=True)
class Repaired:
    """The new schedule, and every listed meeting in which it differs from the one before.

    Its values and bounds are those of the problem with absences, frozen slots and pins; the budget is no part of them.
    `limits`: what is proven with the budget, tier by tier.
    """

    schedule: Schedule
    changes: tuple[Change, ...]
    limits: tuple[int | None, ...] = ()

    @property
    def best(self) -> bool:
        """Whether no schedule within the budget is proven better."""
        solved = self.schedule.status in (Status.OPTIMAL, Status.FEASIBLE)
        return solved and self.limits == tuple(t.value for t in self.schedule.tiers)


def resolve(
    problem: Problem,
    repair: Repair,
    *,
    seed: int = 0,
    time_limit: float = 60.0,
    observer: Observer | None = None,
    stop: StopFlag | None = None,
) -> Repaired:
    """The best schedule found for the problem that changes no more of the previous one than the repair allows.

    Infeasible means that the rules, or the rules and the budget, are proven to contradict each other; unknown that no
    schedule within the budget was found. Raises ProblemError where the repair names what the problem does not know.
    """
    bent = repaired_problem(problem, repair)
    run = RepairRun(compile_instance(bent), repair, Clock(time_limit, stop), seed, observer)
    conflict = _start(run)
    if run.plan is None:
        return Repaired(without_plan(run, Status.INFEASIBLE if conflict else Status.UNKNOWN, conflict), ())
    for tier in bent.objective:
        run.tier = tier.tier
        _improve(run, tier.tier)
        done = run.closed(tier.tier) and not run.price
        if not done and not run.clock.over() and provable(run, tier.tier):
            run.report("proof")
            prove(run, tier.tier)
        run.close(tier)
        run.report(f"{tier.tier} done")
    limits = tuple(run.limits.get(t.tier, run.bounds.get(t.tier)) for t in bent.objective)
    _nearest(run)
    schedule = finished(run)
    return Repaired(schedule, changes(problem, repair.previous, schedule), limits)


def _start(run: RepairRun) -> tuple[str, ...]:
    """What stands of the previous schedule, and every required meeting. Gives the conflict if there is one."""
    run.report("what stands")
    found = contradictions(run.instance)
    if found:
        return retell(run.instance.problem, found, run.clock)
    # gaps are counted once all are there: on the way there are some that the next meeting closes
    anyhow = replace(run.instance, problem=replace(run.instance.problem, max_gap_spread=None))
    grid = _standing(run, Grid(anyhow))
    if _offer(run, grid) or _offer(run, _standing(run, Grid(run.instance))) or _offer(run, _with_required(run, grid)):
        return ()
    if provable(run, "score"):
        return _by_clauses(run)
    return construct(run)


def _standing(run: RepairRun, grid: Grid) -> Grid:
    """The grid with all kept meetings that it lets be where they were."""
    home = run.home.slot
    for e in by_freedom(run.instance, np.flatnonzero(home != NONE)):
        if grid.options(e) >> int(home[e]) & 1:
            grid.place(e, int(home[e]))
    return grid


def _offer(run: RepairRun, grid: Grid) -> bool:
    """Whether that is a plan within the budget."""
    missing = run.instance.must & (np.array(grid.when, dtype=np.int64) == FREE)
    return not missing.any() and run.offer(grid.meetings())


def _by_clauses(run: RepairRun) -> tuple[str, ...]:
    """The plan with the fewest changes, or why there is none within the budget."""
    run.report("fewest changes")
    answer = fewest_changes(run)
    if answer.feasible is False:
        return explain(run.instance.problem, run.clock)
    if answer.feasible:
        run.offer(answer.meetings, answer.tables)
    if run.plan is not None or run.budget is None or answer.bound is None or answer.bound <= run.budget:
        return ()
    whom = "people with changes" if run.by_people else "of the earlier meetings moved or cancelled"
    return (f"the rules need at least {answer.bound} {whom}; the limit is {run.budget}",)


def _nearest(run: RepairRun) -> None:
    """Where clauses can tell: of all schedules that are as good, one with the fewest changes."""
    names = [t.tier for t in run.instance.problem.objective]
    if not run.count(run.best) or run.clock.over() or not all(provable(run, name) for name in [*names, "score"]):
        return
    run.report("fewest changes")
    run.kept = {name: run.best.values[name] for name in names}
    run.kept_order = run.best.order
    run.tier = None
    answer = fewest_changes(run)
    if answer.feasible:
        run.offer(answer.meetings, answer.tables)


def _with_required(run: RepairRun, grid: Grid) -> Grid:
    """Walk until the required meetings have slots."""
    run.report("required meetings")
    heavy = MISSING * (int(run.instance.score.max(initial=0)) + 1)
    worth = run.instance.score + heavy * run.instance.must
    walk = Walk(grid, _weighing(run, worth))
    cooling = Cooling(LEAST, heavy / MISSING, heavy / MISSING / 100, EXCHANGES)
    walk.anneal(cooling, Prices(score=1, changes=heavy / MISSING / 10), Keep(changes=_budget(run)), run.clock)
    found = Grid(run.instance)
    found.load(walk.meetings())
    return found


def _improve(run: RepairRun, tier: TierName) -> None:
    if tier == "fairness":
        improve_fairness(run)
    elif tier in ("minimums", "score"):
        bound_tier(run, tier)
        for round_ in range(SWEEPS):
            _fill(run, round_)
            if not run.closed(tier):
                _walk(run, _prices(run))
    elif tier == "gaps":
        run.bound("gaps", 0)
        if "score" in run.kept:
            bound_gaps(run)
        if not run.closed(tier):
            _walk(run, Prices(gaps=_mean_score(run), score=0.01))
    elif tier == "moves":
        improve_moves(run)


def _fill(run: RepairRun, round_: int) -> None:
    """New meetings beside all that is kept, slot by slot as matchings: they are no changes."""
    run.report("free slots")
    grid = Grid(_settled(run))
    grid.load(run.best.meetings)
    solver = Rematch(grid, Worth(grid, aim_of(run), run.instance.least), run.seed * 1000 + round_)
    solver.sweep(run.clock, shuffled(run.instance.slots, run.seed + round_))
    run.offer(grid.meetings())


def _settled(run: RepairRun) -> Instance:
    """The instance in which what is kept has to meet, at the table that it has."""
    must, place = run.instance.must.copy(), run.instance.place.copy()
    kept = [e for e, t in run.best.meetings if run.home.slot[e] == t]
    must[kept] = True
    place[kept] = [run.best.tables[e] for e in kept]
    return replace(run.instance, must=must, place=place)


def _walk(run: RepairRun, prices: Prices) -> None:
    """Exchange and move meetings as far as the earlier tiers and the budget let it pay."""
    run.report("changes that pay")
    mean = _mean_score(run)
    walk = Walk(run.grid(), _weighing(run, run.instance.score))
    cooling = Cooling(min(MOST, max(LEAST, TRIES * len(run.best.meetings))), HOT * mean, COLD * mean, EXCHANGES)
    walk.anneal(cooling, prices, _keep(run), run.clock)
    run.offer(walk.meetings())


def _weighing(run: RepairRun, worth: Ints) -> Weighing:
    least = run.instance.least[:, None]
    filled = np.minimum(np.arange(run.instance.slots + 1), least)
    return Weighing(worth, filled, run.home.slot, by_people=run.by_people, seed=run.seed)


def _prices(run: RepairRun) -> Prices:
    aim = aim_of(run)
    return Prices(reward=float(aim.shortfall), score=float(aim.score), changes=float(max(run.price, 0.01)))


def _keep(run: RepairRun) -> Keep:
    keep = Keep(changes=_budget(run))
    if "minimums" in run.kept:
        keep = replace(keep, reward=int(run.instance.least.sum()) - run.kept["minimums"])
    if "score" in run.kept:
        keep = replace(keep, score=run.kept["score"])
    if "gaps" in run.kept:
        keep = replace(keep, gaps=run.kept["gaps"])
    return keep


def _budget(run: RepairRun) -> int:
    return Keep().changes if run.budget is None else run.budget


def _mean_score(run: RepairRun) -> float:
    return max(1.0, run.best.values["score"] / max(1, len(run.best.meetings)))
