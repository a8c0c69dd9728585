"""`matchmaker roster`: attendees in from a file, out to a file, and off the list."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import click
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.errors import InvalidInputError, NotFoundError
from matchmaker.models import AttendeeStatus, Event, ImportStatus, RosterImport
from matchmaker.roster import all_attendees, reinstate_attendee, withdraw_attendee
from matchmaker.roster.importing import (
    TARGETS,
    ImportPreview,
    commit_import,
    imports_of,
    preview,
    set_mapping,
    set_question_answers,
    undo_import,
    upload,
)
from matchmaker.roster.importing.row_pairs import PairWarning
from solver.sentences import counted
from web.cli.context import event_argument, find_event, find_person, json_option, program
from web.cli.errors import NOT_DONE, Refused
from web.cli.files import read_bytes
from web.cli.output import print_json, print_table

SHOWN = 20


@click.group()
def roster() -> None:
    """Import attendees from a file, list them, take one off."""


@roster.command(
    "import",
    epilog=f"""
\b
Examples
  matchmaker roster import spring-forum people.xlsx            # shows what it would do, writes nothing
  matchmaker roster import spring-forum people.xlsx --yes
  matchmaker roster import spring-forum list.csv --map "Firma=organisation" --map "Notes=ignore" --yes

CSV, TSV, XLSX and ODS are read. Columns are recognised by their headings; --map says otherwise. People who are on the
list already are found by e-mail address, else by reference, else by name and organisation, and brought up to date.
Cells that hold lists are parted by “;”. A goal is “kind: topic”, like “mentoring: fundraising”.

\b
Fields: {", ".join(TARGETS)}
""",
)
@event_argument
@click.argument("path", metavar="FILE")
@click.option("--map", "pairs", metavar="COLUMN=FIELD", multiple=True, help="What a column holds; may be repeated.")
@click.option("--encoding", metavar="NAME", help="How the file's letters are coded (default: found out), like cp1252.")
@click.option("--same", "same", metavar="KEY", multiple=True, help="Yes to a question that was asked; may be repeated.")
@click.option("--skip-faulty", is_flag=True, help="Import the sound rows although others are faulty.")
@click.option("--yes", "--commit", "yes", is_flag=True, help="Write; without it the file is only looked at.")
@json_option
def import_(
    event_name: str,
    path: str,
    pairs: tuple[str, ...],
    encoding: str | None,
    same: tuple[str, ...],
    skip_faulty: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Bring a list of attendees into the event: first a look at what it would do, with --yes for good."""
    content = read_bytes(path)
    chosen = dict(_pair(text) for text in pairs)
    with program() as it, (it.database.writing if yes else it.database.reading)() as session:
        event = find_event(session, event_name)
        held = upload(session, COMMAND_LINE, event, PurePath(path).name, content)
        if chosen or encoding:
            _map(session, held, chosen, encoding)
        if same:
            set_question_answers(session, COMMAND_LINE, event, held, dict.fromkeys(same, True))
        shown = preview(session, event, held)
        _print_preview(shown, as_json, written=yes)
        if shown.faults and not (skip_faulty and shown.rows):
            raise InvalidInputError(shown.faults)
        if yes:
            commit_import(session, COMMAND_LINE, event, held, skip_faulty=skip_faulty, expected_digest=shown.digest)
    sentence = "The list is imported." if yes else "Nothing was written. To import it: --yes"
    click.echo(sentence, err=True)


@roster.command("export", epilog="The same as: matchmaker export roster EVENT -o FILE")
@click.pass_context
@event_argument
@click.option("-o", "--output", metavar="FILE", required=True, help="Where to write it (.xlsx or .csv); - is a CSV.")
def export(ctx: click.Context, event_name: str, output: str) -> None:
    """All attendees as a file that `roster import` reads back without a change."""
    from web.cli.commands.export import roster as export_roster

    ctx.invoke(export_roster, event_name=event_name, output=output)


@roster.command("list")
@event_argument
@click.option("--status", type=click.Choice([status.value for status in AttendeeStatus]), help="Only these.")
@json_option
def list_(event_name: str, status: str | None, as_json: bool) -> None:
    """Everybody on the list."""
    with program() as it, it.database.reading() as session:
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
        print_table(names, rows)


