"""Geometry of charts, which templates draw as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.planning.plans.distributions import Distributions

WIDTH, HEIGHT = 640.0, 220.0
_LEFT, _TOP, _BOTTOM = 8.0, 20.0, 180.0


@dataclass(frozen=True)
class Bar:
    """A bar in SVG units, with `label` below it and `amount` above it."""

    x: float
    y: float
    width: float
    height: float
    label: int
    amount: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Column:
    """How full a slot is, in SVG units: a frame for all places, and the part that is used."""

    x: float
    width: float
    y: float
    height: float
    used_y: float
    used_height: float


def shares(spread: Distributions) -> list[Column]:
    """A column for every slot, as high as its places, filled as far as they are used."""
    tallest = max((max(use.places, use.used) for use in spread.use), default=0)
    if not tallest:
        return []
    step = (WIDTH - 2 * _LEFT) / len(spread.use)
    columns = []
    for index, use in enumerate(spread.use):
        height, used = ((_BOTTOM - _TOP) * count / tallest for count in (use.places, use.used))
        x = round(_LEFT + index * step + step * 0.1, 1)
        width = round(min(step * 0.8, 80.0), 1)
        columns.append(
            Column(x, width, round(_BOTTOM - height, 1), round(height, 1), round(_BOTTOM - used, 1), round(used, 1))
        )
    return columns


def histogram(amounts: Mapping[int, int]) -> list[Bar]:
    """A bar for every number from the smallest to the largest, including numbers that do not occur."""
    if not amounts:
        return []
    labels = range(min(amounts), max(amounts) + 1)
    step = (WIDTH - 2 * _LEFT) / len(labels)
    tallest = max(amounts.values())
    bars = []
    for index, label in enumerate(labels):
        amount = amounts.get(label, 0)
        height = round((_BOTTOM - _TOP) * amount / tallest, 1)
        x = round(_LEFT + index * step + step * 0.1, 1)
        bars.append(Bar(x, _BOTTOM - height, round(min(step * 0.8, 80.0), 1), height, label, amount))
    return bars
