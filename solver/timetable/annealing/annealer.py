"""Simulated annealing of timetables: runs the compiled loop in batches and checks the clock in between."""

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

BATCH: Final = 25_000  # steps between two checks of the clock: some hundredths of a second
UNLIMITED: Final = 1 << 62


@dataclass(frozen=True)
class CostWeights:
    """The weights of the costs in the energy to minimise; a weight of 0 ignores the cost."""

    reward: float = 0.0
    score: float = 0.0
    gaps: float = 0.0
    changes: float = 0.0

    def array(self) -> Weights:
        """(COSTS) the weights in the order of the costs."""
        cost_weights = np.zeros(COSTS, np.float64)
        cost_weights[[REWARD, SCORE, GAPS, CHANGES]] = self.reward, self.score, self.gaps, self.changes
        return cost_weights


@dataclass(frozen=True)
class CostLimits:
    """Limits that annealing keeps: lower limits of reward and score, upper limits of gaps and changes."""

    reward: int = -UNLIMITED
    score: int = -UNLIMITED
    gaps: int = UNLIMITED
    changes: int = UNLIMITED

    def array(self) -> I64:
        """(COSTS) upper limits in the order of the costs; reward and score are negated."""
        limits = np.zeros(COSTS, np.int64)
        limits[[REWARD, SCORE, GAPS, CHANGES]] = -self.reward, -self.score, self.gaps, self.changes
        return limits


@dataclass(frozen=True)
class CoolingSchedule:
    """Cools from `start_heat` to `end_heat` in `steps`, a share of which are exchanges (change who meets)."""

    steps: int
    start_heat: float
    end_heat: float
    exchange_share: float = 0.0


@dataclass(frozen=True)
class AnnealingInput:
    """The data of an annealing run; missing arrays are zero, or UNSCHEDULED for `reference`.

    `weight`: (m) of each pair; `reward`: (n, T + 1) of each person's number of meetings; `reference`: (m) slot in the
    reference schedule, or UNSCHEDULED; `pinned`: (m) fixed meetings; `unavoidable_gaps`: (n) gaps of a person in any
    timetable; `by_people`: count people with changes, not changed meetings.
    """

    weight: Ints | None = None
    reward: Ints | None = None
    reference: Ints | None = None
    pinned: Bools | None = None
    unavoidable_gaps: Ints | None = None
    by_people: bool = False
    seed: int = 0


class Annealer:
    """Starts from the grid's timetable; `meetings()` returns the best timetable found that keeps the limits."""

    def __init__(self, grid: Grid, data: AnnealingInput, parameters: AnnealingParameters) -> None:
        self.parameters = parameters
        self._state = make_state(
            grid,
            data.weight,
            data.reward,
            data.reference,
            data.pinned,
            data.unavoidable_gaps,
            data.by_people,
            data.seed,
            parameters,
        )

    def anneal(
        self,
        cooling: CoolingSchedule,
        cost_weights: CostWeights,
        cost_limits: CostLimits,
        clock: Clock,
        share: float = 1.0,
        enough: Callable[["Annealer"], bool] = lambda _: False,
    ) -> None:
        """Run the cooling within this share of the remaining time; if time is short, the cooling is accelerated.

        `enough`: a condition to end early, checked between batches.
        """
        start, seconds = clock.elapsed(), max(1e-9, share * clock.left())
        weights, limits = cost_weights.array(), cost_limits.array()
        ratio, done = cooling.end_heat / cooling.start_heat, 0
        while done < cooling.steps and not clock.over() and not enough(self):
            time_spent = (clock.elapsed() - start) / seconds
            progress = done / cooling.steps
            if time_spent >= self.parameters.unhurried_share:
                progress = max(progress, time_spent)
            if progress >= 1:
                break
            steps = min(BATCH, cooling.steps - done)
            next_progress = min(1.0, progress + steps / cooling.steps)
            hot, cold = (cooling.start_heat * ratio**x for x in (progress, next_progress))
            anneal(self._state, steps, hot, cold, cooling.exchange_share, weights, limits)
            done += steps

    def shuffle(self, steps: int, clock: Clock) -> None:
        """Swap random chains: the same meetings in other slots, as a new start for other searches."""
        self.anneal(CoolingSchedule(steps, 1.0, 1.0), CostWeights(), CostLimits(), clock)

    @property
    def gaps(self) -> int:
        """Gaps of the best timetable found."""
        return int(self._state.best_cost[GAPS])

    @property
    def score(self) -> int:
        """Total weight of the pairs in the best timetable found."""
        return -int(self._state.best_cost[SCORE])

    @property
    def changes(self) -> int:
        """Changed meetings, or people with changed meetings, in the best timetable found."""
        return int(self._state.best_cost[CHANGES])

    def meetings(self) -> Iterator[tuple[int, int]]:
        """(pair, slot) of each meeting of the best timetable found."""
        return self._state.meetings()
