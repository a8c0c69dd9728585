"""The stages of a solve, one file per tier, from the first candidate to the final schedule."""
