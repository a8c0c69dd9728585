"""`python -m solver.walk` compiles the loops now, so that the first solve need not."""

import sys
from importlib import import_module

from solver.walk.compiled import KEPT

for name in ("annealing", "closing", "inserting"):
    import_module(f"solver.walk.{name}")  # compiles, and keeps the machine code
if not KEPT:
    sys.exit("The compiled loops cannot be kept: neither __pycache__ nor the user's cache folder can be written.")
