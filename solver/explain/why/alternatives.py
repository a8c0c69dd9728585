"""Alternatives to a meeting: whom else its two people could meet in that slot."""

from collections.abc import Iterator

from solver.explain.results import Alternative
from solver.explain.view import View
from solver.instance.sentinels import UNSCHEDULED


def alternatives(view: View, e: int) -> tuple[Alternative, ...]:
    """For each of the two people, the best pair that could meet if this meeting is cancelled.

    Also the best pair for which a third person would have to give up a meeting, if its net gain is larger.
    """
    grid = view.grid
    t = grid.remove(e)
    found = tuple(a for p in (grid.a[e], grid.b[e]) for a in _best_of(view, p, e, t))
    grid.place(e, t)
    return found


def _best_of(view: View, p: int, e: int, t: int) -> Iterator[Alternative]:
    offsets, pairs = view.instance.incident
    mine = [int(f) for f in pairs[offsets[p] : offsets[p + 1]] if f != e and view.grid.when[f] == UNSCHEDULED]
    options = [a for f in mine if (a := _option(view, p, f, t)) is not None]
    free = max((a for a in options if a.gives_up is None), key=_net_gain, default=None)
    costly = max((a for a in options if a.gives_up is not None), key=_net_gain, default=None)
    if free is not None:
        yield free
    if costly is not None and (free is None or costly.net > free.net):
        yield costly


def _net_gain(a: Alternative) -> tuple[int, int]:
    return a.net, -a.pair


def _option(view: View, p: int, f: int, t: int) -> Alternative | None:
    """Pair f in slot t, if it can meet there, giving up the partner's meeting in that slot if there is one."""
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
