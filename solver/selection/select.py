"""Choosing the pairs: relaxation, prices, and the integer program that makes them whole."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from solver.instance import Bools, Instance, Ints
from solver.limits import Clock
from solver.selection.flow import Limits, Relaxed, limits, relax
from solver.selection.mip import Aim, choose

WHOLE: Final = 5_000  # pairs up to which the integer program is solved whole
TIGHT: Final = 6_000  # pairs that the program decides where the relaxation left ties
PRICES: Final = 16  # steps of the search for the price of a table


@dataclass(frozen=True)
class Bounds:
    """Proven limits: shortfall from below, score from above."""

    shortfall: int
    score: int


def shortfall_bound(instance: Instance) -> int:
    """No schedule leaves fewer minimums open."""
    room = limits(instance)
    relaxed = relax(instance, room, reward=1, scale=0)
    need = _need(instance)
    return 0 if relaxed is None else need - relaxed.value // 2


def score_bound(instance: Instance, shortfall: int | None) -> int:
    """No schedule with at most this shortfall (None: any) scores more."""
    room = limits(instance)
    sure = int(instance.score[instance.must].sum())
    best = int(instance.score[_open(instance)].sum())
    highest = 2 * int(instance.score.max(initial=0)) + 1
    rewards = [0] if shortfall is None else [0, highest, highest * max(1, instance.slots) * 4]
    for reward in rewards:
        priced = _priced(instance, room, reward)
        if priced is not None:
            filled = 0 if shortfall is None else _need(instance) - shortfall
            best = min(best, priced.limit - reward * filled + sure)
    return best


def select(instance: Instance, aim: Aim, clock: Clock) -> Bools:
    """(m) a good choice of pairs under all limits that do not depend on the slots, required ones included."""
    openly = _open(instance)
    if instance.pairs <= WHOLE:
        chosen = choose(instance, aim, openly, instance.must, clock)
        if chosen is not None:
            return chosen.pairs
    priced = _priced(instance, limits(instance), aim.shortfall, aim.score)
    if priced is None:
        return instance.must
    halves = priced.relaxed.twice == 1
    free = (priced.reduced == 0) & openly | halves
    if free.sum() > TIGHT:
        free = halves
    taken = (priced.relaxed.twice == 2) & ~free | instance.must
    chosen = choose(instance, aim, free & ~instance.must, taken, clock)
    return taken if chosen is None else chosen.pairs


def exact_bound(instance: Instance, aim: Aim, clock: Clock) -> int | None:
    """The integer program's own limit of score (less weighted shortfall), for small problems."""
    if instance.pairs > WHOLE:
        return None
    chosen = choose(instance, aim, _open(instance), instance.must, clock)
    if chosen is None or chosen.bound is None or abs(chosen.bound) > 1e12:
        return None
    return int(np.floor(chosen.bound + 1e-6))


@dataclass(frozen=True)
class _Priced:
    """A relaxation in which a place at an open table costs `price`; `limit` bounds score + reward x filled."""

    relaxed: Relaxed
    reduced: Ints
    limit: int


def _open(instance: Instance) -> Bools:
    """(m) pairs that some slot allows."""
    return np.asarray(instance.allowed.any(axis=1), dtype=bool)


def _need(instance: Instance) -> int:
    ends = np.concatenate([instance.a[instance.must], instance.b[instance.must]])
    return int(np.maximum(0, instance.least - np.bincount(ends, minlength=instance.people)).sum())


def _priced(instance: Instance, room: Limits, reward: int, scale: int = 1) -> _Priced | None:
    """Lagrangian search for the price of open tables; one flow where they cannot run short."""
    first = _at_price(instance, room, reward, scale, 0)
    if first is None or instance.pooled.all():
        return first
    places = int(instance.pool.sum()) - int((instance.must & instance.pooled).sum())
    best, low, high = first, 0, scale * int(instance.score.max(initial=0)) + reward + 1
    for _ in range(PRICES):
        used = int(best.relaxed.twice[instance.pooled].sum())
        if high - low <= 1 or (low == 0 and best is first and used <= 2 * places):
            break
        price = (low + high) // 2
        trial = _at_price(instance, room, reward, scale, price)
        if trial is None:
            break
        best = trial if trial.limit <= best.limit else best
        crowded = int(trial.relaxed.twice[instance.pooled].sum()) > 2 * places
        low, high = (price, high) if crowded else (low, price)
    return best


def _at_price(instance: Instance, room: Limits, reward: int, scale: int, price: int) -> _Priced | None:
    relaxed = relax(instance, room, reward, scale, price)
    if relaxed is None:
        return None
    weight = scale * instance.score - price * instance.pooled
    reduced = 2 * weight - relaxed.dual[instance.a] - relaxed.dual[instance.b]
    places = int(instance.pool.sum()) - int((instance.must & instance.pooled).sum())
    return _Priced(relaxed, np.asarray(reduced, dtype=np.int64), relaxed.value // 2 + price * places)
