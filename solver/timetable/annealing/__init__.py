"""Annealing over whole timetables, compiled: millions of small changes a second, each kept within every hard rule."""
