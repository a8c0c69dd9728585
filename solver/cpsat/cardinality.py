"""At most k of some literals, as clauses: core-guided search learns from clauses, not from linear constraints."""

from collections.abc import Sequence

from solver.cpsat.model import Lit
from solver.wrappers.cp_sat import cp_model


def at_most(cp: cp_model.CpModel, literals: Sequence[Lit], k: int) -> None:
    """Sequential counter (Sinz, CP 2005): after literal i, register j holds if j + 1 of the first i + 1 literals do."""
    n = len(literals)
    if k >= n:
        return
    if k <= 0:
        for lit in literals:
            cp.add_bool_or(~lit)
        return
    if k == 1:
        cp.add_at_most_one(literals)
        return
    register = [cp.new_bool_var("") for _ in range(k)]
    cp.add_implication(literals[0], register[0])
    for j in range(1, k):
        cp.add_bool_or(~register[j])
    for lit in literals[1:]:
        following = [cp.new_bool_var("") for _ in range(k)]
        cp.add_implication(lit, following[0])
        for j in range(k):
            cp.add_implication(register[j], following[j])
            if j:
                cp.add_bool_or(~lit, ~register[j - 1], following[j])
        cp.add_bool_or(~lit, ~register[k - 1])
        register = following


def any_of(cp: cp_model.CpModel, literals: Sequence[Lit]) -> Lit:
    """A literal that holds if and only if one of `literals` does."""
    if len(literals) == 1:
        return literals[0]
    result = cp.new_bool_var("")
    for lit in literals:
        cp.add_implication(lit, result)
    cp.add_bool_or(*literals, ~result)
    return result
