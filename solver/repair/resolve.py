"""Re-solve from a schedule: keep what stands, fill what is free, then change what pays, within the budget."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from solver.choosing import aim_of, bound_tier
from solver.conflict.obvious import obvious
from solver.finish import finished, without_plan
from solver.grid import FREE, Grid
from solver.improve import Rematch, shuffled
from solver.instance import Ints, compile_instance
from solver.limits import Clock
from solver.moves import improve_moves
from solver.problem import Problem, TierName
from solver.progress import Observer, StopFlag
from solver.repair.changes import Change, changes
from solver.repair.home import NONE
from solver.repair.request import Repair, repaired_problem
from solver.repair.run import RepairRun
from solver.schedule import Schedule, Status
from solver.selection.compact import Floor, relax_compact
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
    """The new schedule, and every meeting in which it differs from the one before; values and bounds are those of the
    problem with absences, frozen slots and pins."""

    schedule: Schedule
    changes: tuple[Change, ...]


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

    Infeasible means that the rules contradict each other, unknown that none within the budget was found.
    Raises ProblemError where the repair names what the problem does not know.
    """
    bent = repaired_problem(problem, repair)
    run = RepairRun(compile_instance(bent), repair, Clock(time_limit, stop), seed, observer)
    conflict = obvious(run.instance)
    if conflict:
        return Repaired(without_plan(run, Status.INFEASIBLE, conflict), ())
    if not _start(run):
        return Repaired(without_plan(run, Status.UNKNOWN), ())
    for tier in bent.objective:
        run.tier = tier.tier
        _improve(run, tier.tier)
        run.close(tier)
        run.report(f"{tier.tier} done")
    schedule = finished(run)
    return Repaired(schedule, changes(problem, repair.previous, schedule))


def _start(run: RepairRun) -> bool:
    """What stands of the previous schedule, and every required meeting; says whether that is within the budget."""
    run.report("what stands")
    grid = Grid(run.instance)
    home = run.home.slot
    for e in by_freedom(run.instance, np.flatnonzero(home != NONE)):
        if grid.options(e) >> int(home[e]) & 1:
            grid.place(e, int(home[e]))
    missing = [e for e in np.flatnonzero(run.instance.must).tolist() if grid.when[e] == FREE]
    if missing:
        grid = _with_required(run, grid)
    return run.offer(grid.meetings())


def _with_required(run: RepairRun, grid: Grid) -> Grid:
    """Walk until the required meetings have slots."""
    run.report("required meetings")
    heavy = MISSING * (int(run.instance.score.max(initial=0)) + 1)
    worth = run.instance.score + heavy * run.instance.must
    walk = Walk(grid, _weighing(run, worth))
    cooling = Cooling(LEAST, heavy / MISSING, heavy / MISSING / 100, EXCHANGES)
    walk.anneal(cooling, Prices(score=1), Keep(changes=_budget(run)), run.clock)
    found = Grid(run.instance)
    found.load(walk.meetings())
    return found


def _improve(run: RepairRun, tier: TierName) -> None:
    if tier in ("minimums", "score"):
        bound_tier(run, tier)
        for round_ in range(SWEEPS):
            _fill(run, round_)
            if not run.closed(tier):
                _walk(run, _prices(run, tier))
        return
    if tier == "gaps":
        _bound_gaps(run)
        if not run.closed(tier):
            _walk(run, Prices(gaps=_mean_score(run), score=0.01))
    elif tier == "moves":
        improve_moves(run)


def _fill(run: RepairRun, round_: int) -> None:
    """New meetings beside all that is kept, slot by slot as matchings: they are no changes."""
    run.report("free slots")
    kept = run.instance.must.copy()
    kept[[e for e, t in run.best.meetings if run.home.slot[e] == t]] = True
    grid = Grid(replace(run.instance, must=kept))
    grid.load(run.best.meetings)
    solver = Rematch(grid, Worth(grid, aim_of(run), run.instance.least), run.seed * 1000 + round_)
    solver.sweep(run.clock, shuffled(run.instance.slots, run.seed + round_))
    run.offer(grid.meetings())


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


def _prices(run: RepairRun, tier: TierName) -> Prices:
    aim = aim_of(run)
    change = run.repair.price if tier == "score" else 0
    return Prices(reward=float(aim.shortfall), score=float(aim.score), changes=float(max(change, 0.01)))


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


def _bound_gaps(run: RepairRun) -> None:
    run.bound("gaps", 0)
    if "score" in run.kept:
        compact = relax_compact(run.instance, Floor(run.kept["score"], run.kept.get("minimums")), run.clock)
        if compact is not None:
            run.bound("gaps", compact.bound)
