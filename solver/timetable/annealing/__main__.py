"""`python -m solver.timetable.annealing` compiles the loops now, so that the first solve need not."""

import sys
from importlib import import_module

from solver.timetable.annealing.compiled import KEPT

for name in ("close_gaps", "insertion", "loop"):
    import_module(f"solver.timetable.annealing.{name}")  # compiles, and keeps the machine code
if not KEPT:
    sys.exit("The compiled loops cannot be kept: neither __pycache__ nor the user's cache folder can be written.")
