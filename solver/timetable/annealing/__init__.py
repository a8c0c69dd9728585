"""Compiled simulated annealing of timetables: millions of small steps a second, each within all hard rules."""
