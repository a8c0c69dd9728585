"""The explanation for two people: why they meet, or why they do not and what it would cost."""

from typing import Final

from solver.clock import Clock
from solver.explain.cost.decision import Decision
from solver.explain.cost.decision_cost import outcome
from solver.explain.results import Why, WhyNot
from solver.explain.view import View, entries, view_of
from solver.explain.why.alternatives import alternatives
from solver.explain.why.reasons import not_listed, reasons
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Problem
from solver.progress import StopFlag
from solver.schedule import Schedule

SECONDS: Final = 10.0


def explain(
    problem: Problem,
    schedule: Schedule,
    a: str,
    b: str,
    *,
    seed: int = 0,
    time_limit: float = SECONDS,
    stop: StopFlag | None = None,
    parameters: SearchParameters = DEFAULT_PARAMETERS,
) -> tuple[Why | WhyNot, ...]:
    """One explanation for each of the problem's pairs with these two people; a single one if there is no such pair.

    `time_limit` in seconds, for all of them; setting `stop` ends the search for the cost soon. Raises ProblemError if a
    person is unknown, UnsoundError if the schedule breaks a rule of the problem.
    """
    listed = entries(problem, a, b)
    view = view_of(problem, schedule, parameters)
    if not listed:
        return (WhyNot(a, b, None, 0, (not_listed(a, b),), None),)
    share = time_limit / len(listed)
    return tuple((_why if e in view.held else _why_not)(view, e, seed, Clock(share, stop)) for e in listed)


def _why(view: View, e: int, seed: int, clock: Clock) -> Why:
    required = bool(view.instance.required[e])
    without = None if required else outcome(view, Decision(e, meets=False), clock, seed)
    return Why(view.held[e], int(view.instance.score[e]), required, alternatives(view, e), without)


def _why_not(view: View, e: int, seed: int, clock: Clock) -> WhyNot:
    pair = view.problem.pairs[e]
    forced = outcome(view, Decision(e, meets=True), clock, seed)
    return WhyNot(pair.a, pair.b, e, pair.score, reasons(view, e), forced)
