"""The tier gaps: who meets is chosen anew within the slack, then chains move meetings until days are compact."""

import numpy as np

from solver.arrays import Ints
from solver.instance.grid import Grid
from solver.selection.few_gaps import FewGaps, KeptValues, least_gaps_by_count, relax_few_gaps
from solver.selection.few_gaps_program import choose_few_gaps
from solver.tiers.solve_state import SolveState
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CoolingSchedule, CostLimits, CostWeights
from solver.timetable.edge_coloring import assign_slots


def improve_gaps(state: SolveState, proof: bool) -> None:
    """Fewer gaps within what the earlier tiers allow, and a bound; leaves time for a proof where one is to follow."""
    state.report("compact days")
    parameters = state.parameters.gaps
    grid = _start(state)
    forced = _forced(state, grid)
    walk = Annealer(grid, AnnealingInput(unavoidable_gaps=forced, seed=state.seed), state.parameters.annealing)
    enough = max(state.bounds["gaps"], int(forced.sum()))
    reserve = parameters.proof_reserve_share if proof else parameters.reserve_share
    cooling = _cooling(state, sum(grid.count) // 2, proof)
    walk.anneal(cooling, CostWeights(gaps=1), CostLimits(), state.clock, 1 - reserve, lambda w: w.gaps <= enough)
    state.offer(walk.meetings())
    state.report("compact days")


def _cooling(state: SolveState, meetings: int, proof: bool) -> CoolingSchedule:
    parameters = state.parameters.gaps
    quick = proof and state.instance.required.all()
    steps = (parameters.steps_per_meeting_before_proof if quick else parameters.steps_per_meeting) * meetings
    return CoolingSchedule(min(parameters.max_steps, max(parameters.min_steps, steps)), parameters.hot, parameters.cold)


def bound_gaps(state: SolveState) -> FewGaps | None:
    """Note what is proven of the gaps at the score kept; gives the choice of pairs that comes near it."""
    compact = relax_few_gaps(state.instance, kept_values(state), state.clock, state.parameters.few_gaps)
    if compact is not None:
        state.bound("gaps", compact.bound)
    return compact


def kept_values(state: SolveState) -> KeptValues:
    """What earlier tiers keep of score (there has to be one) and minimums."""
    return KeptValues(state.kept["score"], state.kept.get("minimums"))


def _forced(state: SolveState, grid: Grid) -> Ints:
    """(n) gaps that nobody can help who has as many meetings as in the grid."""
    return least_gaps_by_count(state.instance)[np.arange(state.instance.people), np.array(grid.count, dtype=np.int64)]


def _start(state: SolveState) -> Grid:
    """The best plan, or one that keeps the earlier tiers and whose pairs can have fewer gaps."""
    grid = state.grid()
    if state.instance.required.all():
        state.bound("gaps", int(_forced(state, grid).sum()))
    if state.instance.required.all() or "score" not in state.kept or state.kept.keys() - {"minimums", "score"}:
        return grid
    compact = bound_gaps(state)
    if compact is None:
        return grid
    held = np.minimum(state.instance.min_meetings, np.array(grid.count))
    chosen = choose_few_gaps(state.instance, kept_values(state), held, compact, state.clock, state.parameters)
    other = None if chosen is None else _placed(state, np.flatnonzero(chosen).tolist())
    return grid if other is None or _forced(state, other).sum() >= _forced(state, grid).sum() else other


def _placed(state: SolveState, pairs: list[int]) -> Grid | None:
    """A timetable of just these pairs, as near to the best plan as can be; None where it gives too much away."""
    grid, wanted = state.grid(), set(pairs)
    for e, _ in list(grid.meetings()):
        if e not in wanted:
            grid.remove(e)
    assign_slots(grid, [e for e in pairs if grid.when[e] < 0], state.clock, state.parameters)
    return grid if state.keeps(grid.meetings()) else None
