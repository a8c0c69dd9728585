"""Importing a list of attendees: upload, map the columns, preview the changes, commit, undo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import flash, request
from sqlalchemy.orm import Session

from matchmaker.errors import Fault, InvalidInputError, StateError
from matchmaker.messages.texts.importing import CHOOSE_FILE, COLUMN
from matchmaker.models import Event, ImportTask, RosterImport
from matchmaker.publishing import Consequences, consequences
from matchmaker.roster.importing import (
    ImportResult,
    discard_import,
    import_by_public_id,
    imports_of,
    read_as_before,
    read_upload,
    set_mapping,
    set_question_answers,
    set_reading,
    undo_import,
    upload,
)
from matchmaker.roster.importing.work import check_claimed, commit_claimed
from matchmaker.roster.importing.work_claims import StoppedError, claim_work, forget_ended_work, stop_work
from web.foundation.background import in_background
from web.foundation.bodies import accepts_file
from web.foundation.forms import Form
from web.foundation.language import _
from web.foundation.services import reading, services, writing
from web.foundation.signed_in import current_actor
from web.foundation.view_result import ViewResult
from web.organizer.blueprint import asking, blueprint, choice_of, find_event, next_page, redirect_to
from web.organizer.import_page import import_page
from web.organizer.import_reading import choices_of, reading_options


@blueprint.get("/events/<event_id>/import")
def imports(event_id: str) -> ViewResult:
    return _imports_page(event_id, Form.from_request())


@blueprint.post("/events/<event_id>/import")
@accepts_file
def upload_list(event_id: str) -> ViewResult:
    with reading() as session:
        find_event(session, event_id)
    form = Form.from_request()
    with form.catching():
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise InvalidInputError.at("file", CHOOSE_FILE())
        # before the transaction: reading may take seconds
        read = read_upload(sent.filename, sent.read(), choices_of(form))
        with reading() as session:
            file, known = read_as_before(session, find_event(session, event_id), read)
        with writing() as session:
            event = find_event(session, event_id)
            found = upload(session, current_actor(), event, file, known.mapping, known.answers)
        _check(found.id)
        if known.filename:
            flash(_("Read and mapped like {file}, which has the same headings.", file=known.filename))
        return redirect_to("roster_import", event_id=event_id, import_id=found.public_id)
    return _imports_page(event_id, form)


@blueprint.get("/events/<event_id>/import/<import_id>")
def roster_import(event_id: str, import_id: str) -> ViewResult:
    return _page(event_id, import_id, Form.from_request())


@blueprint.post("/events/<event_id>/import/<import_id>/reading")
def read_list(event_id: str, import_id: str) -> ViewResult:
    """Read the file in another way; the columns are guessed anew."""
    with reading() as session:
        found = _find(session, event_id, import_id)
        name, content, shape = found.filename, found.content, found.shape
    form = Form.from_request()
    with form.catching():
        file = read_upload(name, content, choices_of(form), shape)
        with writing() as session:
            set_reading(session, current_actor(), _find(session, event_id, import_id), file)
        _check(found.id)
        flash(_("The file was read again, and its columns were guessed anew."))
        return redirect_to("roster_import", event_id=event_id, import_id=import_id)
    return _page(event_id, import_id, form)


@blueprint.post("/events/<event_id>/import/<import_id>/mapping")
def map_columns(event_id: str, import_id: str) -> ViewResult:
    with reading() as session:
        found = _find(session, event_id, import_id)
        header = tuple(found.mapping)
    form = Form.from_request()
    with form.catching():
        mapping = {column: form.value(f"columns[{k}]") or "ignore" for k, column in enumerate(header)}
        with writing() as session:
            set_mapping(session, current_actor(), _find(session, event_id, import_id), mapping)
        _check(found.id)
        flash("The fields of the columns are saved.")
        return redirect_to("roster_import", event_id=event_id, import_id=import_id)
    form.faults = [_at_its_field(fault, header) for fault in form.faults]
    return _page(event_id, import_id, form)


@blueprint.post("/events/<event_id>/import/<import_id>/questions")
def answer_questions(event_id: str, import_id: str) -> ViewResult:
    def answer(session: Session, event: Event, found: RosterImport, form: Form) -> None:
        answers = {
            key.removeprefix("same:"): form.value(key) == "yes"
            for key in form.values
            if key.startswith("same:") and form.value(key) in {"yes", "no"}
        }
        set_question_answers(session, current_actor(), event, found, answers)

    return _change(event_id, import_id, answer, then=_check)


@blueprint.post("/events/<event_id>/import/<import_id>/check")
def check_list(event_id: str, import_id: str) -> ViewResult:
    """Compute the proposal once more: after a stop, or because the roster has changed."""
    with reading() as session:
        found = _find(session, event_id, import_id)
    form = Form.from_request()
    with form.catching():
        _check(found.id)
        return redirect_to("roster_import", event_id=event_id, import_id=import_id)
    return _page(event_id, import_id, form)


@blueprint.post("/events/<event_id>/import/<import_id>/commit")
def commit_roster(event_id: str, import_id: str) -> ViewResult:
    with reading() as session:
        found = _find(session, event_id, import_id)
    form = Form.from_request()
    actor, skip_faulty, seen = current_actor(), form.checked("skip_faulty"), form.value("seen")
    settings, choice = services().settings, choice_of(form)

    def judge(session: Session, event: Event) -> AbstractContextManager[Consequences]:
        return consequences(session, settings, actor, event, choice)

    with form.catching():
        claim = claim_work(services().database, found.id, ImportTask.COMMIT)
        if claim is None:
            flash("This list is still being checked. Import it afterwards.", "warn")
        else:
            done = in_background(
                lambda: commit_claimed(claim, actor, skip_faulty=skip_faulty, expected_digest=seen, judge=judge)
            )
            if done:
                flash(_result_words(done))
        return _next(form, event_id, import_id)
    with writing() as session:
        forget_ended_work(session, _find(session, event_id, import_id))
    return _page(event_id, import_id, form)


@blueprint.post("/events/<event_id>/import/<import_id>/stop")
def stop_import(event_id: str, import_id: str) -> ViewResult:
    with writing() as session:
        try:
            stop_work(session, _find(session, event_id, import_id))
        except StateError as error:
            flash(str(error), "warn")
    return redirect_to("roster_import", event_id=event_id, import_id=import_id)


@blueprint.post("/events/<event_id>/import/<import_id>/discard")
def discard_list(event_id: str, import_id: str) -> ViewResult:
    with writing() as session:
        event = find_event(session, event_id)
        try:
            discard_import(session, current_actor(), event, import_by_public_id(session, event, import_id))
        except StateError as error:
            flash(str(error), "warn")
            return redirect_to("roster_import", event_id=event_id, import_id=import_id)
    flash("The upload is discarded.")
    return redirect_to("imports", event_id=event_id)


@blueprint.post("/events/<event_id>/import/<import_id>/undo")
def undo_roster(event_id: str, import_id: str) -> ViewResult:
    def undo(session: Session, event: Event, found: RosterImport, form: Form) -> None:
        with asking(session, event, form):
            undo_import(session, current_actor(), event, found)
        flash("The import was undone.")

    return _change(event_id, import_id, undo)


def _change(
    event_id: str,
    import_id: str,
    change: Callable[[Session, Event, RosterImport, Form], None],
    then: Callable[[int], None] = lambda _import_id: None,
) -> ViewResult:
    """Apply a change to an import, `then` to its id; its page is shown again, with the errors if the change fails."""
    form = Form.from_request()
    with form.catching():
        with writing() as session:
            event = find_event(session, event_id)
            found = import_by_public_id(session, event, import_id)
            change(session, event, found, form)
        then(found.id)
        return redirect_to("roster_import", event_id=event_id, import_id=import_id)
    return _page(event_id, import_id, form)


def _check(import_id: int) -> None:
    """Compute the proposal in the background, unless somebody is at it. Errors are shown on the import's page."""
    claim = claim_work(services().database, import_id, ImportTask.CHECK)
    if claim:
        try:
            in_background(lambda: check_claimed(claim))
        except (StoppedError, InvalidInputError):
            return


