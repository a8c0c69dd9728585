"""The page of an import: the progress of the work on it, or its columns, questions and changes."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from matchmaker.messages.texts.importing import DELIMITER_NAMES, FIELD_NAMES
from matchmaker.models import Event, ImportStatus, RosterImport
from matchmaker.roster.importing import ENCODINGS, TARGETS, Outcome
from matchmaker.roster.importing.columns.mapping import check_mapping
from matchmaker.roster.importing.columns.notes import summary_notes
from matchmaker.roster.importing.stored_proposal import proposal_of, rows_page, summary_of
from matchmaker.roster.importing.stored_sheet import samples_of, stored_facts
from matchmaker.roster.importing.work_claims import work_on
from matchmaker.roster.rows.current_roster import roster_version
from web.foundation.forms import Form
from web.foundation.language import _, composed
from web.foundation.pagination import requested_page
from web.foundation.view_result import ViewResult
from web.organizer.import_reading import reading_options


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
        words={name: composed(words()) for name, words in FIELD_NAMES.items()},
        targets=[(target, composed(FIELD_NAMES[target]())) for target in TARGETS],
        read_as=summary_notes(found.mapping),
        facts=stored_facts(session, found),
        encodings={name: _(label) for name, label in ENCODINGS.items()},
        delimiters={name: composed(words()) for name, words in DELIMITER_NAMES.items()},
        chosen=form.values if "heading_row" in form.values else found.reading,
        reading_choices=reading_options(),
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
