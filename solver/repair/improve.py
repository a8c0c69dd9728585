"""Improves a repaired schedule tier by tier, within the budget of changes."""

from dataclasses import replace
from typing import Final

import numpy as np

from solver.arrays import Ints
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.repair.repair_state import RepairRun
from solver.tiers.fairness import improve_fairness
from solver.tiers.gaps import bound_gaps
from solver.tiers.moves import improve_moves
from solver.tiers.pair_choice import aim_of, bound_tier
from solver.timetable.annealing.annealer import Cooling, Keep, Prices, Walk, Weighing
from solver.timetable.slot_matching import Rematch, shuffled
from solver.timetable.slot_weights import Worth

TRIES: Final = 150  # steps of a walk for each meeting
LEAST: Final = 100_000
MOST: Final = 2_000_000
HOT: Final = 0.1  # of the mean score of a meeting; a gap is worth one meeting
COLD: Final = 0.005
EXCHANGES: Final = 0.5
SWEEPS: Final = 2  # over all slots, matchings beside what is kept


def improve_tier(run: RepairRun, tier: TierName) -> None:
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
    walk = Walk(run.grid(), weighing_of(run, run.instance.score))
    cooling = Cooling(min(MOST, max(LEAST, TRIES * len(run.best.meetings))), HOT * mean, COLD * mean, EXCHANGES)
    walk.anneal(cooling, prices, _keep(run), run.clock)
    run.offer(walk.meetings())


def weighing_of(run: RepairRun, worth: Ints) -> Weighing:
    least = run.instance.least[:, None]
    filled = np.minimum(np.arange(run.instance.slots + 1), least)
    return Weighing(worth, filled, run.home.slot, by_people=run.by_people, seed=run.seed)


def _prices(run: RepairRun) -> Prices:
    aim = aim_of(run)
    return Prices(reward=float(aim.shortfall), score=float(aim.score), changes=float(max(run.price, 0.01)))


def _keep(run: RepairRun) -> Keep:
    keep = Keep(changes=budget_of(run))
    if "minimums" in run.kept:
        keep = replace(keep, reward=int(run.instance.least.sum()) - run.kept["minimums"])
    if "score" in run.kept:
        keep = replace(keep, score=run.kept["score"])
    if "gaps" in run.kept:
        keep = replace(keep, gaps=run.kept["gaps"])
    return keep


def budget_of(run: RepairRun) -> int:
    return Keep().changes if run.budget is None else run.budget


def _mean_score(run: RepairRun) -> float:
    return max(1.0, run.best.values["score"] / max(1, len(run.best.meetings)))
