"""CaDiCaL (Biere et al.) through PySAT: single-threaded and deterministic."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Final

from solver.clock import Clock
from solver.sat.cnf import Cnf

PORTION: Final = 5_000  # conflicts between two checks of the clock, about a second; each portion resets the phases
OPTIONS: Final = {"stabilizeonly": 1, "phase": 0}  # few restarts, variables false first: finds timetables sooner


class Satisfier:
    """Incremental SAT solver: decides a growing set of clauses under assumptions. Use as a context manager.

    The search runs in its own thread, because in the main thread PySAT would replace the handler of Ctrl-C.
    """

    def __init__(self, cnf: Cnf, clock: Clock) -> None:
        # a late import: few problems need a SAT solver
        from pysat.solvers import Cadical195  # type: ignore[import-untyped]  # PySAT ships no types

        self._cnf, self._clock, self._added = cnf, clock, 0
        self._solver = Cadical195()
        self._solver.configure(OPTIONS)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self.conflicts = 0  # conflicts allowed so far, an upper bound of those that occurred

    def __enter__(self) -> "Satisfier":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()
        self._solver.delete()

    def holds(self, assumptions: Iterable[int], conflicts: int) -> bool | None:
        """Whether all clauses and assumptions can hold together; None if the limit of conflicts or time was reached."""
        for clause in self._cnf.clauses[self._added :]:
            self._solver.add_clause(clause)
        self._added = len(self._cnf.clauses)
        assumed, spent = list(assumptions), 0
        while spent < conflicts and not self._clock.over():
            self._solver.conf_budget(min(PORTION, conflicts - spent))
            answer: bool | None = self._thread.submit(self._solver.solve_limited, assumed).result()
            spent += PORTION
            self.conflicts += PORTION
            if answer is not None:
                return answer
        return None

    def model(self) -> Sequence[int]:
        """The solution, after `holds` returned True: for each variable i the literal that holds, at index i - 1."""
        literals: list[int] = self._solver.get_model()
        return literals

    def core(self) -> set[int]:
        """After `holds` returned False: a subset of the assumptions that cannot all hold."""
        return set(self._solver.get_core() or ())
