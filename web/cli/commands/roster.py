"""`matchmaker roster`: import, list and export attendees; withdraw and reinstate them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.messages.texts.commands import COLUMN_AND_FIELD, NO_IMPORT
from matchmaker.models import AttendeeStatus, Event, ImportStatus, RosterImport
from matchmaker.publishing import Choice, replace_and_tell, withdraw_and_tell
from matchmaker.roster import all_attendees, reinstate_attendee
from matchmaker.roster.importing import (
    TARGETS,
    ImportPreview,
    ImportProgress,
    Outcome,
    ReadingChoices,
    Remembered,
    Stage,
    commit_import,
    imports_of,
    preview_list,
    read_as_before,
    read_upload,
    ready,
    require_asked,
    undo_import,
    upload,
)
from matchmaker.roster.importing.cells.lists import SEPARATORS
from matchmaker.roster.importing.columns.mapping import JOINED, require_mapping
from matchmaker.roster.importing.imports import UploadedFile
from matchmaker.roster.importing.progress import Observer
from matchmaker.roster.importing.reading.choices import DELIMITERS
from matchmaker.schemas.loading import load
from matchmaker.schemas.roster import RosterRow, RosterRowSchema
from matchmaker.settings import load_settings
from web.cli.breaking import asking, breaking_option
from web.cli.errors import NOT_DONE, CommandError
from web.cli.files import read_bytes
from web.cli.import_preview import print_preview, write_faulty_rows, write_template
from web.cli.language import _, _n
from web.cli.lookup import find_attendee, find_event
from web.cli.options import event_argument, json_option
from web.cli.output import print_json, print_table
from web.cli.progress_bar import import_progress_bar
from web.cli.sessions import open_services, reading, writing


@click.group()
def roster() -> None:
    """Import, list and export attendees; withdraw and reinstate them."""


@roster.command(
    "import",
    epilog=f"""
\b
Examples
  matchmaker roster import spring-forum people.xlsx            # shows the changes, writes nothing
  matchmaker roster import spring-forum people.xlsx --yes
  matchmaker roster import spring-forum list.csv --map "Firma=organisation" --map "Notes=ignore" --yes
  matchmaker roster import spring-forum book.xlsx --sheet Buyers --heading-row 3

Reads CSV, TSV, XLSX and ODS. Encoding, delimiter, sheet and headings are detected from the file, columns recognised
by their headings and cells, unless the options say otherwise; a list with the same headings as an earlier one is read
like that one. Attendees already on the list are recognised by e-mail address, reference and name together, and updated.
Items of a list in a cell may be separated by “;”, commas or line breaks. A goal is “kind: topic”, like “mentoring:
fundraising”.

