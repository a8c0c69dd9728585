"""Running SCIP on an integer program: its root node only, with one thread, and an end when time is up."""

from typing import Any, Final

from ortools.linear_solver.python import model_builder

from solver.clock import Clock, Watch

# without `catchctrlc = FALSE`, SCIP would handle Ctrl-C itself and hide it from the program's own handler
PARAMETERS: Final = "limits/nodes = 1\nparallel/maxnthreads = 1\nmisc/catchctrlc = FALSE\n"


def run(model: Any, clock: Clock) -> tuple[Any, bool] | None:
    """The solver, which holds the values, and whether they are proven best; None where it found none."""
    solver = model_builder.Solver("SCIP")
    solver.set_solver_specific_parameters(PARAMETERS)
    solver.set_time_limit_in_seconds(max(0.01, clock.left()))
    with Watch(solver.stop_search, clock):
        status = solver.solve(model)
    if status not in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE):
        return None
    return solver, status == model_builder.SolveStatus.OPTIMAL
