"""A decision about one pair: it must meet, or must not."""

from dataclasses import dataclass, replace

from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class Decision:
    """Pair number `pair` meets, or does not."""

    pair: int
    meets: bool

    def applied(self, problem: Problem) -> Problem:
        """The problem with the decision; the pairs keep their indexes."""
        old = problem.pairs[self.pair]
        new = replace(old, required=True) if self.meets else replace(old, slots=())
        return replace(problem, pairs=(*problem.pairs[: self.pair], new, *problem.pairs[self.pair + 1 :]))
