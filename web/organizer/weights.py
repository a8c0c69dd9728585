"""The scoring page: presets and weights of the scores; computing the scores."""

from __future__ import annotations

from dataclasses import asdict

from flask import flash
from sqlalchemy.orm import Session

from matchmaker.event import events
from matchmaker.messages import mark
from matchmaker.models import Event
from matchmaker.schemas.weights import PRESETS, Weights, preset_of, weights_of
from matchmaker.scoring.scores import compute_scores, store_scores
from web.foundation.forms import Form
from web.foundation.language import _, _n
from web.foundation.services import reading, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to

LABELS = {
    "requests": (mark("Wishes"), mark("Points for two attendees who both must meet.")),
    "goals": (mark("Seeking and offering"), mark("What one seeks and the other offers, in both directions.")),
    "interests": (mark("Interests"), mark("Shared interests; rare ones count more.")),
    "text": (mark("Texts"), mark("Distinctive words in both texts.")),
    "balance": (mark("Good for both"), mark("0 adds up both gains; 100 requires equal gains.")),
    "met_before": (mark("Met before"), mark("Per cent of the score that remains if the two have met before.")),
}


@blueprint.route("/events/<event_id>/weights", methods=["GET", "POST"])
def weights(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request(**asdict(weights_of(event.weights)))
        if form.sent:
            with form.catching(session):
                form.refuse_if_changed()
                events.set_weights(session, current_actor(), event, form.data())
                flash(_("The weights are saved. Compute the scores to see the effect."))
                return redirect_to("weights", event_id=event_id)
        return _page(session, event, form)


@blueprint.post("/events/<event_id>/weights/preset")
def choose_preset(event_id: str) -> ViewResult:
    name = Form.from_request().value("preset")
    with writing() as session:
        event = find_event(session, event_id)
        chosen = PRESETS.get(name)
        if chosen:
            events.use_preset(session, current_actor(), event, chosen)
    flash(_("The preset “{name}” is in use.", name=name) if chosen else _("There is no such preset."), "message")
    return redirect_to("weights", event_id=event_id)


@blueprint.post("/events/<event_id>/scores")
def score(event_id: str) -> ViewResult:
    """Compute the scores without a write lock; only storing them takes it."""
    with reading() as session:
        event = find_event(session, event_id)
        scores = compute_scores(session, event)
    with writing() as session:
        event = find_event(session, event_id)
        store_scores(session, current_actor(), event, scores)
    flash(
        _n(
            "{count:number} pair is scored. Choose an attendee to see the best partners.",
            "{count:number} pairs are scored. Choose an attendee to see the best partners.",
            scores.summary.pairs,
        )
    )
    return redirect_to("weights", event_id=event_id)


def _page(session: Session, event: Event, form: Form) -> ViewResult:
    kept: Weights = weights_of(event.weights)
    return form.page(
        "organizer/weights.html",
        event=event,
        labels={name: (_(label), _(help_)) for name, (label, help_) in LABELS.items()},
        presets=PRESETS.values(),
        preset=preset_of(kept),
        stale=event.scored_version != event.data_version,
    )
