"""Files around an import: the template to fill in, and the faulty rows with their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response

from matchmaker.roster.importing import import_by_public_id
from matchmaker.roster.importing.faulty_rows import faulty_table, kept_faults
from matchmaker.roster.importing.stored_proposal import proposal_of, summary_of
from matchmaker.roster.importing.template import TEMPLATE
from matchmaker.spreadsheets.writing import as_csv, as_xlsx
from web.foundation.language import _, composed
from web.foundation.services import reading
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import blueprint, find_event, redirect_to
from web.organizer.downloads import XLSX, download


@blueprint.get("/events/<event_id>/import/template.<any(csv, xlsx):ending>")
def import_template(event_id: str, ending: str) -> Response:
    with reading() as session:
        find_event(session, event_id)
    comments = {heading: _(comment) for heading, comment in TEMPLATE.items() if comment}
    return _file([list(TEMPLATE)], "attendees", ending, comments)


@blueprint.get("/events/<event_id>/import/<import_id>/faulty.<any(csv, xlsx):ending>")
def faulty_rows(event_id: str, import_id: str, ending: str) -> ViewResult:
    """The page of the import if the list has not been checked."""
    with reading() as session:
        event = find_event(session, event_id)
        found = import_by_public_id(session, event, import_id)
        kept = proposal_of(session, event, found)
        if kept is None:
            return redirect_to("roster_import", event_id=event_id, import_id=import_id)
        sheet, reasons = kept_faults(session, found, kept, summary_of(kept))
        name = f"{found.filename} faulty rows"
    rows = list(faulty_table(sheet, reasons, (_("Row"), _("Reason")), composed))
    return _file(rows, name, ending, {})


def _file(rows: Sequence[Sequence[str]], name: str, ending: str, comments: Mapping[str, str]) -> Response:
    if ending == "xlsx":
        return download(as_xlsx(rows, comments), XLSX, name, ending)
    return download(as_csv(rows), "text/csv", name, ending)
