"""Figures of two plans, or of a plan and a trial, in two columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matchmaker.planning.plans.statistics import PlanStatistics
from web.cli.language import _

Side = tuple[PlanStatistics, Mapping[str, Any]]
"""Statistics, and the value of each tier."""


def side_by_side(first: Side | None, second: Side) -> list[tuple[str, object, object]]:
    """Label, first and second value; `first` None: there is no plan yet."""
    one, other = _values(first), _values(second)
    return [(label, one.get(key), other[key]) for key, label in _labels().items()]


def facts_of_side(side: Side) -> dict[str, Any]:
    """The same figures for JSON."""
    return _values(side)


def _labels() -> dict[str, str]:
    return {
        "meetings": _("meetings"),
        "score": _("points"),
        "fewest": _("fewest meetings of anybody"),
        "median": _("median of meetings"),
        "most": _("most meetings of anybody"),
        "without": _("attendees without a meeting"),
        "minimums": _("meetings missing to minimums"),
        "must_met": _("musts met"),
        "like_met": _("other wishes met"),
        "gaps": _("gaps"),
        "moves": _("changes of table"),
    }


def _values(side: Side | None) -> dict[str, Any]:
    if side is None:
        return {}
    figures, tiers = side
    own = {
        "meetings": figures.meetings,
        "fewest": figures.fewest,
        "median": figures.median,
        "most": figures.most,
        "without": figures.unserved,
        "must_met": figures.must.met,
        "like_met": figures.like.met,
    }
    return own | {name: tiers.get(name) for name in ("score", "minimums", "gaps", "moves")}
