"""What an import would do, on the terminal and as JSON; its faulty rows and the template as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from matchmaker.errors import Fault
from matchmaker.messages import Message, mark
from matchmaker.messages.texts.importing import DELIMITER_NAMES, FIELD_NAMES
from matchmaker.roster.importing import ImportPreview, Outcome, PairWarning, ProposedRow
from matchmaker.roster.importing.columns.notes import summary_notes
from matchmaker.roster.importing.faulty_rows import faulty_table, reasons_of
from matchmaker.roster.importing.questions import Question
from matchmaker.roster.importing.template import TEMPLATE
from matchmaker.spreadsheets.writing import as_csv, as_xlsx
from web.cli.files import write_bytes
from web.cli.language import _, _n, composed
from web.cli.output import print_json, print_some, print_table

OUTCOMES = {
    Outcome.NEW: mark("new"),
    Outcome.CHANGED: mark("changed"),
    Outcome.UNCHANGED: mark("unchanged"),
    Outcome.FAULTY: mark("faulty"),
    Outcome.LEFT_OUT: mark("left out"),
}


def print_preview(shown: ImportPreview, *, as_json: bool, written: bool, like: str = "") -> None:
    """`like`: the earlier list whose reading, mapping and answers were used."""
    if as_json:
        print_json(_facts(shown, written))
        return
    click.echo(_read(shown))
    if like:
        click.echo(_("Read and mapped like {file}, which has the same headings.", file=like))
    print_table((_("column"), _("field")), shown.mapping.items())
    for note in (*summary_notes(shown.mapping), *shown.notes):
        click.echo(composed(note))
    click.echo("  ".join(_outcome(outcome, count) for outcome, count in shown.counts.items()))
    if shown.new_groups:
        click.echo(_("new groups: {names}", names=", ".join(shown.new_groups)))
    if shown.new_tables:
        click.echo(_("new tables: {names}", names=", ".join(shown.new_tables)))
    print_some([_changed_row(row) for row in shown.rows if row.outcome is Outcome.CHANGED])
    print_some([_("Warning: {warning}", warning=_warning(warning)) for warning in shown.warnings])
    print_some([_question(question) for question in shown.questions])


def write_faulty_rows(shown: ImportPreview, path: str) -> None:
    """The faulty rows with their reasons, as .xlsx or else as CSV."""
    reasons = reasons_of((row.number, [_reason(fault) for fault in row.faults]) for row in shown.rows)
    _write_table(path, list(faulty_table(shown.sheet, reasons, (_("Row"), _("Reason")), composed)), {})


def write_template(path: str) -> None:
    comments = {heading: _(comment) for heading, comment in TEMPLATE.items() if comment}
    _write_table(path, [list(TEMPLATE)], comments)


def _write_table(path: str, rows: Sequence[Sequence[str]], comments: Mapping[str, str]) -> None:
    write_bytes(path, as_xlsx(rows, comments) if path.lower().endswith(".xlsx") else as_csv(rows))


def _reason(fault: Fault) -> Message:
    return fault.as_message()


def _read(shown: ImportPreview) -> str:
    """How the file was read: `17 rows, read as utf-8, delimiter comma, headings in row 1`."""
    sheet = shown.sheet
    rows = _n("{count:number} row", "{count:number} rows", len(sheet.rows))
    headings = (
        _("headings in row {number}", number=sheet.heading_row) if sheet.heading_row else _("no row with headings")
    )
    if sheet.sheet_name:
        return _("{rows} of the sheet {sheet}, {headings}", rows=rows, sheet=sheet.sheet_name, headings=headings)
    return _(
        "{rows}, read as {encoding}, delimiter {delimiter}, {headings}",
        rows=rows,
        encoding=sheet.encoding,
        delimiter=DELIMITER_NAMES[sheet.delimiter]() if sheet.delimiter in DELIMITER_NAMES else sheet.delimiter,
        headings=headings,
    )


def _outcome(outcome: Outcome, count: int) -> str:
    return _("{number} {outcome}", number=count, outcome=_(OUTCOMES[outcome]))


def _changed_row(row: ProposedRow) -> str:
    fields = ", ".join(_word(change.field) for change in row.changes)
    return _("row {number}, {name}: {fields}", number=row.number, name=row.label, fields=fields)


def _question(question: Question) -> str:
    holds = _("yes") if question.holds else _("no")
    return _(
        "Question: {question} (now: {holds}; yes: --same {key}, no: --different {key})",
        question=question.message,
        holds=holds,
        key=question.key if " " not in question.key else f"'{question.key}'",
    )


def _warning(warning: PairWarning) -> str:
    field = _word(warning.field)
    return _("row {number}, {field}: {fault}", number=warning.number, field=field, fault=warning.message)


def _word(field: str) -> str:
    return composed(FIELD_NAMES[field]())


def _facts(shown: ImportPreview, written: bool) -> dict[str, Any]:
    sheet = shown.sheet
    return {
        "written": written,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.sheet_name,
        "heading_row": sheet.heading_row,
        "mapping": shown.mapping,
        "notes": [composed(note) for note in shown.notes],
        "counts": {outcome.value: count for outcome, count in shown.counts.items()},
        "new_groups": list(shown.new_groups),
        "new_tables": list(shown.new_tables),
        "changes": [
            {"row": row.number, "name": row.label, "field": c.field, "before": c.before, "after": c.after}
            for row in shown.rows
            for c in row.changes
        ],
        "faults": [
            {"row": row.number, "fault": composed(_reason(fault))} for row in shown.rows for fault in row.faults
        ],
        "warnings": [_warning(warning) for warning in shown.warnings],
        "questions": [
            {"key": question.key, "question": composed(question.message), "holds": question.holds}
            for question in shown.questions
        ],
    }
