"""Limits of each person: meetings in total, and in a row."""

from solver.cpsat.model import Model


def add_meeting_limits(model: Model) -> None:
    """Add `max_meetings` and `max_consecutive`."""
    instance = model.instance
    for p, used in enumerate(model.used):
        most = int(instance.max_meetings[p])
        if most < len(used):
            model.cp.add(sum(used.values()) <= most)
        longest = int(instance.max_consecutive[p])
        for t in used:
            window = range(t, t + longest + 1)
            adjacent = all(u in used for u in window) and instance.adjacent[t + 1 : t + longest + 1].all()
            if adjacent:
                model.cp.add_bool_or(~used[u] for u in window)
