"""One solve in progress: the incumbent, the proven bounds, and the values that later tiers must keep."""

from collections.abc import Iterable, Mapping

from solver.clock import Clock
from solver.fairness.order import FairnessProfile
from solver.instance.grid import Grid
from solver.instance.instance import Instance
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Tier, TierName
from solver.progress import Observer, Progress
from solver.tiers.candidate import Candidate, make_candidate
from solver.tiers.seating import Seating
from solver.tiers.slack import cost, worst_allowed


class SolveState:
    """`kept`: for each finished tier, the worst value allowed from now on; `bounds`: the proven bound of each tier."""

    def __init__(
        self,
        instance: Instance,
        clock: Clock,
        seed: int,
        observer: Observer | None,
        parameters: SearchParameters = DEFAULT_PARAMETERS,
    ) -> None:
        self.instance = instance
        self.clock = clock
        self.seed = seed
        self.observer = observer
        self.parameters = parameters
        self.incumbent: Candidate | None = None
        self.tier: TierName | None = None
        self.kept: dict[TierName, int] = {}
        self.bounds: dict[TierName, int] = {}
        self.proven: dict[TierName, bool] = {}
        self.kept_profile: FairnessProfile | None = None  # the fairness profile to keep, if that tier has no slack
        self.profile_proven = False  # whether the incumbent's fairness profile is proven best, not only its floor

    @property
    def best(self) -> Candidate:
        """The incumbent. Raises RuntimeError if there is none yet."""
        if self.incumbent is None:
            raise RuntimeError("there is no incumbent yet")
        return self.incumbent

    def grid(self) -> Grid:
        """A grid that holds the incumbent."""
        grid = Grid(self.instance)
        grid.load(self.best.meetings)
        return grid

    def offer(self, meetings: Iterable[tuple[int, int]], tables: Mapping[int, int] | None = None) -> bool:
        """Make these meetings the incumbent if they are allowed and at least as good; returns whether they are."""
        candidate = self._candidate(list(meetings), tables)
        if not self._keeps_limits(candidate):
            return False
        if self.incumbent is not None and not self._better(candidate, self.incumbent):
            return False
        self.incumbent = candidate
        return True

    def _candidate(self, listed: list[tuple[int, int]], tables: Mapping[int, int] | None) -> Candidate:
        """The candidate with these meetings, seated if moves already count."""
        seating = self._seating(listed, tables, minimise_moves=True) if self._moves_count else None
        return make_candidate(self.instance, listed, seating)

    @property
    def _moves_count(self) -> bool:
        return self.tier == "moves" or "moves" in self.kept

    def keeps(self, meetings: Iterable[tuple[int, int]]) -> bool:
        """Whether these meetings, at any tables, keep the values of the earlier tiers."""
        return self._keeps_limits(make_candidate(self.instance, meetings, None))

    def seat(self) -> None:
        """Assign tables to the incumbent if it has none yet."""
        if not self.best.tables:
            self.incumbent = make_candidate(
                self.instance, self.best.meetings, self._seating(self.best.meetings, None, minimise_moves=False)
            )

    def _seating(
        self, meetings: Iterable[tuple[int, int]], tables: Mapping[int, int] | None, minimise_moves: bool
    ) -> Seating:
        listed = list(meetings)
        seating = Seating(self.instance, listed, self.parameters.seating, self._preferred_tables(listed))
        if tables:
            seating.table = dict(tables)
        elif minimise_moves:
            seating.minimise_moves(self.clock)
        else:
            seating.seat_anywhere()
        return seating

    def _preferred_tables(self, _meetings: list[tuple[int, int]]) -> Mapping[int, int]:
        """Tables that meetings should keep, by pair."""
        return {}

    def _keeps_limits(self, candidate: Candidate) -> bool:
        limit = self.instance.problem.max_gap_spread
        if limit is not None and candidate.spread > limit:
            return False
        if (
            self.kept_profile is not None
            and candidate.profile is not None
            and not candidate.profile.keeps(self.kept_profile)
        ):
            return False
        return all(cost(tier, candidate.values[tier]) <= cost(tier, worst) for tier, worst in self.kept.items())

    def _better(self, new: Candidate, old: Candidate) -> bool:
        """Whether `new` is at least as good, by the current tier, then the later ones, then the earlier ones."""
        order = [t.tier for t in self.instance.problem.objective]
        position = order.index(self.tier) if self.tier is not None else 0
        order = order[position:] + order[:position]
        return [new.cost(t) for t in order] <= [old.cost(t) for t in order]

    def bound(self, tier: TierName, value: int) -> None:
        """Record a proven bound if it is tighter than the known one."""
        known = self.bounds.get(tier)
        if known is None or cost(tier, value) > cost(tier, known):
            self.bounds[tier] = value

    def closed(self, tier: TierName) -> bool:
        """Whether the tier's value is proven optimal."""
        if tier == "fairness" and not self.profile_proven:
            return False
        return tier in self.bounds and self.best.values[tier] == self.bounds[tier]

    def close(self, tier: Tier) -> None:
        """End the tier: record whether it is proven, and the worst value allowed from now on."""
        value = self.best.values[tier.tier]
        self.proven[tier.tier] = self.closed(tier.tier)
        self.kept[tier.tier] = worst_allowed(tier, value)
        if tier.tier == "fairness" and not tier.slack:
            self.kept_profile = self.best.profile

    def report(self, stage: str) -> None:
        """Report progress to the observer."""
        if self.observer is None:
            return
        incumbent, tier = self.incumbent, self.tier
        value = incumbent.values[tier] if incumbent is not None and tier is not None else None
        self.observer(
            Progress(
                stage=stage,
                elapsed=self.clock.elapsed(),
                value=value,
                bound=self.bounds.get(tier) if tier is not None else None,
                meetings=len(incumbent.meetings) if incumbent is not None else 0,
                tier=tier,
                time_limit=self.clock.limit,
            )
        )
