"""The cost of a decision: a verified schedule that keeps it, and proven limits of all such schedules."""

from collections.abc import Mapping

from solver.clock import Clock
from solver.explain.cost.decision import Decision
from solver.explain.cost.near_schedule import timetable_with_decision
from solver.explain.cost.tier_order import preferred
from solver.explain.cost.verified import verified_schedule
from solver.explain.results import Change, Cost, Outcome
from solver.explain.view import View
from solver.fairness.limits import floor_limit
from solver.infeasibility.quick_checks import contradictions
from solver.infeasibility.smallest_conflict import explain_contradictions
from solver.instance.compile import compile_instance
from solver.instance.instance import Instance
from solver.problem import Problem, TierName
from solver.schedule import Schedule, Status
from solver.selection.integer_program import SelectionObjective
from solver.selection.selector import Selector, shortfall_bound
from solver.tiers.slack import worst_allowed
from solver.verify import tier_values

Values = Mapping[TierName, int]


def outcome(view: View, decision: Decision, clock: Clock, seed: int) -> Outcome:
    """The outcome of the decision, constructed and bounded within the time."""
    problem = decision.applied(view.problem)
    instance = compile_instance(problem)
    found = contradictions(instance)
    if found:
        conflict = explain_contradictions(problem, found, clock, view.parameters.infeasibility)
        return Outcome(False, _costs(view, None, {}), conflict=conflict)
    limits = _limits(view, instance, view.values, clock)
    placed = timetable_with_decision(view, instance, decision, limits, clock, seed)
    best = None if placed is None else verified_schedule(view, instance, placed, seed, clock.elapsed())
    if best is None or instance.allowed.sum() <= view.parameters.explain.max_choices:
        from solver.solve import solve  # imported late: with its compiled parts it takes seconds to load

        left = max(0.05, clock.left())
        whole = solve(problem, seed=seed, time_limit=left, stop=clock.stop, parameters=view.parameters)
        if whole.status is Status.INFEASIBLE:
            return Outcome(False, _costs(view, None, {}), conflict=whole.conflict)
        best = _better(problem, best, whole)
        limits |= _stated(whole)
    if best is None:
        return Outcome(None, _costs(view, None, limits))
    values = tier_values(problem, best.meetings)
    if "minimums" in view.before("score") and values["minimums"] > view.values["minimums"]:
        limits |= _limits(view, instance, values, clock)
    return Outcome(True, _costs(view, values, limits), best, _changes(view, decision.pair, best))


def _better(problem: Problem, found: Schedule | None, whole: Schedule | None) -> Schedule | None:
    """The schedule that the tiers prefer; of two equal ones the one near the explained schedule."""
    there = [s for s in (found, whole) if s is not None and s.status is not Status.UNKNOWN]
    left = preferred(problem, there, lambda s: {t.tier: t.value for t in s.tiers}) if there else []
    return left[0] if left else None


def _limits(view: View, instance: Instance, values: Values, clock: Clock) -> dict[TierName, int]:
    """Bounds of schedules with the decision that keep these values in the earlier tiers, less their slack."""
    limits: dict[TierName, int] = {}
    for tier in view.problem.objective:
        if tier.tier == "minimums":
            limits[tier.tier] = shortfall_bound(instance)
        elif tier.tier == "score":
            limits[tier.tier] = _score_limit(view, instance, values, clock)
        elif tier.tier == "fairness":
            limits[tier.tier] = floor_limit(instance)
        else:
            limits[tier.tier] = 0
    return limits


def _stated(whole: Schedule) -> dict[TierName, int]:
    """The bounds of a solve that proved every tier best."""
    if whole.status is not Status.OPTIMAL:
        return {}
    return {t.tier: int(t.bound) for t in whole.tiers if t.bound is not None}


def _score_limit(view: View, instance: Instance, values: Values, clock: Clock) -> int:
    """The relaxation's bound, for small problems the integer program's; no decision passes a bound of all schedules."""
    earlier = view.before("score")
    shortfall = _kept(view, "minimums", values) if "minimums" in earlier else None
    selector = Selector(instance, view.parameters.selection)
    limits = [selector.score_bound(shortfall)]
    if instance.pairs <= view.parameters.selection.whole_program_pairs:
        program = selector.select(SelectionObjective(1, 0, shortfall), clock).bound
        limits += [] if program is None else [program]
    if not earlier:
        limits += [int(t.bound) for t in view.schedule.tiers if t.tier == "score" and t.bound is not None]
    return min(limits)


def _kept(view: View, tier: TierName, values: Values) -> int:
    return next(worst_allowed(t, values[tier]) for t in view.problem.objective if t.tier == tier)


def _costs(view: View, found: Values | None, limits: Values) -> tuple[Cost, ...]:
    order = [tier.tier for tier in view.problem.objective]
    return tuple(Cost(t, view.values[t], None if found is None else found[t], limits.get(t)) for t in order)


def _changes(view: View, pair: int, best: Schedule) -> tuple[Change, ...]:
    """Meetings that are cancelled, new, or at another slot or table: of the pair, of its people, of others."""
    grid, after = view.grid, {m.pair: m for m in best.meetings}
    both = {grid.a[pair], grid.b[pair]}
    pairs = sorted(
        view.held.keys() | after.keys(), key=lambda e: (e != pair, both.isdisjoint((grid.a[e], grid.b[e])), e)
    )
    return tuple(Change(e, view.held.get(e), after.get(e)) for e in pairs if view.held.get(e) != after.get(e))
