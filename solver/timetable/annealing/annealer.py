"""A walk over timetables: the compiled loops in portions, between which the clock is looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance.grid import Grid
from solver.timetable.annealing.loop import Weights, anneal
from solver.timetable.annealing.state import CHANGES, COSTS, GAPS, I64, REWARD, SCORE, make_state

PORTION: Final = 25_000  # steps between two looks at the clock: some hundredths of a second
PATIENT: Final = 0.25  # of the time: so long the clock has no say, for the same result every time
UNLIMITED: Final = 1 << 62


@dataclass(frozen=True)
class Prices:
    """What a walk makes small: the sum of its costs, each times its price (0: not looked at)."""

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
class Keep:
    """What a walk may not give away: least rewards and score, most gaps and changes."""

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
class Cooling:
    """`tries` steps from heat `hot` to `cold`, of which the share `exchanges` changes who meets."""

    tries: int
    hot: float
    cold: float
    exchanges: float = 0.0


@dataclass(frozen=True)
class Weighing:
    """What meetings are worth to a walk: `worth` (m), `reward` (n, T + 1) by number of meetings; what is compared
    (`home`, slot or NONE) and pinned (m); gaps that a person cannot help (n); `by_people` counts changes by people
    that have any, not by meetings."""

    worth: Ints | None = None
    reward: Ints | None = None
    home: Ints | None = None
    pinned: Bools | None = None
    least_gaps: Ints | None = None
    by_people: bool = False
    seed: int = 0


class Walk:
    """Starts at the grid's timetable; `meetings()` is the best seen that keeps what has to be kept."""

    def __init__(self, grid: Grid, weighing: Weighing) -> None:
        w = weighing
        self._state = make_state(grid, w.worth, w.reward, w.home, w.pinned, w.least_gaps, w.by_people, w.seed)

    def anneal(
        self,
        cooling: Cooling,
        prices: Prices,
        keep: Keep,
        clock: Clock,
        share: float = 1.0,
        enough: Callable[["Walk"], bool] = lambda _: False,
    ) -> None:
        """Cool down, in at most that share of the time left; where time is short, the cooling keeps pace with it."""
        begin, seconds = clock.elapsed(), max(1e-9, share * clock.left())
        weights, limits = prices.array(), keep.array()
        ratio, done = cooling.cold / cooling.hot, 0
        while done < cooling.tries and not clock.over() and not enough(self):
            spent = (clock.elapsed() - begin) / seconds
            passed = done / cooling.tries if spent < PATIENT else max(done / cooling.tries, spent)
            if passed >= 1:
                break
            portion = min(PORTION, cooling.tries - done)
            ahead = min(1.0, passed + portion / cooling.tries)
            hot, cold = (cooling.hot * ratio**x for x in (passed, ahead))
            anneal(self._state, portion, hot, cold, cooling.exchanges, weights, limits)
            done += portion

    def shuffle(self, tries: int, clock: Clock) -> None:
        """Swap random chains: the same meetings in other slots, from which a search finds other ways on."""
        self.anneal(Cooling(tries, 1.0, 1.0), Prices(), Keep(), clock)

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
