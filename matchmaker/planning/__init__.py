"""From the data to a plan: snapshot, run, solve, verified plan, and the ways to look at it."""