def _result_words(done: ImportResult) -> str:
    left_out = done.skipped + done.left_out
    if not done.new and not done.changed:
        return _(
            "Nothing new: {count:number} people were on the list already, and {left_out:number} rows are left out.",
            count=done.unchanged,
            left_out=left_out,
        )
    return _(
        "Imported: {new:number} new, {changed:number} changed, {unchanged:number} unchanged, "
        "{left_out:number} left out.",
        new=done.new,
        changed=done.changed,
        unchanged=done.unchanged,
        left_out=left_out,
    )


def _next(form: Form, event_id: str, import_id: str) -> ViewResult:
    page = next_page(form, "roster_import")
    return redirect_to(page, event_id=event_id, **{"import_id": import_id} if page == "roster_import" else {})


def _find(session: Session, event_id: str, import_id: str) -> RosterImport:
    return import_by_public_id(session, find_event(session, event_id), import_id)


def _imports_page(event_id: str, form: Form) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        return form.page(
            "organizer/imports.html", event=event, imports=imports_of(session, event), reading_choices=reading_options()
        )


def _page(event_id: str, import_id: str, form: Form) -> ViewResult:
    with reading() as session:
        event = find_event(session, event_id)
        return import_page(session, event, import_by_public_id(session, event, import_id), form)


def _at_its_field(fault: Fault, header: tuple[str, ...]) -> Fault:
    """A fault of the domain's `mapping[E-mail]` as a fault of the page's field `columns[2]`."""
    index = next((k for k, column in enumerate(header) if fault.location == f"mapping[{column}]"), None)
    return fault if index is None else Fault(f"columns[{index}]", COLUMN(column=header[index], message=fault.message))
