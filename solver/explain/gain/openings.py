"""The openings (hour, one more meeting, table or slot) with the largest gain for an event or for one person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from solver.clock import Clock
from solver.explain.cost.near_schedule import Placed, reopen
from solver.explain.cost.tier_order import preferred
from solver.explain.cost.verified import verified_schedule
from solver.explain.gain.candidates import Candidate, hours, places, slots, tables
from solver.explain.gain.gain_bounds import gain_bounds
from solver.explain.results import Opening
from solver.explain.view import View, view_of
from solver.instance.compile import compile_instance
from solver.instance.instance import Instance
from solver.parameters import DEFAULT_PARAMETERS, SearchParameters
from solver.problem import Problem, ProblemError
from solver.progress import StopFlag
from solver.schedule import Schedule
from solver.selection.selector import Selector
from solver.tiers.candidate import make_candidate
from solver.tiers.slack import cost

SECONDS: Final = 20.0


def best_openings(
    problem: Problem,
    schedule: Schedule,
    person: str | None = None,
    *,
    few: int | None = None,
    seed: int = 0,
    time_limit: float = SECONDS,
    stop: StopFlag | None = None,
    parameters: SearchParameters = DEFAULT_PARAMETERS,
) -> tuple[Opening, ...]:
    """The `few` best openings for the event, or for one person (hours, more meetings), by the gain of a re-solve.

    `time_limit` in seconds; setting `stop` ends the search soon. Raises ProblemError if the person is unknown,
    UnsoundError if the schedule breaks a rule.
    """
    p = _index(problem, person)
    reported = parameters.explain.openings if few is None else few
    view, clock = view_of(problem, schedule, parameters), Clock(time_limit, stop)
    trial = _Trial(view, seed, clock)
    tried: list[tuple[Candidate, _Gain]] = []
    for candidate in _candidates(view, p):
        if not tried or not clock.over():
            tried.append((candidate, trial.quick(candidate)))
    best = [(candidate, trial.thorough(candidate, gain)) for candidate, gain in _ranked(tried)[:reported]]
    found = (_opening(view, candidate, gain) for candidate, gain in _ranked(best))
    return tuple(opening for opening in found if opening.at_most or opening.filled)


def _index(problem: Problem, person: str | None) -> int | None:
    names = [p.id for p in problem.people]
    if person is None:
        return None
    if person not in names:
        raise ProblemError("", "problem.unknown-person", person=person)
    return names.index(person)


def _candidates(view: View, p: int | None) -> list[Candidate]:
    """Candidates of all kinds, alternating, so that each kind is tried if time is short."""
    always = tuple(replace(person, available=None) for person in view.problem.people)
    anytime = compile_instance(replace(view.problem, people=always)).allowed
    found = gain_bounds(view, anytime)
    tried = view.parameters.explain.openings_tried
    kinds: list[Iterable[Candidate]] = [hours(view, found, p, tried), places(view, found, p, tried)]
    if p is None:
        kinds += [tables(view, tried // 2), slots(view)]
    lists = [list(kind) for kind in kinds]
    longest = max(map(len, lists))
    return [kind[i] for i in range(longest) for kind in lists if i < len(kind)]


@dataclass(frozen=True)
class _Gain:
    """Score (`found`), minimums (`filled`) and pairs (`new`) gained over the same re-solve without the opening."""

    found: int
    filled: int
    new: tuple[int, ...]


def _ranked(tried: list[tuple[Candidate, _Gain]]) -> list[tuple[Candidate, _Gain]]:
    return sorted(tried, key=lambda entry: (-entry[1].filled, -entry[1].found, -entry[0].gain))


class _Trial:
    """Re-solves with an opening, and in the same way without it."""

    def __init__(self, view: View, seed: int, clock: Clock) -> None:
        self.view, self.seed, self.clock = view, seed, clock
        self._known: dict[tuple[int, ...], Placed] = {}
        self._rechosen: Placed | None = None

    def quick(self, candidate: Candidate) -> _Gain:
        """Re-solve only the slots concerned."""
        opened = compile_instance(candidate.problem)
        placed = reopen(opened, self._start(candidate), candidate.slots, self.seed, None, self.view.parameters)
        return self._gain(candidate, opened, placed, self._without(candidate))

    def thorough(self, candidate: Candidate, quick: _Gain) -> _Gain:
        """Re-solve the choice of pairs as well if there is time, and verify the schedule."""
        opened = compile_instance(candidate.problem)
        clock = None if self.clock.over() else self.clock
        placed = reopen(opened, self._start(candidate), candidate.slots, self.seed, clock, self.view.parameters)
        verified_schedule(self.view, opened, placed, self.seed, self.clock.elapsed())
        if self._rechosen is None and clock is not None:
            self._rechosen = reopen(self.view.instance, self.view.placed, (), self.seed, clock, self.view.parameters)
        gain = self._gain(candidate, opened, placed, self._without(candidate), self._rechosen)
        return quick if clock is None else gain

    def _start(self, candidate: Candidate) -> list[tuple[int, int]]:
        moved = candidate.later if candidate.later is not None else self.view.instance.slots
        return [(e, t + (t >= moved)) for e, t in self.view.placed]

    def _without(self, candidate: Candidate) -> Placed:
        """The same slots re-solved without the opening."""
        slots_tried = candidate.slots if candidate.later is None else ()
        if slots_tried not in self._known:
            view = self.view
            self._known[slots_tried] = reopen(view.instance, view.placed, slots_tried, self.seed, None, view.parameters)
        return self._known[slots_tried]

    def _gain(self, candidate: Candidate, opened: Instance, placed: Placed, *without: Placed | None) -> _Gain:
        after = make_candidate(opened, placed, None).values
        baselines = [make_candidate(self.view.instance, other, None) for other in without if other is not None]
        baseline = preferred(self.view.problem, baselines, lambda p: p.values)[0]
        before = baseline.values
        if any(cost(t, after[t]) > cost(t, before[t]) for t in self.view.before("score")):
            return _Gain(0, 0, ())
        new = sorted({e for e, _ in placed} - {e for e, _ in baseline.meetings})
        return _Gain(after["score"] - before["score"], before["minimums"] - after["minimums"], tuple(new))


def _opening(view: View, candidate: Candidate, gain: _Gain) -> Opening:
    return Opening(
        candidate.kind,
        _at_most(view, candidate),
        candidate.person,
        candidate.slot,
        candidate.table,
        gain.found,
        gain.filled,
        gain.new,
    )


def _at_most(view: View, candidate: Candidate) -> int:
    """The tighter of the candidate's own limit and the score bound of the problem with the opening."""
    bound = Selector(compile_instance(candidate.problem), view.parameters.selection).score_bound(None)
    return max(0, min(candidate.limit, bound - view.values["score"]))
