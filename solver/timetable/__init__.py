"""Scheduling the chosen pairs: edge colouring, matchings slot by slot, simulated annealing."""
