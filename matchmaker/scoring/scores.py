"""Scores an event: reads its data, computes the scores and stores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from sqlalchemy import Table, delete, insert, update
from sqlalchemy.orm import Session

from matchmaker.audit import Actor, record
from matchmaker.models import Event, PairScore
from matchmaker.schemas.weights import Weights
from matchmaker.scoring.load import candidates_wanted, read_scoring_input
from matchmaker.scoring.score_pairs import Observer, Scoring, ScoringInput, silent

_BANDS = 10


@dataclass(frozen=True)
class ScoreSummary:
    """The result of a scoring: `bands[k]` pairs score at least 10 k and less than 10 k + 10; the last includes 100."""

    people: int
    pairs: int
    quiet: int
    """The number of people who gave no answers that scoring could use."""
    bands: tuple[int, ...]
    typical_best: int
    """The median of people's highest scores; 0 if there are no pairs."""


@dataclass(frozen=True)
class EventScores:
    """The scores of an event's data at `data_version`: rows of pair_score, and their summary."""

    data_version: int
    rows: Sequence[dict[str, Any]]
    summary: ScoreSummary


def score_event(session: Session, actor: Actor, event: Event, observer: Observer | None = None) -> ScoreSummary:
    """Replace the event's scores by new ones from its current data, in the caller's transaction.

    To let others write meanwhile (a large event on SQLite), use `compute_scores` in a reading session
    and `store_scores` in a writing one.
    """
    scores = compute_scores(session, event, observer)
    store_scores(session, actor, event, scores)
    return scores.summary


def compute_scores(
    session: Session,
    event: Event,
    observer: Observer | None = None,
    *,
    per_person: int | None = None,
    weights: Weights | None = None,
) -> EventScores:
    """Score the event's pairs, changing nothing; the number of queries does not depend on its size.

    `per_person`: the least number of candidates per person, if there are enough (default: `candidates_wanted`).
    `weights`: instead of the event's.
    """
    session.refresh(event, ["data_version"])
    version = event.data_version
    wanted = candidates_wanted(session, event) if per_person is None else per_person
    inputs = read_scoring_input(session, event, weights)
    rows = _rows(inputs, event.id, wanted, observer or silent) if inputs.profiles else []
    return EventScores(version, rows, _summary(inputs, rows))


def store_scores(session: Session, actor: Actor, event: Event, scores: EventScores) -> None:
    """Replace the event's scores by these, and record the version of the data that they were made from."""
    session.execute(
        delete(PairScore).where(PairScore.event_id == event.id).execution_options(synchronize_session="evaluate")
    )
    if scores.rows:
        session.execute(insert(cast(Table, PairScore.__table__)), scores.rows)
    # in SQL, not through the row, as this must not count as an edit of the event's settings
    session.execute(
        update(Event)
        .where(Event.id == event.id)
        .values(scored_version=scores.data_version)
        .execution_options(synchronize_session=False)
    )
    session.refresh(event, ["scored_version"])
    summary = scores.summary
    record(session, actor, event, "event.scored", changes_plan=False, people=summary.people, pairs=summary.pairs)


def _rows(inputs: ScoringInput, event_id: int, per_person: int, observer: Observer) -> list[dict[str, Any]]:
    scoring = Scoring(inputs, observer)
    ids = [profile.id for profile in inputs.profiles]
    return [
        {"a_id": ids[pair.a], "b_id": ids[pair.b], "event_id": event_id, "score": pair.score, "reasons": pair.reasons}
        for chunk in scoring.scored_pairs(scoring.candidates(per_person, observer), observer)
        for pair in chunk
    ]


def _summary(inputs: ScoringInput, rows: Sequence[dict[str, Any]]) -> ScoreSummary:
    best: dict[int, int] = {}
    for row in rows:
        for person in (row["a_id"], row["b_id"]):
            best[person] = max(best.get(person, 0), row["score"])
    bands = np.bincount([min(row["score"] // _BANDS, _BANDS - 1) for row in rows], minlength=_BANDS)
    return ScoreSummary(
        people=len(inputs.profiles),
        pairs=len(rows),
        quiet=sum(profile.quiet for profile in inputs.profiles),
        bands=tuple(bands.tolist()),
        typical_best=int(np.median(list(best.values()))) if best else 0,
    )
