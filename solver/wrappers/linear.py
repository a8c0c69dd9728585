"""`model_builder`, the wrapper that builds models of the linear solvers from expressions."""

from solver.wrappers.without_pandas import without_pandas

with without_pandas():
    from ortools.linear_solver.python import model_builder

__all__ = ["model_builder"]
