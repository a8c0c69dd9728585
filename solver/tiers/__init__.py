"""The order of work: one file per tier, from the first candidate to the final result."""
