"""State of a repair: a solve that starts from a schedule and counts the changes."""

from collections.abc import Mapping

import numpy as np

from solver.clock import Clock
from solver.instance.instance import Instance
from solver.instance.sentinels import UNSCHEDULED
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Tier, TierName
from solver.progress import Observer
from solver.repair.kept_meetings import KeptMeetings, kept_meetings
from solver.repair.request import Repair
from solver.tiers.candidate import Candidate, make_candidate
from solver.tiers.slack import cost
from solver.tiers.solve_state import SolveState


class RepairState(SolveState):
    """Accepts only candidates within the budget; a change must gain its price.

    `limits[tier]` is proven within the budget, where `bounds[tier]` is proven without it. Candidates always have
    tables here, since a change of table is a change.
    """

    def __init__(
        self,
        instance: Instance,
        repair: Repair,
        clock: Clock,
        seed: int,
        observer: Observer | None = None,
        parameters: SearchParameters = DEFAULT_PARAMETERS,
    ) -> None:
        super().__init__(instance, clock, seed, observer, parameters)
        self.repair = repair
        self.kept_meetings: KeptMeetings = kept_meetings(instance, repair)
        self.limits: dict[TierName, int] = {}
        self._made: int | None = None  # changes that later steps may not exceed

    @property
    def by_people(self) -> bool:
        """Whether changes are counted by people."""
        return self.repair.most_people is not None

    @property
    def budget(self) -> int | None:
        """Maximum number of changes, as counted by `count`; None: no limit."""
        asked = self.repair.most_people if self.by_people else self.repair.most_changes
        known = [n for n in (asked, self._made) if n is not None]
        return min(known, default=None)

    @property
    def price(self) -> int:
        """Points of score that one change must gain; 0 in all tiers but the score."""
        return self.repair.price if self.tier == "score" else 0

    @property
    def restricted(self) -> bool:
        """Whether changes are limited or have a price, so that values may be worse than without."""
        return self.budget is not None or bool(self.price)

    def count(self, candidate: Candidate) -> int:
        """Number of kept meetings that the candidate moves or cancels, or of people with such meetings."""
        changed = self.kept_meetings.changed(candidate.meetings)
        changed = np.union1d(changed, self._reseated(candidate)).astype(np.int64)
        if not self.by_people:
            return len(changed)
        return len(np.unique(np.concatenate([self.instance.a[changed], self.instance.b[changed]])))

    def limit(self, tier: TierName, value: int) -> None:
        """Record a bound that holds within the budget; without a budget it holds for all schedules."""
        if self.price:
            return  # the value bounds the score minus the price of the changes
        known = self.limits.get(tier)
        if known is None or cost(tier, value) > cost(tier, known):
            self.limits[tier] = value
        if not self.restricted:
            self.bound(tier, value)

    def allow_no_more_changes(self) -> None:
        """From now on, accept no candidate with more changes than the incumbent."""
        self._made = self.count(self.best)

    def close(self, tier: Tier) -> None:
        """Finish the tier; after the score, no more changes are made than it paid for."""
        super().close(tier)
        if tier.tier == "score" and self.repair.price:
            self.allow_no_more_changes()

    def _candidate(self, held: list[tuple[int, int]], tables: Mapping[int, int] | None) -> Candidate:
        return make_candidate(self.instance, held, self._seating(held, tables, minimise_moves=self._moves_count))

    def _reseated(self, candidate: Candidate) -> list[int]:
        kept = self.kept_meetings
        return [e for e, k in candidate.tables.items() if kept.slot[e] != UNSCHEDULED and kept.table[e] != k]

    def _keeps_limits(self, candidate: Candidate) -> bool:
        return super()._keeps_limits(candidate) and (self.budget is None or self.count(candidate) <= self.budget)

    def _better(self, new: Candidate, old: Candidate) -> bool:
        """As in any solve, less the price of changes; of two equally good candidates the one with fewer changes."""
        if self.price and self._net(new) != self._net(old):
            return self._net(new) > self._net(old)
        return super()._better(new, old) and (not super()._better(old, new) or self.count(new) <= self.count(old))

    def _net(self, candidate: Candidate) -> int:
        return candidate.values["score"] - self.price * self.count(candidate)

    def _preferred_tables(self, meetings: list[tuple[int, int]]) -> Mapping[int, int]:
        return {e: int(self.kept_meetings.table[e]) for e, t in meetings if self.kept_meetings.slot[e] == t}
