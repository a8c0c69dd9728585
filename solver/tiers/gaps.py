"""The tier gaps: choose pairs again within the slack, then anneal with Kempe chains until days have few gaps."""

import numpy as np

from solver.arrays import Ints
from solver.instance.grid import Grid
from solver.selection.few_gaps import FewGaps, KeptValues, least_gaps_by_count, relax_few_gaps
from solver.selection.few_gaps_program import choose_few_gaps
from solver.tiers.solve_state import SolveState
from solver.timetable.annealing.annealer import Annealer, AnnealingInput, CoolingSchedule, CostLimits, CostWeights
from solver.timetable.edge_coloring import assign_slots


def improve_gaps(state: SolveState, proof: bool) -> None:
    """Reduce gaps within what the earlier tiers allow, and bound them; reserves time if a proof follows."""
    state.report("compact days")
    parameters = state.parameters.gaps
    grid = _start(state)
    forced = _forced(state, grid)
    annealer = Annealer(grid, AnnealingInput(unavoidable_gaps=forced, seed=state.seed), state.parameters.annealing)
    enough = max(state.bounds["gaps"], int(forced.sum()))
    reserve = parameters.proof_reserve_share if proof else parameters.reserve_share
    cooling = _cooling(state, sum(grid.count) // 2, proof)
    annealer.anneal(cooling, CostWeights(gaps=1), CostLimits(), state.clock, 1 - reserve, lambda a: a.gaps <= enough)
    state.offer(annealer.meetings())
    state.report("compact days")


def _cooling(state: SolveState, meetings: int, proof: bool) -> CoolingSchedule:
    parameters = state.parameters.gaps
    quick = proof and state.instance.required.all()
    steps = (parameters.steps_per_meeting_before_proof if quick else parameters.steps_per_meeting) * meetings
    return CoolingSchedule(min(parameters.max_steps, max(parameters.min_steps, steps)), parameters.hot, parameters.cold)


def bound_gaps(state: SolveState) -> FewGaps | None:
    """Bound the gaps at the kept score; returns the relaxed choice of pairs close to that bound."""
    compact = relax_few_gaps(state.instance, kept_values(state), state.clock, state.parameters.few_gaps)
    if compact is not None:
        state.bound("gaps", compact.bound)
    return compact


def kept_values(state: SolveState) -> KeptValues:
    """The score (required here) and minimums kept by earlier tiers."""
    return KeptValues(state.kept["score"], state.kept.get("minimums"))


def _forced(state: SolveState, grid: Grid) -> Ints:
    """(n) unavoidable gaps of each person with as many meetings as in the grid."""
    return least_gaps_by_count(state.instance)[np.arange(state.instance.people), np.array(grid.count, dtype=np.int64)]


def _start(state: SolveState) -> Grid:
    """The incumbent, or a timetable that keeps the earlier tiers and whose pairs can have fewer gaps."""
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
    """A timetable of exactly these pairs, close to the incumbent; None if it breaks what earlier tiers keep."""
    grid, wanted = state.grid(), set(pairs)
    for e, _ in list(grid.meetings()):
        if e not in wanted:
            grid.remove(e)
    assign_slots(grid, [e for e in pairs if grid.when[e] < 0], state.clock, state.parameters)
    return grid if state.keeps(grid.meetings()) else None
