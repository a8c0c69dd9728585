"""A good timetable in which a decision is kept, made from the one there is: the only place where such are made.

The plain way first: the meeting takes a slot, what was in its way finds another place by Kempe chains or leaves. Then
the slots that were touched, and in the end all, are solved again as matchings. The tiers decide which try is best.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.explain.decision import Decision
from solver.explain.preferred import preferred
from solver.explain.rechoose import rechoose
from solver.explain.swaps import Swap, swaps
from solver.explain.tighten import tighten
from solver.explain.view import View
from solver.grid import FREE, Grid
from solver.improve import Rematch, shuffled
from solver.instance import Instance
from solver.limits import Clock
from solver.plan import make_plan
from solver.problem import Problem, TierName
from solver.selection.mip import Aim
from solver.timetable import insert
from solver.worth import Worth

TRIES: Final = 6  # slots in which a meeting is tried, those of the least loss first
FAR: Final = 150  # changes of the choice that are too many to be called near
Placed = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Try:
    """A sound timetable, what it is worth (moves apart), and how many meetings it changes."""

    placed: Placed
    values: dict[TierName, int]
    changes: int


def resolve(
    view: View, instance: Instance, decision: Decision, goals: Mapping[TierName, int], clock: Clock, seed: int
) -> Placed | None:
    """The best timetable found that keeps the decision; None where none was found.

    `instance` holds the decision; once the tiers minimums and score stand at their `goals`, only gaps are looked at.
    """
    search = _Search(view, instance, decision, goals, seed)
    search.choose(clock)
    if not decision.meets:
        search.rematch([view.grid.when[decision.pair]])
    for swap in swaps(view, decision.pair)[:TRIES] if decision.meets else ():
        if search.reached() or (search.tries and clock.over()):
            break
        search.force(swap)
    return search.finish(clock)


class _Search:
    def __init__(
        self, view: View, instance: Instance, decision: Decision, goals: Mapping[TierName, int], seed: int
    ) -> None:
        self.view, self.instance, self.pair = view, instance, decision.pair
        self.start = [(e, t) for e, t in view.placed if decision.meets or e != decision.pair]
        self.goals, self.seed = goals, seed
        self.grid = Grid(instance)
        self.grid.load(self.start)
        self.tries: list[Try] = []
        self.aim = _aim(view.problem, instance)
        self.solver = Rematch(self.grid, Worth(self.grid, self.aim), seed)
        if not decision.meets:
            self.note()

    def force(self, swap: Swap) -> None:
        """Let the pair take its place; those who had to leave look for another."""
        grid, slots = self.grid, [swap.slot, *(self.grid.when[f] for f in swap.out)]
        for f in swap.out:
            grid.remove(f)
        if grid.options(self.pair) >> swap.slot & 1:
            grid.place(self.pair, swap.slot)
            score, must = self.instance.score, self.instance.must
            for f in sorted(swap.out, key=lambda f: (not must[f], -int(score[f]))):
                insert(grid, f)
            if self._complete():
                self.note()
                self.rematch(sorted(set(slots)))
        self._to(self.start)

    def choose(self, clock: Clock) -> None:
        """Choose the pairs anew, near the present choice, and place what is new; what is kept stays where it is."""
        instance, grid = self.instance, self.grid
        held = np.zeros(instance.pairs, dtype=bool)
        held[[e for e, _ in self.start]] = True
        chosen = rechoose(instance, held, self.aim, clock)
        if chosen is None or (chosen != held).sum() > FAR:
            return
        for e in np.flatnonzero(held & ~chosen).tolist():
            grid.remove(e)
        score, must = instance.score, instance.must
        for e in sorted(np.flatnonzero(chosen & ~held).tolist(), key=lambda e: (not must[e], -int(score[e]))):
            insert(grid, e)
        if self._complete():
            self.note()
        self._to(self.start)

    def _complete(self) -> bool:
        return all(self.grid.when[e] != FREE for e in np.flatnonzero(self.instance.must).tolist())

    def rematch(self, slots: list[int]) -> None:
        """Solve these slots again, with everything else where it is."""
        for t in slots:
            self.solver.slot(t)
        self.note()

    def finish(self, clock: Clock) -> Placed | None:
        """From the best so far: all slots again, then fewer gaps."""
        if not self.tries:
            return None
        self._to(self.best().placed)
        if not clock.over() and not self.reached():
            self.solver.sweep(clock, shuffled(self.instance.slots, self.seed))
            self.note()
            self._to(self.best().placed)
        if any(tier.tier == "gaps" for tier in self.view.problem.objective) and not clock.over():
            tighten(self.grid, self._touched(), clock)
            self.note()
        return self.best().placed

    def note(self) -> None:
        """Remember the timetable as it is now, if the gaps of any two people may differ so much."""
        placed = tuple(self.grid.meetings())
        plan = make_plan(self.instance, placed, None)
        limit = self.view.problem.max_gap_spread
        if limit is None or plan.spread <= limit:
            self.tries.append(Try(placed, dict(plan.values), len(set(placed) ^ set(self.start))))

    def reached(self) -> bool:
        """Whether no further meeting could be gained."""
        counts = [tier.tier for tier in self.view.problem.objective if tier.tier in ("minimums", "score")]
        return bool(self.tries) and all(self.best().values[name] == self.goals.get(name) for name in counts)

    def best(self) -> Try:
        """What the tiers prefer; of equal ones the one with the fewest changes."""
        left = preferred(self.view.problem, self.tries, lambda t: t.values)
        return min(left, key=lambda t: t.changes)

    def _touched(self) -> set[int]:
        before = self.view.grid.busy
        return {p for p, busy in enumerate(self.grid.busy) if busy != before[p]}

    def _to(self, placed: Iterable[tuple[int, int]]) -> None:
        """Bring the grid to this timetable by what differs."""
        wanted = dict(placed)
        wrong = [e for e, t in self.grid.meetings() if wanted.get(e) != t]
        for e in wrong:
            self.grid.remove(e)
        self.grid.load((e, t) for e, t in wanted.items() if self.grid.when[e] < 0)


def _aim(problem: Problem, instance: Instance) -> Aim:
    """Weights for one slot: the tiers minimums and score, the one that comes first above the other."""
    order = [tier.tier for tier in problem.objective if tier.tier in ("minimums", "score")]
    highest = 2 * int(instance.score.max(initial=0)) + 1
    if order == ["minimums", "score"]:
        return Aim(score=1, shortfall=highest)
    if order == ["score", "minimums"]:
        return Aim(score=4 * instance.slots + 1, shortfall=1)
    return Aim(score=int("minimums" not in order), shortfall=int("minimums" in order))
