"""Uploaded attendee lists, and what is kept of them until they are imported or discarded."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.models.base import Base, UtcDateTime, enum_text, now, public_id


class ImportStatus(enum.StrEnum):
    UPLOADED = "uploaded"
    COMMITTED = "committed"
    UNDONE = "undone"


class RosterImport(Base):
    """An uploaded attendee file: its content, its column mapping, and the former data that undo needs."""

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How the organizer wants the file to be read; what is missing is detected."""
    shape: Mapped[str | None] = mapped_column(String(64), index=True)
    """Digest of the headings as they were detected: the next list of the same shape is read and mapped alike."""
    mapping: Mapped[dict[str, Any]]
    """Column -> field, for every column of the file in order."""
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Question key -> yes or no."""
    status: Mapped[ImportStatus] = mapped_column(enum_text(ImportStatus), default=ImportStatus.UPLOADED)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    """What the commit overwrote or created, for undo."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    committed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportSheet(Base):
    """The parsed table of an open import, packed, so that the file is parsed only once."""

    __tablename__ = "import_sheet"

    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id", ondelete="CASCADE"), primary_key=True)
    samples: Mapped[dict[str, Any]]
    """Column -> some of its cells."""
    facts: Mapped[dict[str, Any]]
    """How the file was read, and its first lines."""
    packed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ImportProposal(Base):
    """What an open import would do, packed: it is computed once, then shown page by page and written."""

    __tablename__ = "import_proposal"

    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id", ondelete="CASCADE"), primary_key=True)
    inputs: Mapped[str] = mapped_column(String(64))
    """Digest of the list, its mapping and the answers: with others, the proposal is void."""
    roster: Mapped[str] = mapped_column(String(64))
    """The version of the roster that the list was compared with."""
    summary: Mapped[bytes] = mapped_column(LargeBinary)
    changes: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class ImportProposalPage(Base):
    """One page of a proposal's rows, packed: of all rows (`outcome` empty) or of those with one outcome."""

    __tablename__ = "import_proposal_page"

    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id", ondelete="CASCADE"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class ImportTask(enum.StrEnum):
    CHECK = "check"
    COMMIT = "commit"


class ImportWork(Base):
    """The work on an import: in progress while it has a token, otherwise stopped or failed."""

    __tablename__ = "import_work"

    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id", ondelete="CASCADE"), primary_key=True)
    task: Mapped[ImportTask] = mapped_column(enum_text(ImportTask))
    token: Mapped[str | None] = mapped_column(String(16))
    """Whoever does the work names it in every write, so that its place can be taken."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stage: Mapped[str] = mapped_column(String(20), default="reading")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Why the work ended without a result."""
