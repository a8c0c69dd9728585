"""Scores of pairs, runs of the solver, and the plans that come of them."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.models.base import Base, UtcDateTime, enum_text, now, public_id


class PairScore(Base):
    """What a meeting of two people is worth (0-100) and why, as of the event's last scoring. Smaller id first."""

    __tablename__ = "pair_score"

    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    score: Mapped[int]
    reasons: Mapped[list[Any]]


class RunStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    INFEASIBLE = "infeasible"
    CANCELLED = "cancelled"
    FAILED = "failed"


class RunCommand(enum.StrEnum):
    """What a person asked of a run under way: stop and keep the best so far, or give it up."""

    STOP = "stop"
    CANCEL = "cancel"


_ACTIVE = "status IN ('queued', 'running')"


class SolveRun(Base):
    """One solve of one immutable snapshot. The row is the truth; the job in the queue is only a nudge."""

    __tablename__ = "solve_run"
    __table_args__ = (
        Index(
            "uq_solve_run_one_active",
            "event_id",
            unique=True,
            sqlite_where=text(_ACTIVE),
            postgresql_where=text(_ACTIVE),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    status: Mapped[RunStatus] = mapped_column(enum_text(RunStatus), default=RunStatus.QUEUED)
    command: Mapped[RunCommand | None] = mapped_column(enum_text(RunCommand))
    seed: Mapped[int] = mapped_column(default=0)
    time_limit: Mapped[float]
    data_version: Mapped[int | None]
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    snapshot_sha256: Mapped[str | None] = mapped_column(String(64))
    attempt: Mapped[int] = mapped_column(default=0)
    """Rises when a worker takes the run; a write by an earlier attempt finds no row."""
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stage: Mapped[str] = mapped_column(String(60), default="waiting for a worker")
    value: Mapped[int | None]
    bound: Mapped[float | None]
    meetings: Mapped[int | None]
    trace: Mapped[list[Any]] = mapped_column(default=list)
    """Points for the picture: [seconds, value, bound] each."""
    message: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PlanStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Plan(Base):
    """A verified schedule of an event, numbered; attendees only ever see the published one."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("event_id", "number"), UniqueConstraint("run_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("solve_run.id", ondelete="SET NULL"))
    number: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(enum_text(PlanStatus), default=PlanStatus.DRAFT)
    optimal: Mapped[bool]
    tiers: Mapped[list[Any]]
    """[{"tier", "value", "bound"}], as the solver proved and the verifier recomputed them."""
    seconds: Mapped[float]
    data_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    meetings: Mapped[list[Meeting]] = relationship(
        order_by="Meeting.starts_at, Meeting.id", cascade="all, delete-orphan"
    )


class Meeting(Base):
    """One meeting of a plan. Times and the table's name are copied: a plan never changes with the event's frame."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("plan_id", "table_id", "starts_at", "place"),
        CheckConstraint("a_id <> b_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"))
    table_name: Mapped[str] = mapped_column(String(60))
    seat_number: Mapped[int] = mapped_column("place", default=0)
    """Which of the table's places (0 to capacity - 1): the database itself refuses a table filled twice."""
    score: Mapped[int]
    reasons: Mapped[list[Any]]

    seats: Mapped[list[Seat]] = relationship(cascade="all, delete-orphan")


class Seat(Base):
    """One of the two people of a meeting: the database itself refuses to book a person twice."""

    __tablename__ = "seat"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)


class Appointment(Base):
    """What calendars outside were told of a pair's meeting: one UID for ever, a sequence that only rises."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("event_id", "a_id", "b_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    """0 for a pair's first meeting, 1 for its second."""
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    table_name: Mapped[str] = mapped_column(String(60))
    reasons: Mapped[list[Any]]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
