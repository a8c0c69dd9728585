"""The timetable as clauses for a satisfiability solver: for proofs about gaps, and for conflicts between rules.

Where every pair is required, there is nothing to weigh but gaps, and clauses are a hundred times faster than sums
(Bofill et al., Journal of Artificial Intelligence Research 74, 2022).
"""
