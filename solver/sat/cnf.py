"""Clauses in DIMACS notation: variables are 1, 2, 3 and so on, a negative number is a negated variable."""

from collections.abc import Iterable, Sequence
from typing import Final

MOST_PAIRWISE: Final = 6  # up to this many literals, `at_most_one` adds a clause for every two of them


class Cnf:
    """A growing conjunction of clauses."""

    def __init__(self) -> None:
        self.variables = 0
        self.clauses: list[list[int]] = []

    def new(self) -> int:
        """Create a variable."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """Add a clause: at least one of the literals holds."""
        self.clauses.append(list(literals))

    def at_most_one(self, literals: Iterable[int]) -> None:
        """Pairwise clauses for a few literals, else a ladder: a rung holds if any literal up to it does."""
        every = list(literals)
        if len(every) <= MOST_PAIRWISE:
            for i, lit in enumerate(every):
                for other in every[:i]:
                    self.add(-lit, -other)
            return
        rung = every[0]
        for lit in every[1:-1]:
            self.add(-rung, -lit)
            upper = self.new()
            self.add(-rung, upper)
            self.add(-lit, upper)
            rung = upper
        self.add(-rung, -every[-1])

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that holds if and only if one of `literals` does."""
        if len(literals) == 1:
            return literals[0]
        result = self.new()
        for lit in literals:
            self.add(-lit, result)
        self.add(*literals, -result)
        return result

    def all_of(self, literals: Sequence[int]) -> int:
        """A literal that holds if and only if all of `literals` do."""
        return -self.any_of([-lit for lit in literals])