\b
Fields: {", ".join(TARGETS)}
""",
)
@event_argument
@click.argument("path", metavar="FILE")
@click.option("--map", "pairs", metavar="COLUMN=FIELD", multiple=True, help="Field of a column; may be repeated.")
@click.option("--encoding", metavar="NAME", help="Character encoding of the file, like cp1252 (default: detected).")
@click.option("--delimiter", type=click.Choice(list(DELIMITERS)), help="Delimiter of a text file (default: detected).")
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook (default: the one that looks like a list).")
@click.option("--heading-row", type=int, metavar="N", help="Row with the headings, 0 for none (default: detected).")
@click.option(
    "--list-separator", type=click.Choice(list(SEPARATORS)), help="Separator of items in a cell (default: detected)."
)
@click.option("--same", "same", metavar="KEY", multiple=True, help="Answer a question with yes; may be repeated.")
@click.option("--different", metavar="KEY", multiple=True, help="Answer a question with no; may be repeated.")
@click.option("--skip-faulty", is_flag=True, help="Leave out faulty rows and import the others.")
@click.option("--faulty", metavar="FILE", help="Write the faulty rows with their reasons to a file (.csv or .xlsx).")
@click.option("--yes", "--commit", "yes", is_flag=True, help="Import; without it the changes are only shown.")
@breaking_option
@json_option
def import_(
    event_name: str,
    path: str,
    pairs: tuple[str, ...],
    same: tuple[str, ...],
    different: tuple[str, ...],
    skip_faulty: bool,
    faulty: str | None,
    yes: bool,
    breaking: str | None,
    as_json: bool,
    **reading_options: Any,
) -> None:
    """Import attendees from a file: without --yes, only show the changes."""
    wishes = dict(_column_and_field(text) for text in pairs)
    answers = dict.fromkeys(same, True) | dict.fromkeys(different, False)
    with import_progress_bar(quiet=as_json) as observer, open_services() as services:
        observer(ImportProgress(Stage.READING))
        read = read_upload(PurePath(path).name, read_bytes(path), ReadingChoices(**reading_options))
        with services.database.reading() as session:
            event = find_event(session, event_name)
            file, known = read_as_before(session, event, read)
            mapping = _mapping(file, known, wishes)
            found = _preview(session, event, file, mapping, known.answers | answers, set(answers), observer)
        importable = not found.faults or (skip_faulty and bool(found.rows))
        if yes and importable and found.is_new:
            observer(ImportProgress(Stage.WRITING))
            with services.database.writing() as session:
                event = find_event(session, event_name)
                roster_import = upload(session, COMMAND_LINE, event, file, mapping, known.answers | answers)
                with asking(session, event, breaking):
                    commit_import(session, COMMAND_LINE, event, roster_import, ready(found), skip_faulty=skip_faulty)
    print_preview(found, as_json=as_json, written=yes and importable and found.is_new, like=known.filename)
    if faulty:
        write_faulty_rows(found, faulty)
    if not importable:
        raise InvalidInputError(found.faults)
    if yes and not found.is_new:
        _end_without_changes(found)
        return
    sentence = _("The list is imported.") if yes else _("Nothing was imported. To import the list, add --yes.")
    click.echo(sentence, err=True)


@roster.command("template")
@click.option("-o", "--output", metavar="FILE", required=True, help="File to write (.xlsx or .csv); - writes CSV.")
def template(output: str) -> None:
    """Write an empty list with headings to fill in."""
    write_template(output)


@roster.command("export", epilog="The same as: matchmaker export roster EVENT -o FILE")
@click.pass_context
@event_argument
@click.option("-o", "--output", metavar="FILE", required=True, help="File to write (.xlsx or .csv); - writes CSV.")
def export(ctx: click.Context, event_name: str, output: str) -> None:
    """Write all attendees to a file; `roster import` reads it back unchanged."""
    from web.cli.commands.export import roster as export_roster

    ctx.invoke(export_roster, event_name=event_name, output=output)


@roster.command("list")
@event_argument
@click.option("--status", type=click.Choice([status.value for status in AttendeeStatus]), help="Only this status.")
@json_option
def list_(event_name: str, status: str | None, as_json: bool) -> None:
    """List the attendees."""
    with reading() as session:
        event = find_event(session, event_name)
        people = [person for person in all_attendees(session, event) if status in (None, person.status.value)]
        rows = [
            (p.public_id, p.reference, p.name, p.organisation, p.group.name if p.group else None, p.status.value)
            for p in people
        ]
    names = ("id", "reference", "name", "organisation", "group", "status")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table((_("id"), _("reference"), _("name"), _("organisation"), _("group"), _("status")), rows)


@roster.command("withdraw", epilog="Their published meetings are cancelled at once, and the partners are told.")
@event_argument
@click.argument("person")
@click.option("--yes", is_flag=True, help="Withdraw; without it published meetings are only named, if there are any.")
def withdraw_(event_name: str, person: str, yes: bool) -> None:
    """Withdraw an attendee (an e-mail address, reference or name) from the event."""
    settings = load_settings()
    with writing() as session:
        event = find_event(session, event_name)
        found = find_attendee(session, event, person)
        refusal = _("Nothing was changed. To cancel the meetings above and tell the partners, add --yes.")
        with asking(session, event, Choice.LATER.value if yes else None, refusal):
            cancelled = withdraw_and_tell(session, settings, COMMAND_LINE, event, found).cancelled
        name = found.name
    click.echo(
        _n(
            "{name} has been withdrawn; {count:number} published meeting is cancelled.",
            "{name} has been withdrawn; {count:number} published meetings are cancelled.",
            len(cancelled),
            name=name,
        ),
        err=True,
    )


@roster.command(
    "replace",
    epilog="""
