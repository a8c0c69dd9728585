"""Who works on an import: one process at a time, claimed by a row that names a token.

The process writes its progress there, so that any process can show it. Whoever takes the token away stops it. If the
process dies, its claim expires.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from matchmaker.db import Database, insert_missing
from matchmaker.errors import MatchmakerError, StateError
from matchmaker.messages import Message
from matchmaker.messages.texts import roster as texts
from matchmaker.models import ImportTask, ImportWork, RosterImport, now
from matchmaker.roster.importing.imports import require_open
from matchmaker.roster.importing.progress import ImportProgress, Stage

CLAIM = timedelta(seconds=60)
"""Longer than a commit, whose transaction keeps its progress from being written."""
REPORT_INTERVAL = 0.4
"""Seconds between two writes of the progress, which also notice that the work was stopped."""


class StoppedError(StateError):
    """Somebody stopped the work or changed its inputs; nothing was written."""


@dataclass(frozen=True)
class WorkState:
    """The work on an import. `message`: why it ended without a result; None while it is in progress."""

    task: ImportTask
    progress: ImportProgress
    message: Message | None

    @property
    def working(self) -> bool:
        return self.message is None


@dataclass
class Claim:
    """The right to do this work, and the observer that writes its progress."""

    database: Database
    import_id: int
    token: str
    _written_at: float = 0.0

    def __call__(self, progress: ImportProgress) -> None:
        """Write the progress if the last time was a moment ago. Raises StoppedError if the work was stopped."""
        moment = time.monotonic()
        if moment < self._written_at + REPORT_INTERVAL and progress.stage is not Stage.WRITING:
            return
        self._written_at = moment
        with self.database.writing() as session:
            self._write(
                session, stage=progress.stage, done=progress.done, total=progress.total, expires_at=now() + CLAIM
            )

    def finish(self, session: Session) -> None:
        """End the work in the transaction of its result. Raises StoppedError if it was stopped before."""
        self._write(session, token=None)
        session.execute(delete(ImportWork).where(ImportWork.import_id == self.import_id))

    @contextmanager
    def ending(self) -> Iterator[None]:
        """If the block fails, write why, for the pages."""
        try:
            yield
        except StoppedError:
            raise
        except MatchmakerError as error:
            self._fail(error.messages[0])
            raise
        except BaseException:
            self._fail(texts.WORK_FAILED())
            raise

    def _fail(self, message: Message) -> None:
        with self.database.writing() as session:
            session.execute(self._update(token=None, message=message.to_json()))

    def _write(self, session: Session, **values: Any) -> None:
        written = session.execute(self._update(**values))
        assert isinstance(written, CursorResult)  # noqa: S101 - an UPDATE gives one
        if written.rowcount == 0:
            raise StoppedError(texts.STOPPED())

    def _update(self, **values: Any) -> Any:
        return update(ImportWork).filter_by(import_id=self.import_id, token=self.token).values(values)


def claim_work(database: Database, import_id: int, task: ImportTask) -> Claim | None:
    """Claim the work on an open import; None if somebody is at it. Raises StateError if it is already imported."""
    claim = Claim(database, import_id, secrets.token_urlsafe(9))
    with database.writing() as session:
        require_open(session.get_one(RosterImport, import_id))
        free = ImportWork.token.is_(None) | (ImportWork.expires_at < now())
        session.execute(delete(ImportWork).where(ImportWork.import_id == import_id, free))
        row = {"import_id": import_id, "task": task, "token": claim.token, "expires_at": now() + CLAIM}
        insert_missing(session, ImportWork, [row])
        holder = session.scalar(select(ImportWork.token).where(ImportWork.import_id == import_id))
    return claim if holder == claim.token else None


def stop_work(session: Session, roster_import: RosterImport) -> None:
    """Stop the work on an import. Raises StateError if there is none in progress."""
    query = update(ImportWork).where(ImportWork.import_id == roster_import.id, ImportWork.token.is_not(None))
    stopped = session.execute(query.values(token=None, message=texts.STOPPED().to_json()))
    assert isinstance(stopped, CursorResult)  # noqa: S101 - an UPDATE gives one
    if stopped.rowcount == 0:
        raise StateError(texts.NOTHING_TO_STOP())


def forget_ended_work(session: Session, roster_import: RosterImport) -> None:
    """Remove the note of why the last work ended, once somebody has read it."""
    ended = or_(ImportWork.token.is_(None), ImportWork.expires_at < now())
    session.execute(delete(ImportWork).where(ImportWork.import_id == roster_import.id, ended))


def work_on(session: Session, roster_import: RosterImport) -> WorkState | None:
    """The work in progress on an import, or how the last one ended without a result; None: neither."""
    row = session.get(ImportWork, roster_import.id, populate_existing=True)
    if row is None:
        return None
    progress = ImportProgress(Stage(row.stage), row.done, row.total)
    if row.token is None:
        return WorkState(row.task, progress, Message.from_json(row.message))
    return WorkState(row.task, progress, None if row.expires_at > now() else texts.INTERRUPTED())
