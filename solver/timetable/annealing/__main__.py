"""`python -m solver.timetable.annealing` compiles the loops in advance, to make the first solve faster."""

import sys
from importlib import import_module

from solver.timetable.annealing.compiled import CACHED

for name in ("close_gaps", "insertion", "loop"):
    import_module(f"solver.timetable.annealing.{name}")  # compiles, and caches the machine code
if not CACHED:
    sys.exit("The compiled loops cannot be cached: neither __pycache__ nor the user's cache folder is writable.")
