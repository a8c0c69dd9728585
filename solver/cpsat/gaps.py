"""A person's gaps: the starts of runs less the blocks with a meeting."""

from solver.cpsat.cardinality import any_of
from solver.cpsat.model import Lit, Model
from solver.wrappers.cp_sat import cp_model


def add_runs(model: Model) -> None:
    """Fill `starts` (used at t and not at t - 1) and `touched` (the block has a meeting), if not done before."""
    if model.starts:
        return
    instance = model.instance
    for used in model.used:
        starts: dict[int, Lit] = {}
        blocks: dict[int, list[Lit]] = {}
        for t, lit in used.items():
            previous = used.get(t - 1) if instance.adjacent[t] else None
            starts[t] = lit if previous is None else _start(model.cp, lit, previous)
            blocks.setdefault(int(instance.block[t]), []).append(lit)
        model.starts.append(starts)
        model.touched.append({k: any_of(model.cp, lits) for k, lits in blocks.items()})


def gaps_of(model: Model, person: int) -> cp_model.LinearExprT:
    """The number of gaps of one person."""
    return sum(model.starts[person].values()) - sum(model.touched[person].values())


def _start(cp: cp_model.CpModel, lit: Lit, previous: Lit) -> Lit:
    start = cp.new_bool_var("")
    cp.add_implication(start, lit)
    cp.add_implication(start, ~previous)
    cp.add_bool_or(~lit, previous, start)
    return start
