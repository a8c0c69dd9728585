"""The order of work: one file per tier, from the first plan to the final result."""
