"""A smallest conflict by giving rules up: QuickXplain (Junker, AAAI 2004) over feasibility checks."""

from collections.abc import Sequence
from typing import Final

from solver.conflict.obvious import obvious
from solver.conflict.rules import Rule, rules
from solver.exact.search import Effort, search
from solver.instance import compile_instance
from solver.limits import Clock
from solver.problem import Problem

WORK: Final = 4.0  # deterministic units for one check; undecided counts as possible
SECONDS: Final = 20.0


def explain(problem: Problem, clock: Clock, seed: int) -> tuple[str, ...]:
    """Sentences of rules that cannot hold together, as few as the time allows to find."""
    every = rules(problem)
    finder = _Finder(problem, every, Clock(min(SECONDS, clock.left())), seed)
    if finder.possible(every):
        return ("the required meetings cannot be placed under all rules together",)
    return tuple(rule.sentence for rule in finder.smallest([], False, every))


class _Finder:
    def __init__(self, problem: Problem, every: list[Rule], clock: Clock, seed: int) -> None:
        self.problem, self.every, self.clock = problem, every, clock
        self.effort = Effort(seed=seed, work=WORK)

    def possible(self, kept: Sequence[Rule]) -> bool:
        """Whether some schedule keeps these rules; True where that could not be found out."""
        relaxed = self.problem
        keep = {id(rule) for rule in kept}
        for rule in self.every:
            if id(rule) not in keep:
                relaxed = rule.without(relaxed)
        instance = compile_instance(relaxed)
        if obvious(instance):
            return False
        return search(instance, None, {}, (), self.effort, self.clock).feasible is not False

    def smallest(self, base: list[Rule], grown: bool, candidates: list[Rule]) -> list[Rule]:
        """A smallest part of `candidates` that, with `base`, is impossible; all of them once time is over."""
        if self.clock.over():
            return candidates
        if grown and not self.possible(base):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        needed = self.smallest(base + first, bool(first), second)
        return self.smallest(base + needed, bool(needed), first) + needed
