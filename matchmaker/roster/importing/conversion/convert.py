"""From the cells of a list to the fields of its rows: what was done, and what has to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matchmaker.messages import Message
from matchmaker.messages.texts.importing import (
    FIRST_WISH,
    LAST_NAME_FIRST,
    LIST_SEPARATED,
    NO_AGENDA_FOR_TIMES,
    NO_ORGANISATION,
    ONE_ORGANISATION,
    SEPARATOR_NAMES,
    TOO_MANY_CELLS,
)
from matchmaker.roster.importing.cells.lists import SEPARATORS, separator_of
from matchmaker.roster.importing.cells.person_names import first_name_first
from matchmaker.roster.importing.cells.times import EventDays
from matchmaker.roster.importing.columns.heading_match import numbered
from matchmaker.roster.importing.columns.mapping import NAME_PARTS
from matchmaker.roster.importing.conversion.fields import LIST_FIELDS, FieldSettings, RowFields, add_cell, finish
from matchmaker.roster.importing.conversion.log import CleaningLog
from matchmaker.roster.importing.conversion.structure import ORGANISATION_AT, fill_blanks, read_sections
from matchmaker.roster.importing.conversion.table import CleanRow, UsedColumn, clean_rows, used_columns
from matchmaker.roster.importing.questions import Question, question
from matchmaker.roster.importing.reading.choices import DELIMITERS
from matchmaker.roster.importing.reading.read_table import Sheet
from matchmaker.schemas.roster import PAIR_FIELDS
from matchmaker.text import identity

_NO_ORGANISATION = frozenset(
    [
        *(
            "freelance",
            "freelancer",
            "freelancing",
            "self-employed",
            "self employed",
            "selfemployed",
            "self",
            "independent",
        ),
        *(
            "independent consultant",
            "private",
            "private person",
            "individual",
            "personal",
            "student",
            "retired",
            "unemployed",
        ),
        *(
            "between jobs",
            "looking for work",
            "homemaker",
            "freiberuflich",
            "freiberufler",
            "freiberuflerin",
            "selbständig",
        ),
        *(
            "selbstständig",
            "privat",
            "privatperson",
            "rentner",
            "arbeitslos",
            "indépendant",
            "indépendante",
            "retraité",
        ),
        *("particulier", "autónomo", "autonomo", "libero professionista", "zzp", "zzp'er"),
    ]
)


@dataclass(frozen=True)
class ConvertedRow:
    """The fields of a row, as the schema expects them, and its faults by field."""

    number: int
    fields: dict[str, Any]
    faults: tuple[tuple[str, Message], ...] = ()


@dataclass(frozen=True)
class Converted:
    rows: list[ConvertedRow]
    questions: list[Question] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def convert(
    sheet: Sheet,
    mapping: Mapping[str, str],
    answers: Mapping[str, bool],
    days: EventDays,
    list_separator: str | None = None,
) -> Converted:
    """The rows of the sheet; `list_separator`: the name of the separator in lists, None to find it by column."""
    log = CleaningLog()
    columns = used_columns(sheet, mapping)
    rows = clean_rows(sheet, columns, log)
    rows, asked = read_sections(sheet, rows, columns, answers, log)
    asked += fill_blanks(rows, columns, answers, log)
    separators, notes = _separators(rows, columns, list_separator)
    turning, wishing = _last_name_first(rows, columns, answers), _first_wish(columns, answers)
    settings = FieldSettings(
        days,
        separators,
        turn_names=any(each.holds for each in turning),
        first_wish=wishing[0] if wishing and wishing[1].holds else None,
        named_by_reference=not any(column.field in ("name", *NAME_PARTS, "email") for column in columns),
    )
    too_long = _too_long(sheet)
    converted = [_converted(row, columns, settings, too_long.get(row.number), log) for row in rows]
    asked += [*turning, *([wishing[1]] if wishing else []), *_one_organisation(converted, columns, answers, log)]
    notes += [NO_AGENDA_FOR_TIMES(column=c.heading) for c in columns if c.field == "available" and not days.days]
    return Converted(converted, asked, [*notes, *log.messages()])


def _converted(
    row: CleanRow, columns: Sequence[UsedColumn], settings: FieldSettings, too_long: Message | None, log: CleaningLog
) -> ConvertedRow:
    found = RowFields(row.number)
    if ORGANISATION_AT in row.cells:
        found.values["organisation"] = row.cells[ORGANISATION_AT]
    for column in columns:
        if column.index in row.cells:
            add_cell(found, column, row.cells[column.index], settings, log)
    faults = [*found.faults, *([("", too_long)] if too_long else [])]
    return ConvertedRow(row.number, finish(found, settings), tuple(faults))


def _separators(
    rows: Sequence[CleanRow], columns: Sequence[UsedColumn], chosen: str | None
) -> tuple[dict[int, str], list[Message]]:
    """The separator of each column with lists, and a note for each that is not the usual one."""
    separators, notes = {}, []
    for column in columns:
        if column.field not in LIST_FIELDS:
            continue
        cells = [row.cells[column.index] for row in rows if column.index in row.cells]
        name = chosen or separator_of(cells, people=column.field in PAIR_FIELDS)
        separators[column.index] = name
        example = next((cell for cell in cells if SEPARATORS[name] in cell), None)
        if example and name != "semicolon":
            notes.append(LIST_SEPARATED(column=column.heading, separator=SEPARATOR_NAMES[name](), example=example[:60]))
    return separators, notes


def _last_name_first(
    rows: Sequence[CleanRow], columns: Sequence[UsedColumn], answers: Mapping[str, bool]
) -> list[Question]:
    for column in columns:
        if column.field == "name":
            names = [row.cells[column.index] for row in rows if column.index in row.cells]
            turned = [name for name in names if first_name_first(name)]
            if turned:
                asked = LAST_NAME_FIRST(column=column.heading, count=len(turned), example=turned[0][:60])
                return [question("last-name-first", asked, answers, proposed=2 * len(turned) >= len(names))]
    return []


def _first_wish(columns: Sequence[UsedColumn], answers: Mapping[str, bool]) -> tuple[int, Question] | None:
    """The first of several ranked columns of wishes, and the question whether it is a must."""
    ranked = [
        (part.number, column)
        for column in columns
        if column.field == "ranked_wishes" and (part := numbered(column.heading))
    ]
    if len(ranked) < 2:
        return None
    first = min(ranked, key=lambda each: each[0])[1]
    return first.index, question("first-wish", FIRST_WISH(column=first.heading, count=len(ranked)), answers)


def _one_organisation(
    rows: Sequence[ConvertedRow], columns: Sequence[UsedColumn], answers: Mapping[str, bool], log: CleaningLog
) -> list[Question]:
    """`Freelance` is where many people work who may well meet: asked once, and kept as the job title."""
    alike = [row for row in rows if identity(row.fields.get("organisation", "")) in _NO_ORGANISATION]
    if not alike:
        return []
    names = tuple(f"“{name}”" for name, _ in Counter(row.fields["organisation"] for row in alike).most_common(4))
    asked = question("one-organisation", ONE_ORGANISATION(count=len(alike), names=names), answers)
    if not asked.holds:
        heading = next((column.heading for column in columns if column.field == "organisation"), "")
        for row in alike:
            told = row.fields.pop("organisation")
            row.fields.setdefault("job_title", told)
            log.add(NO_ORGANISATION, heading, row.number, told)
    return [asked]


def _too_long(sheet: Sheet) -> dict[int, Message]:
    """Rows with more cells than the list has columns: a delimiter within a text, without quotation marks."""
    if sheet.delimiter is None:
        return {}
    sign = DELIMITERS.get(sheet.delimiter, sheet.delimiter)
    width = len(sheet.header)
    return {
        row.number: TOO_MANY_CELLS(cells=len(row.cells), columns=width, delimiter=sign)
        for row in sheet.rows
        if any(cell.strip() for cell in row.cells[width:])
    }
