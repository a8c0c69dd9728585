"""Each person's limit of meetings in a row."""

from solver.cpsat.model import Model


def add_max_consecutive(model: Model) -> None:
    """Add `max_consecutive`: each window of one slot more than the limit has a free slot."""
    adjacent = model.instance.adjacent
    for p, used in enumerate(model.used):
        longest = int(model.instance.max_consecutive[p])
        for t in used:
            window = range(t, t + longest + 1)
            if all(u in used for u in window) and adjacent[t + 1 : t + longest + 1].all():
                model.cp.add_bool_or(~used[u] for u in window)
