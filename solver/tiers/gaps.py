"""The tier gaps: who meets is chosen anew within the slack, then chains move meetings until days are compact."""

from typing import Final

import numpy as np

from solver.arrays import Ints
from solver.instance.grid import Grid
from solver.selection.few_gaps import Compact, Floor, fewest_gaps, relax_compact
from solver.selection.few_gaps_program import choose_compact
from solver.tiers.solve_state import Run
from solver.timetable.annealing.annealer import Cooling, Keep, Prices, Walk, Weighing
from solver.timetable.edge_coloring import timetable

TRIES: Final = 5_000  # steps for each meeting
QUICK: Final = 800  # the same where every pair is required: clauses will have the last word
LEAST: Final = 150_000  # and at least so many: small problems are worth the moment
MOST: Final = 40_000_000
HOT: Final = 0.3  # a gap more is accepted one time in thirty
COLD: Final = 0.06
RESERVE: Final = 0.12  # of the time left, for the tiers that follow
PROOF: Final = 0.35  # the same where a proof by clauses may follow


def improve_gaps(run: Run, proof: bool) -> None:
    """Fewer gaps within what the earlier tiers allow, and a bound; leaves time for a proof where one is to follow."""
    run.report("compact days")
    grid = _start(run)
    forced = _forced(run, grid)
    walk = Walk(grid, Weighing(least_gaps=forced, seed=run.seed))
    tries = (QUICK if proof and run.instance.must.all() else TRIES) * (sum(grid.count) // 2)
    cooling = Cooling(min(MOST, max(LEAST, tries)), HOT, COLD)
    enough = max(run.bounds["gaps"], int(forced.sum()))
    walk.anneal(
        cooling, Prices(gaps=1), Keep(), run.clock, 1 - (PROOF if proof else RESERVE), lambda w: w.gaps <= enough
    )
    run.offer(walk.meetings())
    run.report("compact days")


def bound_gaps(run: Run) -> Compact | None:
    """Note what is proven of the gaps at the score kept; gives the choice of pairs that comes near it."""
    compact = relax_compact(run.instance, floor_of(run), run.clock)
    if compact is not None:
        run.bound("gaps", compact.bound)
    return compact


def floor_of(run: Run) -> Floor:
    """What earlier tiers keep of score (there has to be one) and minimums."""
    return Floor(run.kept["score"], run.kept.get("minimums"))


def _forced(run: Run, grid: Grid) -> Ints:
    """(n) gaps that nobody can help who has as many meetings as in the grid."""
    return fewest_gaps(run.instance)[np.arange(run.instance.people), np.array(grid.count, dtype=np.int64)]


def _start(run: Run) -> Grid:
    """The best plan, or one that keeps the earlier tiers and whose pairs can have fewer gaps."""
    grid = run.grid()
    if run.instance.must.all():
        run.bound("gaps", int(_forced(run, grid).sum()))
    if run.instance.must.all() or "score" not in run.kept or run.kept.keys() - {"minimums", "score"}:
        return grid
    compact = bound_gaps(run)
    if compact is None:
        return grid
    held = np.minimum(run.instance.least, np.array(grid.count))
    chosen = choose_compact(run.instance, floor_of(run), held, compact, run.clock)
    other = None if chosen is None else _placed(run, np.flatnonzero(chosen).tolist())
    return grid if other is None or _forced(run, other).sum() >= _forced(run, grid).sum() else other


def _placed(run: Run, pairs: list[int]) -> Grid | None:
    """A timetable of just these pairs, as near to the best plan as can be; None where it gives too much away."""
    grid, wanted = run.grid(), set(pairs)
    for e, _ in list(grid.meetings()):
        if e not in wanted:
            grid.remove(e)
    timetable(grid, [e for e in pairs if grid.when[e] < 0], run.clock)
    return grid if run.keeps(grid.meetings()) else None
