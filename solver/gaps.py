"""The tier gaps: annealing with the same meetings, until nothing is left to gain or the work is done."""

from typing import Final

from solver.anneal import anneal
from solver.run import Run

TRIES: Final = 600  # annealing steps for each meeting
LEAST: Final = 300_000  # and at least so many: small problems are worth the second
RESERVE: Final = 0.12  # of the time left, for the tiers that follow
PROOF: Final = 0.35  # the same where a proof by clauses may follow


def improve_gaps(run: Run, proof: bool) -> None:
    """Fewer gaps within what the earlier tiers allow; leaves time for a proof where one is to follow."""
    run.report("fewer gaps")
    grid = run.grid()
    tries = max(LEAST, TRIES * len(run.best.meetings))
    anneal(grid, tries, run.seed, run.clock, 1 - (PROOF if proof else RESERVE))
    run.offer(grid.meetings())
    run.report("fewer gaps")
