"""Each person's limit of meetings in total."""

from solver.cpsat.model import Model


def add_max_meetings(model: Model) -> None:
    """Add `max_meetings` where a person could have more."""
    for p, used in enumerate(model.used):
        limit = int(model.instance.max_meetings[p])
        if limit < len(used):
            model.cp.add(sum(used.values()) <= limit)
