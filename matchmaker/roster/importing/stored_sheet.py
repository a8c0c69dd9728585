"""The parsed table of an import, kept so that its file is parsed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session, undefer

from matchmaker.messages import Message
from matchmaker.models import ImportSheet, RosterImport
from matchmaker.roster.importing.packing import pack, unpack
from matchmaker.roster.importing.reading.choices import ReadingChoices
from matchmaker.roster.importing.reading.read_table import Sheet, SheetName, SheetRow, read_table

SAMPLES = 3
SAMPLE_LENGTH = 80
_SHOWN_COLUMNS = 12


@dataclass(frozen=True)
class SheetFacts:
    """How a file was read, without its rows: what the page shows beside the choices."""

    encoding: str | None
    delimiter: str | None
    sheet_name: str | None
    heading_row: int
    sheets: tuple[SheetName, ...]
    first_lines: tuple[SheetRow, ...]
    said: tuple[dict[str, Any], ...]

    @property
    def notes(self) -> list[Message]:
        return [Message.from_json(said) for said in self.said]


@dataclass(frozen=True)
class PackedSheet:
    """A table ready to be stored. `samples`: column -> some of its different cells; `facts`: a SheetFacts in JSON."""

    samples: dict[str, list[str]]
    facts: dict[str, Any]
    packed: bytes


def packed_sheet(sheet: Sheet) -> PackedSheet:
    """Raises InvalidInputError (`file`) if the table is too large."""
    return PackedSheet(_samples(sheet), msgspec.to_builtins(facts_of(sheet)), pack(sheet))


def facts_of(sheet: Sheet) -> SheetFacts:
    lines = tuple(
        SheetRow(line.number, tuple(cell[:SAMPLE_LENGTH] for cell in line.cells[:_SHOWN_COLUMNS]))
        for line in sheet.first_lines
    )
    return SheetFacts(
        sheet.encoding, sheet.delimiter, sheet.sheet_name, sheet.heading_row, sheet.sheets, lines, sheet.said
    )


def store_sheet(session: Session, roster_import: RosterImport, sheet: PackedSheet) -> None:
    """Keep the table, in place of an earlier one."""
    session.merge(
        ImportSheet(import_id=roster_import.id, samples=sheet.samples, facts=sheet.facts, packed=sheet.packed)
    )


def keep_sheet(session: Session, roster_import: RosterImport, sheet: Sheet) -> None:
    """Store the table if it was dropped."""
    if session.get(ImportSheet, roster_import.id) is None:
        store_sheet(session, roster_import, packed_sheet(sheet))


def sheet_of(session: Session, roster_import: RosterImport) -> Sheet:
    """The table as it was kept; if it was dropped, the file is parsed again."""
    kept = session.get(ImportSheet, roster_import.id, options=[undefer(ImportSheet.packed)])
    if kept is None:
        choices = ReadingChoices.from_json(roster_import.reading)
        return read_table(roster_import.content, roster_import.filename, choices)
    return unpack(kept.packed, Sheet)


def samples_of(session: Session, roster_import: RosterImport) -> dict[str, list[str]]:
    """Column -> some of its different cells; empty if the table was dropped."""
    kept = session.get(ImportSheet, roster_import.id)
    return kept.samples if kept else {}


def stored_facts(session: Session, roster_import: RosterImport) -> SheetFacts | None:
    """How the file was read; None if the table was dropped."""
    kept = session.get(ImportSheet, roster_import.id)
    return msgspec.convert(kept.facts, SheetFacts) if kept and kept.facts else None


def _samples(sheet: Sheet) -> dict[str, list[str]]:
    samples: dict[str, list[str]] = {}
    for index, column in enumerate(sheet.header):
        different: dict[str, None] = {}
        for row in sheet.rows:
            if index < len(row.cells) and row.cells[index].strip():
                different.setdefault(row.cells[index][:SAMPLE_LENGTH])
                if len(different) == SAMPLES:
                    break
        samples[column] = list(different)
    return samples
