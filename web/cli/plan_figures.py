"""A plan's figures: as text, and as facts for JSON."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.models import Event, Plan
from matchmaker.planning.plans.plans import is_stale
from matchmaker.planning.plans.statistics import PlanStatistics, WishShare, plan_statistics
from solver.lists_and_counts import counted
from web.cli.output import print_json

SHOWN_NAMES = 8


def print_plan(session: Session, event: Event, plan: Plan, as_json: bool) -> None:
    """Print the plan and its figures."""
    if as_json:
        print_json(plan_report(session, event, plan))
    else:
        print_plan_text(session, event, plan)


def plan_report(session: Session, event: Event, plan: Plan) -> dict[str, Any]:
    """The plan and its figures, for JSON."""
    return plan_facts(event, plan) | _statistics_facts(plan_statistics(session, plan))


def print_plan_text(session: Session, event: Event, plan: Plan) -> None:
    """Print the plan and its figures as text."""
    _print_text(plan_facts(event, plan), plan_statistics(session, plan))


def plan_facts(event: Event, plan: Plan) -> dict[str, Any]:
    """The plan's own columns; `stale`: the event's data changed after it was made."""
    return {
        "plan": plan.number,
        "status": plan.status.value,
        "stale": is_stale(event, plan),
        "optimal": plan.optimal,
        "tiers": plan.tiers,
        "seconds": round(plan.seconds, 2),
        "made_at": plan.created_at.isoformat(timespec="seconds"),
    }


def _statistics_facts(statistics: PlanStatistics) -> dict[str, Any]:
    return {
        "quality": statistics.quality,
        "meetings": statistics.meetings,
        "people": statistics.people,
        "meetings_per_person": {
            "fewest": statistics.fewest,
            "median": statistics.median,
            "most": statistics.most,
        },
        "without_meetings": [person.name for person in statistics.without],
        "wishes": {
            "must": {"asked": statistics.must.asked, "met": statistics.must.met},
            "like": {"asked": statistics.like.asked, "met": statistics.like.met},
        },
    }


def _print_text(facts: dict[str, Any], statistics: PlanStatistics) -> None:
    click.echo(f"Plan {facts['plan']} ({facts['status']}), {statistics.quality}, made in {facts['seconds']} s.")
    click.echo(f"  {counted(statistics.meetings, 'meeting')} of {counted(statistics.people, 'attendee')}")
    click.echo(f"  per attendee: {statistics.fewest} to {statistics.most}, median {statistics.median:g}")
    if statistics.without:
        names = ", ".join(person.name for person in statistics.without[:SHOWN_NAMES])
        more = ", …" if len(statistics.without) > SHOWN_NAMES else ""
        click.echo(f"  without a meeting: {len(statistics.without)} ({names}{more})")
    click.echo(f"  wishes fulfilled: {_share(statistics.must)} must, {_share(statistics.like)} like")
    for tier in statistics.tiers:
        click.echo(f"  {tier.sentence}")


def _share(share: WishShare) -> str:
    return f"{share.met} of {share.asked}"
