"""The parsed table of an import, kept so that its file is parsed once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session, undefer

from matchmaker.models import ImportSheet, RosterImport
from matchmaker.roster.importing.packing import pack, unpack
from matchmaker.roster.importing.read_table import Sheet, read_table

SAMPLES = 3
SAMPLE_LENGTH = 80


@dataclass(frozen=True)
class PackedSheet:
    """A table ready to be stored. `samples`: column -> some of its different cells."""

    samples: dict[str, list[str]]
    packed: bytes


def packed_sheet(sheet: Sheet) -> PackedSheet:
    """Raises InvalidInputError (`file`) if the table is too large."""
    return PackedSheet(_samples(sheet), pack(sheet))


def store_sheet(session: Session, roster_import: RosterImport, sheet: PackedSheet) -> None:
    """Keep the table, in place of an earlier one."""
    session.merge(ImportSheet(import_id=roster_import.id, samples=sheet.samples, packed=sheet.packed))


def keep_sheet(session: Session, roster_import: RosterImport, sheet: Sheet) -> None:
    """Store the table if it was dropped."""
    if session.get(ImportSheet, roster_import.id) is None:
        store_sheet(session, roster_import, packed_sheet(sheet))


def sheet_of(session: Session, roster_import: RosterImport) -> Sheet:
    """The table as it was kept; if it was dropped, the file is parsed again."""
    kept = session.get(ImportSheet, roster_import.id, options=[undefer(ImportSheet.packed)])
    if kept is None:
        return read_table(roster_import.content, roster_import.filename, roster_import.encoding)
    return unpack(kept.packed, Sheet)


def samples_of(session: Session, roster_import: RosterImport) -> dict[str, list[str]]:
    """Column -> some of its different cells; empty if the table was dropped."""
    kept = session.get(ImportSheet, roster_import.id)
    return kept.samples if kept else {}


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
