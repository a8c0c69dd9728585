"""The tier gaps: reselects the pairs within the slack, then anneals the timetable with Kempe chains."""

import numpy as np

from solver.arrays import Ints
from solver.clock import Clock
from solver.instance.grid import Grid
from solver.selection.few_gaps import FewGaps, KeptValues, least_gaps_by_count, relax_few_gaps
from solver.selection.few_gaps_program import choose_few_gaps
from solver.tiers.exchanges import kept_limits, minimum_rewards
from solver.tiers.pair_choice import guarded
from solver.tiers.solve_state import SolveState
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CoolingSchedule, CostLimits, CostWeights
from solver.timetable.edge_coloring import assign_slots


def improve_gaps(state: SolveState, proof: bool) -> None:
    """Reduce and bound the gaps while keeping the earlier tiers. `proof`: reserve time for a proof that follows."""
    state.report("fewer gaps")
    parameters = state.parameters.gaps
    grid = _starting_grid(state)
    unavoidable = _unavoidable_gaps(state, grid)
    annealer = Annealer(grid, AnnealingInput(unavoidable_gaps=unavoidable, seed=state.seed), state.parameters.annealing)
    target = max(state.bounds["gaps"], int(unavoidable.sum()))
    reserve = parameters.proof_reserve_share if proof else parameters.reserve_share
    cooling = _cooling(state, sum(grid.count) // 2, proof)
    clock = state.clock.part(1 - reserve)
    share = 1 - parameters.exchange_time_share if _may_exchange(state, grid) else 1.0
    annealer.anneal(cooling, CostWeights(gaps=1), CostLimits(), clock, share, lambda a: a.gaps <= target)
    state.offer(annealer.meetings())
    state.report("fewer gaps")
    if not state.closed("gaps") and _may_exchange(state, state.grid()):
        _exchange(state, clock)


def _may_exchange(state: SolveState, grid: Grid) -> bool:
    """Whether the score of this timetable has anything to spare for fewer gaps."""
    if state.kept_profile is not None or "moves" in state.kept or "score" not in state.kept:
        return False
    return state.kept["score"] < sum(int(state.instance.score[e]) for e, _ in grid.meetings())


def _exchange(state: SolveState, clock: Clock) -> None:
    """Anneal once more, with other meetings too, as far as the slack of the score allows."""
    parameters = state.parameters.gaps
    data = AnnealingInput(state.instance.score, minimum_rewards(state), pinned=state.instance.required, seed=state.seed)
    annealer = Annealer(state.grid(), data, state.parameters.annealing)
    wanted = max(parameters.min_steps, parameters.exchange_steps_per_meeting * len(state.best.meetings))
    steps = min(parameters.max_steps, wanted)
    cooling = CoolingSchedule(steps, parameters.hot, parameters.cold, parameters.exchange_share)
    annealer.anneal(cooling, CostWeights(gaps=1), kept_limits(state), clock)
    state.offer(annealer.meetings())
    state.report("other meetings")


def _cooling(state: SolveState, meetings: int, proof: bool) -> CoolingSchedule:
    parameters = state.parameters.gaps
    proof_by_sat = proof and state.instance.required.all()
    steps = (parameters.steps_per_meeting_before_proof if proof_by_sat else parameters.steps_per_meeting) * meetings
    return CoolingSchedule(min(parameters.max_steps, max(parameters.min_steps, steps)), parameters.hot, parameters.cold)


def bound_gaps(state: SolveState) -> FewGaps | None:
    """Bound the gaps at the kept score and floor; returns the relaxed selection close to that bound."""
    relaxed = relax_few_gaps(guarded(state), kept_values(state), state.clock, state.parameters.few_gaps)
    if relaxed is not None:
        state.bound("gaps", relaxed.bound)
    return relaxed


def kept_values(state: SolveState) -> KeptValues:
    """The score and minimums kept by earlier tiers, for the guarded instance. Raises KeyError if no score is kept.

    With a floor to keep, nobody may fall below the guarded minimums because of it. So what the sum of shortfalls may be
    is unchanged: it counts only what the minimums ask for above the floor.
    """
    none = 0 if "fairness" in state.kept else None
    return KeptValues(state.kept["score"], state.kept.get("minimums", none))


def _unavoidable_gaps(state: SolveState, grid: Grid) -> Ints:
    """(n) unavoidable gaps of each person with as many meetings as in the grid."""
    return least_gaps_by_count(state.instance)[np.arange(state.instance.people), np.array(grid.count, dtype=np.int64)]


def _starting_grid(state: SolveState) -> Grid:
    """The incumbent, or a timetable of other pairs that keeps the earlier tiers and has fewer unavoidable gaps."""
    grid = state.grid()
    if state.instance.required.all():
        state.bound("gaps", int(_unavoidable_gaps(state, grid).sum()))
    if state.instance.required.all() or "score" not in state.kept or state.kept.keys() & {"moves"}:
        return grid
    if state.kept_profile is not None:  # all meetings and shares are kept, not only the floor
        return grid
    relaxed = bound_gaps(state)
    if relaxed is None:
        return grid
    instance = guarded(state)
    min_meetings = np.minimum(instance.min_meetings, np.array(grid.count))
    chosen = choose_few_gaps(instance, kept_values(state), min_meetings, relaxed, state.clock, state.parameters)
    alternative = None if chosen is None else _timetable_of(state, np.flatnonzero(chosen).tolist())
    return (
        grid
        if alternative is None or _unavoidable_gaps(state, alternative).sum() >= _unavoidable_gaps(state, grid).sum()
        else alternative
    )


def _timetable_of(state: SolveState, pairs: list[int]) -> Grid | None:
    """A timetable of exactly these pairs, close to the incumbent; None if it breaks what earlier tiers keep."""
    grid, wanted = state.grid(), set(pairs)
    for e, _ in list(grid.meetings()):
        if e not in wanted:
            grid.remove(e)
    assign_slots(grid, [e for e in pairs if grid.when[e] < 0], state.clock, state.parameters)
    return grid if state.keeps(grid.meetings()) else None
