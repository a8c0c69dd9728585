"""CaDiCaL (Biere et al.), by way of PySAT: one thread, and the same answer every time."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Final

from pysat.solvers import Cadical195  # type: ignore[import-untyped]  # PySAT ships no types

from solver.clock import Clock
from solver.sat.cnf import Cnf

PORTION: Final = 5_000  # conflicts between two looks at the clock, about a second; each portion begins with new phases
OPTIONS: Final = {"stabilizeonly": 1, "phase": 0}  # few restarts, "no meeting" first: timetables are found sooner


class Satisfier:
    """Decides a growing set of clauses under changing assumptions. Use as a context manager.

    The search runs in a thread of its own: in the main thread PySAT would take Ctrl-C for itself.
    """

    def __init__(self, cnf: Cnf, clock: Clock) -> None:
        self._cnf, self._clock, self._given = cnf, clock, 0
        self._solver = Cadical195()
        self._solver.configure(OPTIONS)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self.conflicts = 0  # what was allowed so far: at least as many as there were

    def __enter__(self) -> "Satisfier":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()
        self._solver.delete()

    def holds(self, assumptions: Iterable[int], conflicts: int) -> bool | None:
        """Whether all clauses can hold with these literals; None where work or time did not suffice."""
        for clause in self._cnf.clauses[self._given :]:
            self._solver.add_clause(clause)
        self._given = len(self._cnf.clauses)
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
        """After True: a literal for each variable, variable i at i - 1."""
        found: list[int] = self._solver.get_model()
        return found

    def core(self) -> set[int]:
        """After False: assumptions that cannot all hold."""
        return set(self._solver.get_core() or ())
