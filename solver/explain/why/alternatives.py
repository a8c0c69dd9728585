"""Whom two people who meet could meet in that slot instead."""

from collections.abc import Iterator

from solver.explain.results import Alternative
from solver.explain.view import View
from solver.instance.sentinels import UNSCHEDULED


def alternatives(view: View, e: int) -> tuple[Alternative, ...]:
    """For each of the two the best that is open if this meeting leaves.

    The best that costs a third person a meeting is told too, where it gains more.
    """
    grid = view.grid
    t = grid.remove(e)
    found = tuple(a for p in (grid.a[e], grid.b[e]) for a in _of(view, p, e, t))
    grid.place(e, t)
    return found


def _of(view: View, p: int, e: int, t: int) -> Iterator[Alternative]:
    offsets, pairs = view.instance.incident
    mine = [int(f) for f in pairs[offsets[p] : offsets[p + 1]] if f != e and view.grid.when[f] == UNSCHEDULED]
    options = [a for f in mine if (a := _option(view, p, f, t)) is not None]
    free = max((a for a in options if a.gives_up is None), key=_worth, default=None)
    dear = max((a for a in options if a.gives_up is not None), key=_worth, default=None)
    if free is not None:
        yield free
    if dear is not None and (free is None or dear.net > free.net):
        yield dear


def _worth(a: Alternative) -> tuple[int, int]:
    return a.net, -a.pair


def _option(view: View, p: int, f: int, t: int) -> Alternative | None:
    """Pair f in slot t, if need be for the other one's meeting there."""
    grid, score = view.grid, view.instance.score
    q = grid.a[f] + grid.b[f] - p
    held = grid.at[q][t]
    if held == UNSCHEDULED:
        fits = grid.options(f) >> t & 1
        worth = int(score[f])
        return Alternative(view.person(p), view.person(q), f, worth, None, worth) if fits else None
    if view.instance.required[held]:
        return None
    grid.remove(held)
    fits = grid.options(f) >> t & 1
    grid.place(held, t)
    net = int(score[f]) - int(score[held])
    return Alternative(view.person(p), view.person(q), f, int(score[f]), held, net) if fits else None
