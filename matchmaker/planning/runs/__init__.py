"""Solver runs: queued, carried out in a child process, watched, stopped."""
