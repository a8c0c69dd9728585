"""Two plans side by side, and what the runs that made them were made with."""

from __future__ import annotations

from flask import render_template, request

from matchmaker.messages import mark
from matchmaker.models import Aim, SolveRun
from matchmaker.planning.plans.comparison import compare
from matchmaker.planning.plans.plans import plan_by_number, plans_of
from matchmaker.schemas.weights import preset_of, weights_of
from web.foundation.language import _
from web.foundation.services import reading
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event
from web.organizer.weights import LABELS

AIM_WORDS = {Aim.EVERYBODY: mark("everybody is served"), Aim.POINTS: mark("most points")}


@blueprint.get("/events/<event_id>/plans/<int:number>/compare")
def compare_plans(event_id: str, number: int) -> ViewResult:
    """Compare this plan with another, by default the published one, else the newest."""
    with reading() as session:
        event = find_event(session, event_id)
        plan = plan_by_number(session, event, number)
        others = [other for other in plans_of(session, event) if other.id != plan.id]
        wanted = request.args.get("other", type=int)
        chosen = (
            next((other for other in others if other.number == wanted), None)
            or next((other for other in others if other.id == event.published_plan_id), None)
            or next(iter(others), None)
        )
        compared = None if chosen is None else compare(session, event, plan, chosen)
        counts = (
            [] if compared is None else sorted({count for figures in compared.figures for count in figures.histogram})
        )
        return render_template(
            "organizer/compare.html", event=event, plan=plan, others=others, compared=compared, counts=counts
        )


@blueprint.app_template_global()
def aim_of(run: SolveRun | None) -> str:
    """Template function: what came first in the plan that the run made, if it is known."""
    chosen = None if run is None else run.options.get("aim")
    return "–" if chosen is None else _(AIM_WORDS[Aim(chosen)])


@blueprint.app_template_global()
def weights_words(run: SolveRun | None) -> str:
    """Template function: the preset of the run's weights, else the weights themselves."""
    if run is None or run.weights is None:
        return "–"
    weights = weights_of(run.weights)
    preset = preset_of(weights)
    if preset is not None:
        return _(preset.name)
    return ", ".join(
        _("{label} {weight:number}", label=_(label), weight=run.weights.get(name, 0))
        for name, (label, _help) in LABELS.items()
    )
