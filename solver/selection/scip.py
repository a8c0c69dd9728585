"""Solves the root node of an integer program with SCIP, single-threaded and within the time limit."""

from typing import Any, Final

from ortools.linear_solver.python.model_builder_helper import ModelSolverHelper, SolveStatus

from solver.clock import Clock, Watch

# with `catchctrlc`, SCIP would handle Ctrl-C itself and bypass the program's own handler
PARAMETERS: Final = "limits/nodes = 1\nparallel/maxnthreads = 1\nmisc/catchctrlc = FALSE\n"


def solve_root(model: Any, clock: Clock) -> tuple[ModelSolverHelper, bool] | None:
    """The solver with its solution, and whether that is proven optimal; None if no solution was found.

    `model`: a `ModelBuilderHelper`.
    """
    solver = ModelSolverHelper("SCIP")
    solver.set_solver_specific_parameters(PARAMETERS)
    solver.set_time_limit_in_seconds(max(0.01, clock.left()))
    with Watch(solver.interrupt_solve, clock):
        solver.solve(model)
    status = solver.status()
    if status not in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE):
        return None
    return solver, status == SolveStatus.OPTIMAL
