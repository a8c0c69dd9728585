"""A pair meets at most once (exactly once if required); a person is in one meeting at a time."""

from solver.cpsat.model import Lit, Model


def add_occupancy(model: Model) -> None:
    """Link `used` to `meets`, and count a person's used slots (implied, but it prunes)."""
    required = model.instance.required
    for e, slots in enumerate(model.meets):
        if required[e]:
            model.cp.add_bool_or(slots.values())
        model.cp.add_at_most_one(slots.values())
    for p, used in enumerate(model.used):
        pairs = model.at(p)
        for t, lit in used.items():
            meetings = [model.meets[e][t] for e in pairs if t in model.meets[e]]
            model.cp.add_exactly_one([*meetings, ~lit])
        _count_used(model, pairs, used)


def _count_used(model: Model, pairs: list[int], used: dict[int, Lit]) -> None:
    """A person whose pairs are all required uses exactly as many slots."""
    if used and all(model.instance.required[e] for e in pairs):
        model.cp.add(sum(used.values()) == len(pairs))
