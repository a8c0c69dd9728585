"""All compiled loops, to load or compile them in advance."""

from typing import Any, Final

from solver.timetable.annealing.close_gaps import close_gaps
from solver.timetable.annealing.compiled import Loop
from solver.timetable.annealing.insertion import insert
from solver.timetable.annealing.loop import anneal

LOOPS: Final[tuple[Loop[..., Any], ...]] = (close_gaps, insert, anneal)
