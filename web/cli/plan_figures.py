"""A plan's figures: as text, and as facts for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.messages import mark
from matchmaker.models import Event, Plan
from matchmaker.planning.plans.figures import why_few_met
from matchmaker.planning.plans.plans import is_stale
from matchmaker.planning.plans.statistics import PlanStatistics, plan_statistics
from web.cli.language import _, _n, composed
from web.cli.output import print_json

SHOWN_NAMES = 8
STATUSES = {"draft": mark("draft"), "published": mark("published"), "superseded": mark("superseded")}


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
    statistics = plan_statistics(session, plan)
    _print_text(plan_facts(event, plan), statistics)
    for why in why_few_met(session, event, plan):
        click.echo(f"  {composed(why)}")


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
        "quality": str(statistics.quality),
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
    headline = _(
        "Plan {number} ({status}), {quality}, made in {seconds} s.",
        number=facts["plan"],
        status=status_text(facts["status"]),
        quality=statistics.quality,
        seconds=facts["seconds"],
    )
    click.echo(headline)
    for line in _lines(statistics):
        click.echo(f"  {line}")


def _lines(statistics: PlanStatistics) -> Iterator[str]:
    yield meetings_of_people(statistics)
    yield _(
        "per attendee: {fewest} to {most}, median {median:number}",
        fewest=statistics.fewest,
        most=statistics.most,
        median=statistics.median,
    )
    if statistics.without:
        names = ", ".join(person.name for person in statistics.without[:SHOWN_NAMES])
        more = ", …" if len(statistics.without) > SHOWN_NAMES else ""
        yield _("without a meeting: {number} ({names})", number=statistics.unserved, names=names + more)
    yield _(
        "wishes fulfilled: {met_must} of {must} must, {met_like} of {like} like",
        met_must=statistics.must.met,
        must=statistics.must.asked,
        met_like=statistics.like.met,
        like=statistics.like.asked,
    )
    yield from (composed(tier.message) for tier in statistics.tiers)


def meetings_of_people(statistics: PlanStatistics) -> str:
    """`612 meetings of 200 attendees`."""
    meetings = _n("{count:number} meeting", "{count:number} meetings", statistics.meetings)
    people = _n("{count:number} attendee", "{count:number} attendees", statistics.people)
    return _("{meetings} of {people}", meetings=meetings, people=people)


def status_text(status: str) -> str:
    """The status of a plan in the terminal's language."""
    return _(STATUSES[status])