\b
Example
  matchmaker roster replace spring-forum ada@example.org --name "Bea Stone" --email bea@example.org

The other person takes over the meetings and gets a new link; the partners are told. Wishes, times away and the text
about the first person stay with that person, who is withdrawn.
""",
)
@event_argument
@click.argument("person")
@click.option("--name", required=True, help="Name of the person who comes instead.")
@click.option("--email", help="Their e-mail address.")
@click.option("--job-title", help="Their job title.")
def replace_(event_name: str, person: str, name: str, email: str | None, job_title: str | None) -> None:
    """Let another person take over an attendee's meetings."""
    settings = load_settings()
    with writing() as session:
        event = find_event(session, event_name)
        row: RosterRow = load(
            RosterRowSchema(event.timezone), {"name": name, "email": email, "job_title": job_title or None}
        )
        found = find_attendee(session, event, person)
        former = replace_and_tell(session, settings, COMMAND_LINE, event, found, row).name
        name = found.name
    click.echo(_("{name} takes the place of {former}.", name=name, former=former), err=True)


@roster.command("reinstate")
@event_argument
@click.argument("person")
def reinstate_(event_name: str, person: str) -> None:
    """Let a withdrawn attendee take part again."""
    with writing() as session:
        event = find_event(session, event_name)
        name = reinstate_attendee(session, COMMAND_LINE, event, find_attendee(session, event, person)).name
    click.echo(_("{name} is taking part again.", name=name), err=True)


@roster.command()
@event_argument
@click.option("--yes", is_flag=True, help="Undo; without it the import is only named.")
@breaking_option
def undo(event_name: str, yes: bool, breaking: str | None) -> None:
    """Undo the latest import, unless later changes would be lost."""
    with writing() as session:
        event = find_event(session, event_name)
        latest = _latest_import(session, event)
        if not yes:
            raise CommandError(
                [_("Nothing was changed. To undo the import of {file}, add --yes.", file=latest.filename)], NOT_DONE
            )
        with asking(session, event, breaking):
            undo_import(session, COMMAND_LINE, event, latest)
        name = latest.filename
    click.echo(_("The import of {file} was undone.", file=name), err=True)


def _latest_import(session: Session, event: Event) -> RosterImport:
    found = next((item for item in imports_of(session, event) if item.status is ImportStatus.COMMITTED), None)
    if found is None:
        raise NotFoundError(NO_IMPORT(event=event.name))
    return found


def _column_and_field(text: str) -> tuple[str, str]:
    column, found, field = text.rpartition("=")
    if not found or not column.strip():
        raise InvalidInputError.at("--map", COLUMN_AND_FIELD(given=text))
    return column.strip(), field.strip()


def _mapping(file: UploadedFile, known: Remembered, wishes: dict[str, str]) -> dict[str, str]:
    """The fields that were asked for, and for all other columns the former or guessed ones, unless they are taken."""
    guessed = known.mapping or file.guessed_mapping
    mapping = {column: field for column, field in guessed.items() if field in JOINED or field not in wishes.values()}
    mapping |= wishes
    if wishes:
        require_mapping(file.sheet.header, mapping)
    return mapping


def _preview(
    session: Session,
    event: Event,
    file: UploadedFile,
    mapping: dict[str, str],
    answers: dict[str, bool],
    given: set[str],
    observer: Observer,
) -> ImportPreview:
    """What the import would do with these answers. Raises InvalidInputError for an answer given to no question."""
    separator = file.choices.list_separator
    found = preview_list(session, event, file.sheet, mapping, answers, observer, separator)
    if given:
        require_asked({question.key for question in found.questions}, given)
    return found


def _end_without_changes(found: ImportPreview) -> None:
    """Nothing is written: because everything is on the list already, or because no row can be used."""
    if found.counts[Outcome.UNCHANGED]:
        click.echo(
            _("Everybody on this list is in the roster already, with the same data. Nothing was changed."), err=True
        )
        return
    raise CommandError([_("No row of this list can be used. Nothing was changed.")], NOT_DONE)
