"""Builds a good timetable that keeps a decision, starting from the present one.

First the meeting takes a slot, and displaced meetings find other slots by Kempe chains or are cancelled. Then the
affected slots, and finally all slots, are solved again as matchings. The tiers decide which try is best.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from solver.clock import Clock
from solver.explain.cost.close_gaps import close_gaps_of
from solver.explain.cost.decision import Decision
from solver.explain.cost.displacements import Swap, swaps
from solver.explain.cost.near_selection import select_near
from solver.explain.cost.tier_order import preferred
from solver.explain.view import View
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import SearchParameters
from solver.problem import TierName
from solver.selection.integer_program import SelectionObjective
from solver.tiers.candidate import make_candidate
from solver.timetable.edge_coloring import insert_pairs, replace_meetings
from solver.timetable.slot_matching import SlotMatching, shuffled
from solver.timetable.slot_weights import ScoreWeights

Placed = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Try:
    """A timetable that keeps every rule, its tier values (without moves), and the number of changed meetings."""

    placed: Placed
    values: dict[TierName, int]
    changes: int


def timetable_with_decision(
    view: View, instance: Instance, decision: Decision, goals: Mapping[TierName, int], clock: Clock, seed: int
) -> Placed | None:
    """The best timetable found that keeps the decision; None where none was found.

    `instance` includes the decision; the search for further meetings ends at the `goals` (best possible values).
    """
    start = [(e, t) for e, t in view.placed if decision.meets or e != decision.pair]
    search = _Search(instance, start, goals, seed, view.parameters)
    if not decision.meets:
        search.note()
    search.choose(clock, view.parameters.explain.open_pairs)
    if not decision.meets:
        search.rematch([view.grid.when[decision.pair]])
    for swap in swaps(view, decision.pair)[: view.parameters.explain.slots_tried] if decision.meets else ():
        if search.reached() or (search.tries and clock.over()):
            break
        search.force(decision.pair, swap)
    return search.finish(view, clock)


def reopen(
    instance: Instance,
    start: Sequence[tuple[int, int]],
    slots: Iterable[int],
    seed: int,
    clock: Clock | None,
    parameters: SearchParameters,
) -> Placed:
    """The best timetable found from `start` by solving these slots again, in an instance that allows more than before.

    With a clock, all pairs are also selected again, which takes longer.
    """
    search = _Search(instance, start, {}, seed, parameters)
    search.note()
    search.rematch(slots)
    search.back()
    if clock is not None:
        search.choose(clock, parameters.explain.open_pairs // 2)
    return search.best().placed if search.tries else tuple(start)


class _Search:
    def __init__(
        self,
        instance: Instance,
        start: Sequence[tuple[int, int]],
        goals: Mapping[TierName, int],
        seed: int,
        parameters: SearchParameters,
    ) -> None:
        self.parameters = parameters
        self.instance, self.problem, self.start = instance, instance.problem, start
        self.goals, self.seed = goals, seed
        self.grid = Grid(instance)
        self.grid.load(self.start)
        self.tries: list[Try] = []
        self.aim = aim_of(instance)
        weights = ScoreWeights(self.grid, self.aim, instance.min_meetings)
        self.solver = SlotMatching(self.grid, weights, seed, parameters.slot_matching)

    def force(self, pair: int, swap: Swap) -> None:
        """Place the pair in the slot of the swap, and insert the displaced meetings elsewhere."""
        grid, slots = self.grid, [swap.slot, *(self.grid.when[f] for f in swap.out)]
        for f in swap.out:
            grid.remove(f)
        if grid.options(pair) >> swap.slot & 1:
            grid.place(pair, swap.slot)
            score, must = self.instance.score, self.instance.required
            insert_pairs(grid, sorted(swap.out, key=lambda f: (not must[f], -int(score[f]))), self.parameters)
            if self._complete():
                self.note()
                self.rematch(sorted(set(slots)))
        self.back()

    def choose(self, clock: Clock, open_count: int) -> None:
        """Select pairs again, near the present selection, and place the new ones; kept meetings stay."""
        instance, grid = self.instance, self.grid
        held = np.zeros(instance.pairs, dtype=bool)
        held[[e for e, _ in self.start]] = True
        chosen = select_near(instance, held, self.aim, clock, open_count, self.parameters)
        if chosen is None or (chosen != held).sum() > self.parameters.explain.max_pair_changes:
            return
        for e in np.flatnonzero(held & ~chosen).tolist():
            grid.remove(e)
        score, must = instance.score, instance.required
        new = sorted(np.flatnonzero(chosen & ~held).tolist(), key=lambda e: (not must[e], -int(score[e])))
        insert_pairs(grid, new, self.parameters)
        if self._complete():
            self.note()
        self.back()

    def _complete(self) -> bool:
        return all(self.grid.when[e] != UNSCHEDULED for e in np.flatnonzero(self.instance.required).tolist())

    def rematch(self, slots: Iterable[int]) -> None:
        """Solve these slots again; all others stay."""
        for t in slots:
            self.solver.resolve_slot(t)
        self.note()

    def finish(self, view: View, clock: Clock) -> Placed | None:
        """From the best so far: all slots again, then fewer gaps."""
        if not self.tries:
            return None
        replace_meetings(self.grid, self.best().placed)
        if not clock.over() and not self.reached():
            self.solver.sweep(clock, shuffled(self.instance.slots, self.seed))
            self.note()
            replace_meetings(self.grid, self.best().placed)
        if any(tier.tier == "gaps" for tier in self.problem.objective) and not clock.over():
            close_gaps_of(self.grid, self._touched(view), clock, self.parameters)
            self.note()
        return self.best().placed

    def note(self) -> None:
        """Record the present timetable as a try, if it keeps `max_gap_spread`."""
        placed = tuple(self.grid.meetings())
        candidate = make_candidate(self.instance, placed, None)
        limit = self.problem.max_gap_spread
        if limit is None or candidate.spread <= limit:
            self.tries.append(Try(placed, dict(candidate.values), len(set(placed) ^ set(self.start))))

    def reached(self) -> bool:
        """Whether no further meeting could be gained."""
        counts = [tier.tier for tier in self.problem.objective if tier.tier in ("minimums", "score", "fairness")]
        return bool(self.tries) and all(self.best().values[name] == self.goals.get(name) for name in counts)

    def best(self) -> Try:
        """The try that the tiers prefer; of equal ones the one with the fewest changes."""
        left = preferred(self.problem, self.tries, lambda t: t.values)
        return min(left, key=lambda t: t.changes)

    def back(self) -> None:
        """Reset the grid to the start."""
        replace_meetings(self.grid, self.start)

    def _touched(self, view: View) -> set[int]:
        before = view.grid.busy
        return {p for p, busy in enumerate(self.grid.busy) if busy != before[p]}


def aim_of(instance: Instance) -> SelectionObjective:
    """Weights for one slot: the tiers minimums and score, the one that comes first above the other."""
    order = [tier.tier for tier in instance.problem.objective if tier.tier in ("minimums", "score")]
    highest = 2 * int(instance.score.max(initial=0)) + 1
    if order == ["minimums", "score"]:
        return SelectionObjective(score=1, shortfall=highest)
    if order == ["score", "minimums"]:
        return SelectionObjective(score=4 * instance.slots + 1, shortfall=1)
    return SelectionObjective(score=int("minimums" not in order), shortfall=int("minimums" in order))
