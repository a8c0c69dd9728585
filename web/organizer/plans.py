"""Plans: the list, a plan's figures, and its meetings by attendee, by slot and by table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from flask import render_template, request
from sqlalchemy.orm import Session

from matchmaker.event.overview import overview_of
from matchmaker.local_time import local
from matchmaker.messages import mark
from matchmaker.models import Attendee, Event, Plan, PlanStatus
from matchmaker.planning.plans import plans as planned
from matchmaker.planning.plans import views
from matchmaker.planning.plans.distributions import distributions_of
from matchmaker.planning.plans.figures import why_few_met
from matchmaker.planning.plans.statistics import plan_statistics, quality
from matchmaker.planning.plans.views import MeetingView, SlotView
from matchmaker.scoring.reason_sentences import reason_message
from matchmaker.text import identity
from web.foundation.language import _, composed
from web.foundation.pagination import paginate
from web.foundation.services import reading, services
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event
from web.organizer.charts import histogram, shares

PEOPLE_PER_PAGE = 25
TABLES_PER_PAGE = 20
FEW_OPEN = 12
"""Up to so many people or tables on a page are shown with their meetings; of more, the meetings are folded."""


PLAN_STATUS_WORDS = {
    PlanStatus.DRAFT: mark("draft"),
    PlanStatus.PUBLISHED: mark("published"),
    PlanStatus.SUPERSEDED: mark("superseded"),
}


@blueprint.app_template_global()
def plan_status(status: PlanStatus) -> str:
    """Template function: the status in words."""
    return _(PLAN_STATUS_WORDS[status])


@blueprint.app_template_filter("why")
def why(reasons: list[Any], a: Attendee, b: Attendee) -> list[str]:
    """Template filter: the reasons of a pair as sentences for the organizer."""
    return [composed(reason_message(reason, None, a.name, b.name)) for reason in reasons]


@blueprint.get("/events/<event_id>/plans")
def plans(event_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        return render_template(
            "organizer/plans.html",
            event=event,
            plans=[(plan, quality(plan)) for plan in planned.plans_of(session, event)],
            overview=overview_of(session, event),
            can_mail=services().settings.smtp_url is not None,
        )


@blueprint.get("/events/<event_id>/plans/<int:number>")
def plan(event_id: str, number: int) -> ViewResult:
    with reading() as session:
        event, found = _plan_of(session, event_id, number)
        statistics, spread = plan_statistics(session, found), distributions_of(session, event, found)
        amounts = {"chart": statistics.histogram, "gaps_chart": spread.gaps, "points_chart": spread.points}
        pictures = {name: histogram(amount) for name, amount in amounts.items()}
        few = why_few_met(session, event, found)
        return _page(
            "plan", event, found, few=few, statistics=statistics, spread=spread, use_chart=shares(spread), **pictures
        )


@blueprint.get("/events/<event_id>/plans/<int:number>/people")
def plan_people(event_id: str, number: int) -> ViewResult:
    wanted = request.args.get("search", "").strip()
    with reading() as session:
        event, found = _plan_of(session, event_id, number)
        people = [
            person
            for person in views.by_person(session, found)
            if identity(wanted) in identity(f"{person.attendee.name} {person.attendee.organisation}")
        ]
        return _page(
            "plan_people", event, found, part=paginate(people, PEOPLE_PER_PAGE), few_open=FEW_OPEN, search=wanted
        )


@blueprint.get("/events/<event_id>/plans/<int:number>/slots")
def plan_slots(event_id: str, number: int) -> ViewResult:
    """A grid of one day with a column per slot and a row per table, some tables to a page."""
    with reading() as session:
        event, found = _plan_of(session, event_id, number)
        days = _days(event, views.by_slot(session, found))
        chosen = next((day for day in days if day.isoformat() == request.args.get("day")), next(iter(days), None))
        slots = days[chosen] if chosen else []
        cells = _cells(slots)
        part = paginate(views.in_order(session, found, {name for name, _ in cells}), TABLES_PER_PAGE)
        return _page("plan_slots", event, found, days=days, chosen=chosen, slots=slots, part=part, cells=cells)


@blueprint.get("/events/<event_id>/plans/<int:number>/tables")
def plan_tables(event_id: str, number: int) -> ViewResult:
    with reading() as session:
        event, found = _plan_of(session, event_id, number)
        tables = views.by_table(session, found)
        return _page("plan_tables", event, found, part=paginate(tables, TABLES_PER_PAGE), few_open=FEW_OPEN)


def _plan_of(session: Session, event_id: str, number: int) -> tuple[Event, Plan]:
    event = find_event(session, event_id)
    return event, planned.plan_by_number(session, event, number)


def _page(template: str, event: Event, plan: Plan, **context: Any) -> ViewResult:
    stale = planned.is_stale(event, plan)
    return render_template(f"organizer/{template}.html", event=event, plan=plan, stale=stale, tab=template, **context)


def _days(event: Event, slots: Sequence[SlotView]) -> dict[date, list[SlotView]]:
    by_day = groupby(slots, key=lambda slot: local(slot.starts_at, event.timezone).date())
    return {day: list(found) for day, found in by_day}


def _cells(slots: Sequence[SlotView]) -> dict[tuple[str, Any], list[MeetingView]]:
    cells: dict[tuple[str, Any], list[MeetingView]] = {}
    for slot in slots:
        for meeting in slot.meetings:
            cells.setdefault((meeting.table_name, slot.starts_at), []).append(meeting)
    return cells
