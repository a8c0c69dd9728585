"""Simulated annealing of timetables: runs the compiled loop in portions and checks the clock in between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance.grid import Grid
from solver.parameters import AnnealingParameters
from solver.timetable.annealing.loop import Weights, anneal
from solver.timetable.annealing.state import CHANGES, COSTS, GAPS, I64, REWARD, SCORE, make_state

PORTION: Final = 25_000  # steps between two checks of the clock: some hundredths of a second
UNLIMITED: Final = 1 << 62


@dataclass(frozen=True)
class CostWeights:
    """The energy to minimise: the weighted sum of the costs (weight 0: ignored)."""

    reward: float = 0.0
    score: float = 0.0
    gaps: float = 0.0
    changes: float = 0.0

    def array(self) -> Weights:
        """(COSTS)"""
        prices = np.zeros(COSTS, np.float64)
        prices[[REWARD, SCORE, GAPS, CHANGES]] = self.reward, self.score, self.gaps, self.changes
        return prices


@dataclass(frozen=True)
class CostLimits:
    """Limits that annealing keeps: least reward and score, most gaps and changes."""

    reward: int = -UNLIMITED
    score: int = -UNLIMITED
    gaps: int = UNLIMITED
    changes: int = UNLIMITED

    def array(self) -> I64:
        """(COSTS) the same as upper limits."""
        limits = np.zeros(COSTS, np.int64)
        limits[[REWARD, SCORE, GAPS, CHANGES]] = -self.reward, -self.score, self.gaps, self.changes
        return limits


@dataclass(frozen=True)
class CoolingSchedule:
    """`tries` steps from heat `hot` to `cold`, of which the share `exchanges` changes who meets."""

    steps: int
    start_heat: float
    end_heat: float
    exchange_share: float = 0.0


@dataclass(frozen=True)
class AnnealingInput:
    """The data of an annealing run.

    `weight`: (m) of each pair; `reward`: (n, T + 1) of each person's number of meetings; `reference`: (m) slot in the
    reference schedule, or UNSCHEDULED; `pinned`: (m) fixed meetings; `unavoidable_gaps`: (n) gaps that a person has in
    any timetable; `by_people`: count people with changes, not changed meetings.
    """

    weight: Ints | None = None
    reward: Ints | None = None
    reference: Ints | None = None
    pinned: Bools | None = None
    unavoidable_gaps: Ints | None = None
    by_people: bool = False
    seed: int = 0


class Annealer:
    """Starts at the grid's timetable; `meetings()` is the best timetable seen that keeps the limits."""

    def __init__(self, grid: Grid, weighing: AnnealingInput, parameters: AnnealingParameters) -> None:
        self.parameters = parameters
        w = weighing
        self._state = make_state(
            grid, w.weight, w.reward, w.reference, w.pinned, w.unavoidable_gaps, w.by_people, w.seed, parameters
        )

    def anneal(
        self,
        cooling: CoolingSchedule,
        prices: CostWeights,
        keep: CostLimits,
        clock: Clock,
        share: float = 1.0,
        enough: Callable[["Annealer"], bool] = lambda _: False,
    ) -> None:
        """Cool down within this share of the remaining time; if time is short, the cooling keeps pace with it."""
        begin, seconds = clock.elapsed(), max(1e-9, share * clock.left())
        weights, limits = prices.array(), keep.array()
        ratio, done = cooling.end_heat / cooling.start_heat, 0
        while done < cooling.steps and not clock.over() and not enough(self):
            spent = (clock.elapsed() - begin) / seconds
            passed = done / cooling.steps
            if spent >= self.parameters.unhurried_share:
                passed = max(passed, spent)
            if passed >= 1:
                break
            portion = min(PORTION, cooling.steps - done)
            ahead = min(1.0, passed + portion / cooling.steps)
            hot, cold = (cooling.start_heat * ratio**x for x in (passed, ahead))
            anneal(self._state, portion, hot, cold, cooling.exchange_share, weights, limits)
            done += portion

    def shuffle(self, tries: int, clock: Clock) -> None:
        """Swap random chains: the same meetings in other slots, a new start for other searches."""
        self.anneal(CoolingSchedule(tries, 1.0, 1.0), CostWeights(), CostLimits(), clock)

    @property
    def gaps(self) -> int:
        """Of the best timetable seen."""
        return int(self._state.best_cost[GAPS])

    @property
    def score(self) -> int:
        """Worth of the pairs that meet in the best timetable seen."""
        return -int(self._state.best_cost[SCORE])

    @property
    def changes(self) -> int:
        """Of kept meetings, or people who have any, in the best timetable seen."""
        return int(self._state.best_cost[CHANGES])

    def meetings(self) -> Iterator[tuple[int, int]]:
        """(pair, slot) of the best timetable seen."""
        return self._state.meetings()
