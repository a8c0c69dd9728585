"""Timetabling as a satisfiability problem: for proofs about gaps, and for conflicts between rules.

If every pair is required, only gaps remain to be optimised, and clauses are a hundred times faster than linear sums
(Bofill et al., Journal of Artificial Intelligence Research 74, 2022).
"""
