"""Importing a list of attendees: upload, map the columns, preview the changes, commit, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request
from sqlalchemy.orm import Session

from matchmaker.errors import Fault, InvalidInputError
from matchmaker.models import Event, RosterImport
from matchmaker.roster.importing import (
    ENCODINGS,
    TARGETS,
    ImportPreview,
    Outcome,
    ProposedRow,
    Sheet,
    commit_import,
    import_by_public_id,
    imports_of,
    preview,
    set_mapping,
    set_question_answers,
    undo_import,
    upload,
)
from web.foundation.forms import Form
from web.foundation.pagination import paginate
from web.foundation.services import reading, session_for_request, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to

ROWS_PER_PAGE = 100
SAMPLES = 3
FIELD_WORDS = {
    "reference": "Reference",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail address",
    "organisation": "Organisation",
    "job_title": "Job title",
    "about": "About (free text)",
    "group": "Group",
    "booth": "Booth",
    "status": "Status",
    "interests": "Interests",
    "seeks": "Seeks",
    "offers": "Offers",
    "met_before": "Has met before",
    "keep_apart": "Keep apart from",
    "must_meet": "Must meet",
    "like_to_meet": "Would like to meet",
    "no_thanks": "Does not want to meet",
    "min_meetings": "Minimum meetings",
    "max_meetings": "Maximum meetings",
    "away": "Away (times)",
    "ignore": "– ignore –",
}


@blueprint.route("/events/<event_id>/import", methods=["GET", "POST"])
def imports(event_id: str) -> ViewResult:
    with session_for_request() as session:
        event = find_event(session, event_id)
        form = Form.from_request()
        if form.sent:
            with form.catching(session):
                file = request.files.get("file")
                if file is None or not file.filename:
                    raise InvalidInputError.at("file", "Choose a file first.")
                found = upload(session, current_actor(), event, file.filename, file.read())
                session.flush()
                return redirect_to("roster_import", event_id=event_id, import_id=found.public_id)
        return form.page("organizer/imports.html", event=event, imports=imports_of(session, event))


@blueprint.get("/events/<event_id>/import/<import_id>")
def roster_import(event_id: str, import_id: str) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        return _page(session, event, import_by_public_id(session, event, import_id), Form.from_request())


@blueprint.post("/events/<event_id>/import/<import_id>/mapping")
def map_columns(event_id: str, import_id: str) -> ViewResult:
    with writing() as session:
        event = find_event(session, event_id)
        found = import_by_public_id(session, event, import_id)
        form = Form.from_request()
        header = preview(session, event, found).sheet.header
        with form.catching(session):
            mapping = {column: form.value(f"columns[{k}]") or "ignore" for k, column in enumerate(header)}
            set_mapping(session, current_actor(), found, mapping, form.value("encoding") or None)
            flash("The fields of the columns are saved.")
            return redirect_to("roster_import", event_id=event_id, import_id=import_id)
        form.faults = [_at_its_field(fault, header) for fault in form.faults]
        return _page(session, event, found, form)


@blueprint.post("/events/<event_id>/import/<import_id>/questions")
def answer_questions(event_id: str, import_id: str) -> ViewResult:
    def answer(session: Session, event: Event, found: RosterImport, form: Form) -> None:
        answers = {
            key.removeprefix("same:"): form.value(key) == "yes"
            for key in form.values
            if key.startswith("same:") and form.value(key) in {"yes", "no"}
        }
        set_question_answers(session, current_actor(), event, found, answers)

    return _change(event_id, import_id, answer)


@blueprint.post("/events/<event_id>/import/<import_id>/commit")
def commit_roster(event_id: str, import_id: str) -> ViewResult:
    def commit(session: Session, event: Event, found: RosterImport, form: Form) -> None:
        skip, seen = form.checked("skip_faulty"), form.value("seen")
        done = commit_import(session, current_actor(), event, found, skip_faulty=skip, expected_digest=seen)
        counts = f"{done.new} new, {done.changed} changed, {done.unchanged} unchanged, {done.skipped} left out"
        flash(f"Imported: {counts}.")

    return _change(event_id, import_id, commit)


@blueprint.post("/events/<event_id>/import/<import_id>/undo")
def undo_roster(event_id: str, import_id: str) -> ViewResult:
    def undo(session: Session, event: Event, found: RosterImport, _form: Form) -> None:
        undo_import(session, current_actor(), event, found)
        flash("The import was undone.")

    return _change(event_id, import_id, undo)


def _change(event_id: str, import_id: str, change: Callable[[Session, Event, RosterImport, Form], None]) -> ViewResult:
    """Apply a change to an import; its page is shown again, with the errors if the change fails."""
    with writing() as session:
        event = find_event(session, event_id)
        found = import_by_public_id(session, event, import_id)
        form = Form.from_request()
        with form.catching(session):
            change(session, event, found, form)
            return redirect_to("roster_import", event_id=event_id, import_id=import_id)
        return _page(session, event, found, form)


def _page(session: Session, event: Event, found: RosterImport, form: Form) -> ViewResult:
    shown = preview(session, event, found) if found.status.value == "uploaded" else None
    outcome = request.args.get("show", "")
    rows = _rows_with(outcome, shown) if shown else []
    return form.page(
        "organizer/import_preview.html",
        event=event,
        roster_import=found,
        preview=shown,
        columns=_columns(shown.sheet, shown.mapping, form) if shown else [],
        words=FIELD_WORDS,
        targets=[(target, FIELD_WORDS[target]) for target in TARGETS],
        encodings=ENCODINGS.items(),
        outcomes=[outcome.value for outcome in Outcome],
        wanted=outcome,
        part=paginate(rows, ROWS_PER_PAGE),
    )


def _rows_with(outcome: str, shown: ImportPreview) -> list[ProposedRow]:
    """The rows with this outcome; all rows for an empty outcome."""
    return [row for row in shown.rows if not outcome or row.outcome.value == outcome]


def _columns(sheet: Sheet, mapping: dict[str, str], form: Form) -> list[dict[str, Any]]:
    """Each column's heading, some of its cells and its field."""
    columns = []
    for index, name in enumerate(sheet.header):
        cells = list(dict.fromkeys(cell[:80] for cell in sheet.column(name) if cell.strip()))
        chosen = form.value(f"columns[{index}]") if form.sent else ""
        columns.append(
            {"field": f"columns[{index}]", "name": name, "cells": cells[:SAMPLES], "target": chosen or mapping[name]}
        )
    return columns


def _at_its_field(fault: Fault, header: tuple[str, ...]) -> Fault:
    """A fault of the domain's `mapping[E-mail]` as a fault of the page's field `columns[2]`."""
    index = next((k for k, column in enumerate(header) if fault.location == f"mapping[{column}]"), None)
    return fault if index is None else Fault(f"columns[{index}]", f"“{header[index]}”: {fault.message}")
