"""`cp_model`, the wrapper of CP-SAT."""

from solver.wrappers.without_pandas import without_pandas

with without_pandas():
    from ortools.sat.python import cp_model

__all__ = ["cp_model"]