@roster.command("withdraw", epilog="Their published meetings stay until the next plan is published.")
@event_argument
@click.argument("person")
def withdraw_(event_name: str, person: str) -> None:
    """Leave this person (an e-mail address, reference or name) out of planning."""
    with program() as it, it.database.writing() as session:
        event = find_event(session, event_name)
        attendee = withdraw_attendee(session, COMMAND_LINE, event, find_person(session, event, person))
        name = attendee.name
    click.echo(f"{name} takes no part any more. Plan and publish again to tell their partners.", err=True)


@roster.command("reinstate")
@event_argument
@click.argument("person")
def reinstate_(event_name: str, person: str) -> None:
    """Let somebody who had withdrawn take part again."""
    with program() as it, it.database.writing() as session:
        event = find_event(session, event_name)
        attendee = reinstate_attendee(session, COMMAND_LINE, event, find_person(session, event, person))
        name = attendee.name
    click.echo(f"{name} takes part again.", err=True)


@roster.command()
@event_argument
@click.option("--yes", is_flag=True, help="Do it; without it the import is only named.")
def undo(event_name: str, yes: bool) -> None:
    """Take the latest import back, unless later work would be lost."""
    with program() as it, it.database.writing() as session:
        event = find_event(session, event_name)
        latest = _latest(session, event)
        if not yes:
            raise Refused([f"Nothing was changed. To take back the import of {latest.filename}: --yes"], NOT_DONE)
        undo_import(session, COMMAND_LINE, event, latest)
        name = latest.filename
    click.echo(f"The import of {name} is taken back.", err=True)


def _latest(session: Session, event: Event) -> RosterImport:
    found = next((held for held in imports_of(session, event) if held.status is ImportStatus.COMMITTED), None)
    if found is None:
        raise NotFoundError(f"No import of {event.name} is in force.")
    return found


def _pair(text: str) -> tuple[str, str]:
    column, found, field = text.rpartition("=")
    if not found or not column.strip():
        raise InvalidInputError.at("--map", f"Write COLUMN=FIELD, like “Firma=organisation”, not “{text}”.")
    return column.strip(), field.strip()


def _map(session: Session, held: RosterImport, chosen: dict[str, str], encoding: str | None) -> None:
    """What was said of columns, and the guess for all others; a field that was said goes to no second column."""
    guessed = {column: field for column, field in held.mapping.items() if field not in chosen.values()}
    set_mapping(session, COMMAND_LINE, held, guessed | chosen, encoding)


def _print_preview(shown: ImportPreview, as_json: bool, written: bool) -> None:
    if as_json:
        print_json(_facts(shown, written))
        return
    coded = f", read as {shown.sheet.encoding}" if shown.sheet.encoding else ""
    click.echo(f"{counted(len(shown.sheet.rows), 'row')}{coded}")
    print_table(("column", "is read as"), shown.mapping.items())
    click.echo("  ".join(f"{count} {outcome.value}" for outcome, count in shown.counts.items()))
    for kind, names in (("groups", shown.new_groups), ("tables", shown.new_tables)):
        if names:
            click.echo(f"new {kind}: {', '.join(names)}")
    changed = [row for row in shown.rows if row.outcome.value == "changed"]
    _print_some([f"row {row.number}, {row.label}: {', '.join(c.field for c in row.changes)}" for row in changed])
    _print_some([f"Warning: {_warning(warning)}" for warning in shown.warnings])
    _print_some([f"Question: {question.sentence} (yes: --same {question.key})" for question in shown.questions])


def _warning(warned: PairWarning) -> str:
    return f"row {warned.number}, {warned.field}: {warned.sentence}"


def _print_some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        click.echo(line)
    if len(lines) > SHOWN:
        click.echo(f"… and {len(lines) - SHOWN} more (--json lists all)")


def _facts(shown: ImportPreview, written: bool) -> dict[str, Any]:
    return {
        "written": written,
        "encoding": shown.sheet.encoding,
        "mapping": shown.mapping,
        "counts": {outcome.value: count for outcome, count in shown.counts.items()},
        "new_groups": list(shown.new_groups),
        "new_tables": list(shown.new_tables),
        "changes": [
            {"row": row.number, "name": row.label, "field": c.field, "before": c.before, "after": c.after}
            for row in shown.rows
            for c in row.changes
        ],
        "warnings": [_warning(warning) for warning in shown.warnings],
        "questions": [{"key": question.key, "question": question.sentence} for question in shown.questions],
    }
