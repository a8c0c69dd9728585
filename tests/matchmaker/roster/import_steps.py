"""The steps of an import in one call each, and all rows of a database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.audit import COMMAND_LINE
from matchmaker.models import AuditEntry, Base, Event, RosterImport
from matchmaker.roster.importing import (
    ImportPreview,
    ImportResult,
    commit_import,
    preview,
    read_upload,
    ready,
    set_mapping,
    upload,
)
from tests.matchmaker.roster.sample_files import csv_file

_IMPORTS = ("roster_import", "import_sheet", "import_proposal", "import_proposal_page", "import_work")
_NOT_ROSTER = {*_IMPORTS, AuditEntry.__tablename__}
_COUNTERS = {"version", "data_version"}


def uploaded(session: Session, event: Event, *rows: list[str], mapping: dict[str, str] | None = None) -> RosterImport:
    roster_import = upload(session, COMMAND_LINE, event, read_upload("list.csv", csv_file(*rows)))
    if mapping:
        set_mapping(session, COMMAND_LINE, roster_import, mapping)
    return roster_import


def previewed(session: Session, event: Event, *rows: list[str]) -> ImportPreview:
    return preview(session, event, uploaded(session, event, *rows))


def committed(
    session: Session,
    event: Event,
    roster_import: RosterImport,
    *,
    skip_faulty: bool = False,
    expected_digest: str | None = None,
) -> ImportResult:
    proposed = ready(preview(session, event, roster_import))
    return commit_import(
        session,
        COMMAND_LINE,
        event,
        roster_import,
        proposed,
        skip_faulty=skip_faulty,
        expected_digest=expected_digest,
    )


def imported(session: Session, event: Event, *rows: list[str]) -> ImportResult:
    return committed(session, event, uploaded(session, event, *rows))


def all_rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table except imports and audit entries, without versions."""
    session.flush()
    held = {}
    for table in Base.metadata.sorted_tables:
        if table.name in _NOT_ROSTER:
            continue
        ids = {"id"} if table.name in {"goal", "absence"} else set()
        columns = [column for column in table.columns if column.name not in _COUNTERS | ids]
        held[table.name] = sorted(map(tuple, session.execute(select(*columns))), key=repr)
    return held
