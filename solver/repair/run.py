"""A solve that starts from a schedule and counts what it changes."""

from collections.abc import Mapping

import numpy as np

from solver.instance import Instance
from solver.limits import Clock
from solver.plan import Plan
from solver.progress import Observer
from solver.repair.home import NONE, Home, home_of
from solver.repair.request import Repair
from solver.run import Run


class RepairRun(Run):
    """Takes only plans within the budget; a change has to be worth its price."""

    def __init__(
        self, instance: Instance, repair: Repair, clock: Clock, seed: int, observer: Observer | None = None
    ) -> None:
        super().__init__(instance, clock, seed, observer)
        self.repair = repair
        self.home: Home = home_of(instance, repair)

    @property
    def by_people(self) -> bool:
        """Whether changes are counted by people."""
        return self.repair.most_people is not None

    @property
    def budget(self) -> int | None:
        """Most changes, counted as `count` counts them."""
        return self.repair.most_people if self.by_people else self.repair.most_changes

    def count(self, plan: Plan) -> int:
        """Kept meetings that the plan moves or cancels, or people who have any."""
        changed = self.home.changed(plan.meetings)
        changed = np.union1d(changed, self._reseated(plan)).astype(np.int64)
        if not self.by_people:
            return len(changed)
        return len(np.unique(np.concatenate([self.instance.a[changed], self.instance.b[changed]])))

    def _reseated(self, plan: Plan) -> list[int]:
        home = self.home
        return [e for e, k in plan.tables.items() if home.slot[e] != NONE and home.table[e] != k]

    def _allowed(self, plan: Plan) -> bool:
        return super()._allowed(plan) and (self.budget is None or self.count(plan) <= self.budget)

    def _better(self, new: Plan, old: Plan) -> bool:
        """As always, but changes have their price in score; and of two as good, the one with fewer changes."""
        if not self.repair.price or self.tier != "score":
            return super()._better(new, old)
        return self._net(new) >= self._net(old)

    def _net(self, plan: Plan) -> int:
        return plan.values["score"] - self.repair.price * self.count(plan)

    def _stay(self, meetings: list[tuple[int, int]]) -> Mapping[int, int]:
        return {e: int(self.home.table[e]) for e, t in meetings if self.home.slot[e] == t}
