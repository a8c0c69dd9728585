"""Clauses in the DIMACS way: variables are 1, 2, 3 and so on, a negative number is a negated variable."""

from collections.abc import Iterable, Sequence
from typing import Final

FEW: Final = 6  # literals up to which every two exclude each other by a clause of their own


class Cnf:
    """A growing conjunction of clauses."""

    def __init__(self) -> None:
        self.variables = 0
        self.clauses: list[list[int]] = []

    def new(self) -> int:
        """A fresh variable."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """One of the literals holds."""
        self.clauses.append(list(literals))

    def at_most_one(self, literals: Iterable[int]) -> None:
        """Pairwise for a few literals, else a ladder: a rung holds once some literal up to it does."""
        held = list(literals)
        if len(held) <= FEW:
            for i, lit in enumerate(held):
                for other in held[:i]:
                    self.add(-lit, -other)
            return
        rung = held[0]
        for lit in held[1:-1]:
            self.add(-rung, -lit)
            upper = self.new()
            self.add(-rung, upper)
            self.add(-lit, upper)
            rung = upper
        self.add(-rung, -held[-1])

    def any_of(self, literals: Sequence[int]) -> int:
        """A literal that holds exactly where one of `literals` does."""
        if len(literals) == 1:
            return literals[0]
        result = self.new()
        for lit in literals:
            self.add(-lit, result)
        self.add(*literals, -result)
        return result

    def all_of(self, literals: Sequence[int]) -> int:
        """A literal that holds exactly where all of `literals` do."""
        return -self.any_of([-lit for lit in literals])
