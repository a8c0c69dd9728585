"""The pairs of the tiers minimums and score: chosen, given slots, and chosen again where that had no timetable."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from solver.cpsat.solve_model import Effort, search
from solver.instance.grid import FREE, Grid
from solver.instance.instance import Instance
from solver.problem import TierName
from solver.selection.integer_program import Aim
from solver.selection.odd_set_cuts import odd_sets
from solver.selection.selector import Selection, Selector, shortfall_bound
from solver.selection.shared_capacity import Room
from solver.tiers.solve_state import Run
from solver.timetable.edge_coloring import timetable

CUTS: Final = 8  # choices at most, each with the cuts that the last one asked for
FEW: Final = 3_000  # (pair, slot) choices up to which clauses decide whether the chosen pairs have a timetable
WORK: Final = 1.0  # deterministic units for that


def choose_pairs(run: Run, tier: TierName) -> None:
    """Bound the tier, choose pairs and give them slots; what a choice cannot have in time is cut off the next one."""
    cuts: tuple[Room, ...] = ()
    for _ in range(CUTS):
        selector = Selector(guarded(run), cuts)
        bound_tier(run, tier, selector)
        if run.closed(tier) or (cuts and run.clock.over()):
            return
        found = _choose(run, tier, selector)
        if not found:
            return
        cuts = (*cuts, *found)


def guarded(run: Run) -> Instance:
    """The instance with minimums that keep everybody at the floor that an earlier tier fairness achieved."""
    floor = run.kept.get("fairness")
    if floor is None:
        return run.instance
    least = np.minimum(floor, run.instance.ideal.meetings)
    if run.tier == "minimums" or "minimums" in run.kept:
        least = np.maximum(least, run.instance.least)
    return replace(run.instance, least=least)


def aim_of(run: Run) -> Aim:
    """Weights that put the earlier of the two tiers first, and what the tiers before keep before both."""
    order = [t.tier for t in run.instance.problem.objective]
    highest = 2 * int(run.instance.score.max(initial=0)) + 1
    if "fairness" in run.kept and run.tier == "score":
        return Aim(score=1, shortfall=highest * 4, allowed=run.kept.get("minimums", 0))
    if "minimums" not in order:
        return Aim(score=1, shortfall=0)
    if "score" not in order:
        return Aim(score=0, shortfall=1)
    if order.index("minimums") < order.index("score"):
        return Aim(score=1, shortfall=highest * 4, allowed=run.kept.get("minimums"))
    return Aim(score=4 * run.instance.slots + 1, shortfall=1)


def _choose(run: Run, tier: TierName, selector: Selector) -> Sequence[Room]:
    """Choose, place, offer; gives room that the choice overlooked."""
    aim = aim_of(run)
    run.report("choosing pairs")
    selection = selector.select(aim, run.clock)
    _note_limit(run, tier, aim, selection)
    run.report("finding slots")
    grid = _kept_grid(run, selection)
    chosen = np.flatnonzero(selection.pairs).tolist()
    left = timetable(grid, [e for e in chosen if grid.when[e] == FREE], run.clock)
    run.offer(grid.meetings())
    if not left or run.closed(tier) or run.clock.over():
        return ()
    return odd_sets(run.instance, selection.pairs) or _by_clauses(run, selection)


def _by_clauses(run: Run, selection: Selection) -> Sequence[Room]:
    """Search a timetable of exactly these pairs, where there are few; if there is none, they cannot all meet."""
    allowed = run.instance.allowed & selection.pairs[:, None]
    if allowed.sum() > FEW:
        return ()
    instance = replace(run.instance, must=selection.pairs, allowed=allowed)
    answer = search(instance, None, {}, run.best.meetings, Effort(run.seed, WORK), run.clock)
    if answer.feasible:
        run.offer(answer.meetings)
    return () if answer.feasible is not False else (Room(selection.pairs, int(selection.pairs.sum()) - 1),)


def _kept_grid(run: Run, selection: Selection) -> Grid:
    """The meetings of the best plan that are chosen again."""
    grid = Grid(run.instance)
    kept = selection.pairs | run.instance.must
    grid.load((e, t) for e, t in run.best.meetings if kept[e])
    return grid


def bound_tier(run: Run, tier: TierName, selector: Selector | None = None) -> None:
    """Note what the relaxation proves."""
    selector = Selector(guarded(run)) if selector is None else selector
    if tier == "minimums":
        run.bound(tier, shortfall_bound(run.instance))
    else:
        run.bound(tier, selector.score_bound(aim_of(run).allowed))


def _note_limit(run: Run, tier: TierName, aim: Aim, selection: Selection) -> None:
    """What the program proved of its aim, as a limit of the score."""
    if tier == "score" and selection.limit is not None:
        free = 0 if aim.allowed is not None else aim.shortfall * int(run.instance.least.sum())
        run.bound(tier, (selection.limit + free) // aim.score)
