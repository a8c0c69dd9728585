"""What an error of the database means for whoever caused it, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import enum
import sqlite3
from typing import Final

from sqlalchemy import exc
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError


class DatabaseProblem(enum.Enum):
    """In each case the transaction was rolled back."""

    UNAVAILABLE = enum.auto()
    """Locked, restarting or not reachable: it may work in a moment."""
    FULL = enum.auto()
    """No room is left on its disk."""
    READ_ONLY = enum.auto()
    CONFLICT = enum.auto()
    """Another transaction wrote the same, or removed what this one refers to, at the same time."""
    NOT_STORABLE = enum.auto()
    """A number or a text that no column can hold."""


_SQLITE = {sqlite3.SQLITE_FULL: DatabaseProblem.FULL, sqlite3.SQLITE_READONLY: DatabaseProblem.READ_ONLY}
_SQLSTATE = {"53100": DatabaseProblem.FULL, "25006": DatabaseProblem.READ_ONLY}
_RACES: Final = frozenset(
    {
        sqlite3.SQLITE_CONSTRAINT_UNIQUE,
        sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
        sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
        "23505",  # unique_violation
        "23503",  # foreign_key_violation
    }
)
"""Constraints that two transactions may violate together; a missing or impossible value is a fault of the program."""


def problem_of(error: SQLAlchemyError) -> DatabaseProblem | None:
    """What the error means; None if only a fault of the program can cause it."""
    if isinstance(error, StaleDataError):
        return DatabaseProblem.CONFLICT
    if isinstance(error, DataError):
        return DatabaseProblem.NOT_STORABLE
    if isinstance(error, exc.TimeoutError):  # all connections of the pool are in use
        return DatabaseProblem.UNAVAILABLE
    original = getattr(error, "orig", None)
    if isinstance(error, IntegrityError):
        code = getattr(original, "sqlite_errorcode", None) or getattr(original, "sqlstate", None)
        return DatabaseProblem.CONFLICT if code in _RACES else None
    if isinstance(original, sqlite3.OperationalError):
        return _of_sqlite(original.sqlite_errorcode & 0xFF)  # without the extended part
    state = getattr(original, "sqlstate", None)
    if state in _SQLSTATE:
        return _SQLSTATE[state]
    return DatabaseProblem.UNAVAILABLE if isinstance(error, OperationalError) else None


def _of_sqlite(code: int) -> DatabaseProblem | None:
    """SQLITE_ERROR is a fault in a statement or in the schema."""
    return None if code == sqlite3.SQLITE_ERROR else _SQLITE.get(code, DatabaseProblem.UNAVAILABLE)
