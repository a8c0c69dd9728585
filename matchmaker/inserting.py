"""Inserting rows of which some may be there already, put there by somebody else at the same moment or unseen."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matchmaker.models import Base

_DIALECTS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def insert_missing(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows in one statement; one that a unique constraint refuses is left as it stands."""
    if rows:
        insert = _DIALECTS[session.get_bind().dialect.name].insert
        session.execute(insert(model).on_conflict_do_nothing(), rows)
