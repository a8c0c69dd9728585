"""The problem as the data stood at one moment: canonical, hashed, never changed again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.models import Event


@dataclass(frozen=True)
class Snapshot:
    """`problem_json` is a `meeting-problem/1` file with sorted keys; equal data gives equal bytes.

    People are `a<attendee id>`, slots `s<slot id>`, tables `t<table id>`: no names leave the database.
    """

    problem_json: bytes
    sha256: str
    data_version: int


def take_snapshot(session: Session, event: Event) -> Snapshot:
    """The event's problem, built from its last scoring in a constant number of queries."""
    raise NotImplementedError
