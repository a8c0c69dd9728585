"""`python -m solver.timetable.annealing` compiles the loops in advance, to make the first solve faster."""

import sys

from solver.timetable.annealing.compiled import cached
from solver.timetable.annealing.loops import LOOPS

for found in LOOPS:
    found.compile()  # and caches the machine code
if not cached():
    sys.exit("The compiled loops cannot be cached: neither __pycache__ nor the user's cache folder is writable.")
