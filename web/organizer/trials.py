"""What if: other tables, slots, limits or weights are tried beside the event, and adopted if they are better."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template
from sqlalchemy.orm import Session

from matchmaker import jobs
from matchmaker.messages import mark
from matchmaker.models import Event, Plan, RunStatus, SolveRun
from matchmaker.planning.plans.plans import plan_by_number, plan_of_run, shown_plan_number
from matchmaker.planning.plans.statistics import plan_statistics, values_by_tier
from matchmaker.planning.problem.names import EventNames
from matchmaker.planning.runs.trials import (
    adopt,
    request_trial,
    result_of,
    trial_by_public_id,
    trial_statistics,
    trials_of,
    what_if_of,
)
from matchmaker.schemas.loading import load
from matchmaker.schemas.run_settings import SolveSettings
from matchmaker.schemas.weights import PRESETS
from matchmaker.schemas.what_if import WhatIf, WhatIfRun, WhatIfSchema
from web.foundation.forms import Form
from web.foundation.language import _, _n, reader
from web.foundation.services import reading, services, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, find_event, redirect_to
from web.organizer.compare import AIM_WORDS
from web.organizer.run_view import STATUS_WORDS, state_of

LABELS = {
    "more_tables": mark("Tables more or fewer"),
    "slot_minutes": mark("Length of a meeting"),
    "pause_minutes": mark("Pause after each meeting"),
    "default_min_meetings": mark("Minimum meetings per attendee"),
    "default_max_meetings": mark("Maximum meetings per attendee"),
    "block_day": mark("Further block"),
    "time_limit": mark("Time limit in seconds"),
}


@blueprint.route("/events/<event_id>/what-if", methods=["GET", "POST"])
def what_if(event_id: str) -> ViewResult:
    asked: SolveRun | None = None
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = _form_of(event)
        if form.sent:
            with form.catching(session):
                wish: WhatIfRun = load(WhatIfSchema(), form.data(lists=("without_blocks",)))
                asked = request_trial(session, current_actor(), event, wish.what_if, wish.solve)
        if asked is None:
            return form.page(
                "organizer/what_if.html",
                event=event,
                labels={name: _(label) for name, label in LABELS.items()},
                presets=[(preset.name, _(preset.name)) for preset in PRESETS.values()],
                trials=[(run, _words(event, what_if_of(run))) for run in trials_of(session, event)],
                status_words=STATUS_WORDS,
            )
    jobs.wake_worker(services().settings, asked.id)  # after the commit: the worker must find the row
    return redirect_to("trial", event_id=event_id, trial_id=asked.public_id)


@blueprint.get("/events/<event_id>/what-if/<trial_id>")
def trial(event_id: str, trial_id: str) -> ViewResult:
    """A trial: its progress, or its figures beside those of the real plan."""
    with reading() as session:
        event = find_event(session, event_id)
        return _trial_page(session, event, trial_by_public_id(session, event, trial_id), Form.unsent())


@blueprint.post("/events/<event_id>/what-if/<trial_id>/adopt")
def adopt_trial(event_id: str, trial_id: str) -> ViewResult:
    """Change the event to what was tried, after what it breaks has been seen, and keep the result as a draft."""
    form = Form.from_request()
    with writing() as session:
        event = find_event(session, event_id)
        run = trial_by_public_id(session, event, trial_id)
        with form.catching(session):
            with asking(session, event, form):
                plan = adopt(session, current_actor(), event, run)
            flash(_("The event is changed, and the result is plan {number}.", number=plan.number))
            return redirect_to("plan", event_id=event_id, number=plan.number)
        return _trial_page(session, event, run, form)


def _form_of(event: Event) -> Form:
    return Form.from_request(
        more_tables=0,
        slot_minutes=event.slot_minutes,
        pause_minutes=event.pause_minutes,
        default_min_meetings=event.default_min_meetings,
        default_max_meetings=event.default_max_meetings,
        without_blocks=[],
        block_day=None,
        block_starts=None,
        block_ends=None,
        preset="",
        aim=event.aim.value,
        time_limit=SolveSettings.time_limit,
    )


def _trial_page(session: Session, event: Event, run: SolveRun, form: Form) -> ViewResult:
    names = EventNames(session, event, reader().language)
    number = shown_plan_number(session, event)
    return (
        render_template(
            "organizer/trial.html",
            event=event,
            run=run,
            form=form,
            state=state_of(run, None, names),
            tried=_words(event, what_if_of(run)),
            adopted=plan_of_run(session, run),
            **_figures(session, event, run, None if number is None else plan_by_number(session, event, number)),
        ),
        form.status,
    )


def _figures(session: Session, event: Event, run: SolveRun, plan: Plan | None) -> dict[str, Any]:
    """The trial's figures, and those of the plan that attendees see, else of the newest."""
    if run.status is not RunStatus.DONE:
        return {"tried_figures": None}
    result = result_of(run)
    return {
        "tried_figures": trial_statistics(session, event, result),
        "tiers": values_by_tier(result.tiers),
        "plan": plan,
        "plan_figures": None if plan is None else plan_statistics(session, plan),
        "plan_tiers": {} if plan is None else values_by_tier(plan.tiers),
    }


def _words(event: Event, tried: WhatIf) -> list[str]:
    """What is different from the event as it is now, in words."""
    changes = [
        _(LABELS[name]) + f": {'–' if value is None else value}"
        for name in ("slot_minutes", "pause_minutes", "default_min_meetings", "default_max_meetings")
        if (value := getattr(tried, name)) != getattr(event, name)
    ]
    if tried.more_tables > 0:
        changes.append(_n("{count:number} table more", "{count:number} tables more", tried.more_tables))
    if tried.more_tables < 0:
        changes.append(_n("{count:number} table fewer", "{count:number} tables fewer", -tried.more_tables))
    changes += [_("without {block}", block=block.name) for block in event.blocks if block.id in tried.without_blocks]
    if tried.block_day:
        times = {"starts": f"{tried.block_starts:%H:%M}", "ends": f"{tried.block_ends:%H:%M}"}
        changes.append(_("a further block on {day}, {starts}–{ends}", day=tried.block_day.isoformat(), **times))
    if tried.preset:
        changes.append(_("weights “{name}”", name=_(PRESETS[tried.preset].name)))
    if tried.aim is not event.aim:
        changes.append(_(AIM_WORDS[tried.aim]))
    return changes or [_("the event as it is")]
