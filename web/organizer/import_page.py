"""The page of an import: the progress of the work on it, or its columns, questions and changes."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from matchmaker.messages import mark
from matchmaker.models import Event, ImportStatus, RosterImport
from matchmaker.roster.importing import ENCODINGS, TARGETS, Outcome
from matchmaker.roster.importing.column_mapping import check_mapping
from matchmaker.roster.importing.stored_proposal import proposal_of, rows_page, summary_of
from matchmaker.roster.importing.stored_sheet import samples_of
from matchmaker.roster.importing.work_claims import work_on
from matchmaker.roster.rows.current_roster import roster_version
from web.foundation.forms import Form
from web.foundation.language import _
from web.foundation.pagination import requested_page
from web.foundation.view_result import ViewResult

FIELD_WORDS = {
    "reference": mark("Reference"),
    "name": mark("Name"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "email": mark("E-mail address"),
    "organisation": mark("Organisation"),
    "job_title": mark("Job title"),
    "about": mark("About (free text)"),
    "group": mark("Group"),
    "booth": mark("Booth"),
    "status": mark("Status"),
    "interests": mark("Interests"),
    "seeks": mark("Seeks"),
    "offers": mark("Offers"),
    "met_before": mark("Has met before"),
    "keep_apart": mark("Keep apart from"),
    "must_meet": mark("Must meet"),
    "like_to_meet": mark("Would like to meet"),
    "no_thanks": mark("Does not want to meet"),
    "min_meetings": mark("Minimum meetings"),
    "max_meetings": mark("Maximum meetings"),
    "away": mark("Away (times)"),
    "ignore": mark("– ignore –"),
}


def import_page(session: Session, event: Event, found: RosterImport, form: Form) -> ViewResult:
    """What the import's state calls for."""
    if found.status is not ImportStatus.UPLOADED:
        return form.page("organizer/import_finished.html", event=event, roster_import=found)
    work = work_on(session, found)
    if work and work.working:
        return form.page("organizer/import_progress.html", event=event, roster_import=found, work=work)
    return form.page(
        "organizer/import_preview.html",
        event=event,
        roster_import=found,
        work=work,
        columns=_columns(session, found, form),
        mapping_faults=check_mapping(tuple(found.mapping), found.mapping),
        words={name: _(words) for name, words in FIELD_WORDS.items()},
        targets=[(target, _(FIELD_WORDS[target])) for target in TARGETS],
        encodings=[(name, _(label)) for name, label in ENCODINGS.items()],
        outcomes=[outcome.value for outcome in Outcome],
        **_proposed(session, event, found),
    )


def _proposed(session: Session, event: Event, found: RosterImport) -> dict[str, Any]:
    """The summary of the proposal and a page of its rows; no summary if it must be computed first."""
    wanted = request.args.get("show", "")
    kept = proposal_of(session, event, found)
    if kept is None:
        return {"summary": None}
    summary = summary_of(kept)
    return {
        "summary": summary,
        "outdated": kept.roster != roster_version(session, event),
        "wanted": wanted,
        "part": rows_page(session, kept, summary, wanted, requested_page()),
    }


def _columns(session: Session, found: RosterImport, form: Form) -> list[dict[str, Any]]:
    """Each column's heading, some of its cells and its field."""
    samples = samples_of(session, found)
    columns = []
    for index, (name, target) in enumerate(found.mapping.items()):
        chosen = form.value(f"columns[{index}]") if form.sent else ""
        columns.append(
            {
                "field": f"columns[{index}]",
                "name": name,
                "cells": samples.get(name, []),
                "target": chosen or target,
            }
        )
    return columns
