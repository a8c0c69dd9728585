"""What the preview says about the columns: what is read as what, what is left out, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from matchmaker.messages import Message
from matchmaker.messages.texts.importing import (
    FIELD_FROM,
    FIELD_NAMES,
    LEFT_OUT,
    MARK_COLUMNS,
    MAYBE_OWN_TABLE,
    NOT_FITTING,
    READ_ANYWAY,
    READ_AS,
    RUNNING_NUMBER,
    SOMEBODY_ELSES,
    TWO_OF_A_KIND,
)
from matchmaker.roster.importing.cells.kinds import FITTING
from matchmaker.roster.importing.columns.contradictions import contradicts
from matchmaker.roster.importing.columns.facts import ColumnFacts, column_facts
from matchmaker.roster.importing.columns.guess import usable
from matchmaker.roster.importing.columns.heading_match import MENTIONED, HeadingMatch, heading_match
from matchmaker.roster.importing.columns.mapping import IGNORE, JOINED, MARKS, NAME_PARTS

_EXAMPLE = 40


def summary_notes(mapping: Mapping[str, str]) -> list[Message]:
    """One line of what is read as what, and one of what is left out."""
    by_field: dict[str, list[str]] = {}
    for column, field in mapping.items():
        by_field.setdefault(field, []).append(f"“{column}”")
    left_out = by_field.pop(IGNORE, [])
    read = tuple(FIELD_FROM(field=FIELD_NAMES[field](), columns=tuple(columns)) for field, columns in by_field.items())
    notes = [READ_AS(fields=read)] if read else []
    return notes + ([LEFT_OUT(count=len(left_out), columns=tuple(left_out))] if left_out else [])


def column_notes(header: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> list[Message]:
    """What contradicts itself in the mapping, and which columns could be read otherwise."""
    columns = column_facts(header, rows)
    notes = [note for column in columns for note in _notes(column, columns, mapping)]
    marks = [column.heading for column in columns if mapping[column.heading] == IGNORE and _is_marks(column)]
    if len(marks) > 1:
        notes.append(MARK_COLUMNS(count=len(marks), columns=tuple(f"“{heading}”" for heading in marks)))
    return notes


def _notes(column: ColumnFacts, columns: Sequence[ColumnFacts], mapping: Mapping[str, str]) -> Iterator[Message]:
    field, match = mapping[column.heading], heading_match(column.heading)
    if field != IGNORE:
        if contradicts(column, field) and field not in MARKS:
            yield READ_ANYWAY(column=column.heading, field=FIELD_NAMES[field](), example=_misfit(column, field))
        elif match and match.somebody_else and field in ("email", "name", *NAME_PARTS):
            yield SOMEBODY_ELSES(column=column.heading, field=FIELD_NAMES[field]())
    elif match and column.cells:
        yield from _why_left_out(column, match, columns, mapping)


def _why_left_out(
    column: ColumnFacts, match: HeadingMatch, columns: Sequence[ColumnFacts], mapping: Mapping[str, str]
) -> Iterator[Message]:
    field = match.field
    same = ("name", *NAME_PARTS) if field == "name" else (field,)
    used = next((other for other in columns if mapping[other.heading] in same), None)
    if match.sure == MENTIONED and used and field != "email":
        return
    if contradicts(column, field):
        yield NOT_FITTING(column=column.heading, field=FIELD_NAMES[field](), example=_misfit(column, field))
    elif not usable(column, match):
        yield (MAYBE_OWN_TABLE if field == "booth" else RUNNING_NUMBER)(column=column.heading)
    elif used and field not in JOINED and not match.somebody_else and not _is_attendees(used):
        yield TWO_OF_A_KIND(used=used.heading, other=column.heading, field=FIELD_NAMES[field]())


def _is_attendees(column: ColumnFacts) -> bool:
    match = heading_match(column.heading)
    return match is not None and match.attendee


def _misfit(column: ColumnFacts, field: str) -> str:
    fits = FITTING.get(field)
    return next((cell for cell in column.judged if fits and not fits(cell)), column.judged[0])[:_EXAMPLE]


def _is_marks(column: ColumnFacts) -> bool:
    return column.is_marks and heading_match(column.heading) is None
