"""The tier gaps where every pair is required: clauses prove the fewest there can be, and find them."""

from typing import Final

from solver.sat.fewest_gaps import fewest_gaps
from solver.tiers.solve_state import Run

CHOICES: Final = 60_000  # (pair, slot) choices up to which clauses are tried
CONFLICTS: Final = 5_000_000
SHARE: Final = 0.8  # of the time left, where other tiers follow


def all_required(run: Run) -> bool:
    """Whether only gaps are left to weigh, and clauses can weigh them: no tier before depends on tables or choice."""
    instance = run.instance
    return bool(instance.must.all()) and "moves" not in run.kept and int(instance.allowed.sum()) <= CHOICES


def fewest(run: Run) -> None:
    """Close the tier, or at least raise its bound."""
    run.report("proof")
    last = run.instance.problem.objective[-1].tier == "gaps"
    clock = run.clock.part(1.0 if last else SHARE)
    found = fewest_gaps(
        run.instance, run.bounds.get("gaps", 0), run.best.values["gaps"], CONFLICTS, clock, lambda b: _noted(run, b)
    )
    if found.meetings is not None:
        run.offer(found.meetings)
    run.bound("gaps", found.bound)


def _noted(run: Run, bound: int) -> None:
    run.bound("gaps", bound)
    run.report("proof")
