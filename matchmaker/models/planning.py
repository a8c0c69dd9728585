"""Pair scores, solver runs, and the plans that result from them."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.messages import Message
from matchmaker.messages.texts.planning import WAITING
from matchmaker.models.base import Base, StoredMessage, UtcDateTime, enum_text, now, public_id


class PairScore(Base):
    """The score of a meeting of two people (0-100) and its reasons, from the event's last scoring. Smaller id first."""

    __tablename__ = "pair_score"

    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    score: Mapped[int]
    reasons: Mapped[list[Any]]


class ProblemSnapshot(Base):
    """A problem file, compressed, stored once however many runs and plans are made from it; it never changes."""

    __tablename__ = "problem_snapshot"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The digest of the file before compression."""
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RunKind(enum.StrEnum):
    """What a run does: make a plan, make one near a base plan, or explain a base plan."""

    SOLVE = "solve"
    REPAIR = "repair"
    EXPLAIN = "explain"


class RunStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    INFEASIBLE = "infeasible"
    CANCELLED = "cancelled"
    FAILED = "failed"


class RunCommand(enum.StrEnum):
    """A request to a run in progress: stop and keep the best plan so far, or discard the run."""

    STOP = "stop"
    CANCEL = "cancel"


_MAKES_A_PLAN = "status IN ('queued', 'running') AND kind <> 'explain'"


class SolveRun(Base):
    """One task for the solver, on an immutable snapshot. This row is its state; a job in the queue only wakes a worker.

    An event has at most one active run that makes a plan. Explanations may run beside it.
    """

    __tablename__ = "solve_run"
    __table_args__ = (
        Index(
            "uq_solve_run_one_active",
            "event_id",
            unique=True,
            sqlite_where=text(_MAKES_A_PLAN),
            postgresql_where=text(_MAKES_A_PLAN),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RunKind] = mapped_column(enum_text(RunKind), default=RunKind.SOLVE)
    base_plan: Mapped[int | None]
    """The number of the plan that is repaired or explained."""
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What a repair may change, or whom an explanation is about (`matchmaker.planning.runs.tasks`)."""
    status: Mapped[RunStatus] = mapped_column(enum_text(RunStatus), default=RunStatus.QUEUED)
    command: Mapped[RunCommand | None] = mapped_column(enum_text(RunCommand))
    seed: Mapped[int] = mapped_column(default=0)
    time_limit: Mapped[float]
    data_version: Mapped[int | None]
    snapshot_sha256: Mapped[str | None] = mapped_column(ForeignKey("problem_snapshot.sha256"), index=True)
    base_schedule: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The base plan as it was when the snapshot was taken: a schedule file of the snapshot."""
    attempt: Mapped[int] = mapped_column(default=0)
    """Rises when a worker takes the run; a write by an earlier attempt finds no row."""
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    searching_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the time limit began to count: after the scores and the snapshot."""
    weights: Mapped[dict[str, Any] | None]
    """Those of the scores in the snapshot."""
    stage: Mapped[Message] = mapped_column(StoredMessage, default=WAITING())
    value: Mapped[int | None]
    bound: Mapped[float | None]
    meetings: Mapped[int | None]
    trace: Mapped[list[Any]] = mapped_column(default=list)
    """Points of the progress chart: [seconds, value, bound] each."""
    message: Mapped[Message | None] = mapped_column(StoredMessage)
    """Why the run made no plan."""
    answer: Mapped[list[Any] | None] = mapped_column(deferred=True)
    """An explanation's result (`matchmaker.planning.runs.explanation`)."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PlanStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Plan(Base):
    """A verified, numbered schedule of an event; attendees see only the published one.

    With its snapshot it is the solver's problem and schedule again (`matchmaker.planning.plans.plan_to_schedule`).
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("event_id", "number"), UniqueConstraint("run_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("solve_run.id", ondelete="SET NULL"))
    """None for a plan edited by hand from its `base_plan_id`."""
    base_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    snapshot_sha256: Mapped[str | None] = mapped_column(ForeignKey("problem_snapshot.sha256"), index=True)
    """The problem that the plan solves; None only if the plan is older than this column and its run has none."""
    number: Mapped[int]
    version: Mapped[int] = mapped_column()
    """Incremented with every change of this row, to detect conflicting edits."""
    status: Mapped[PlanStatus] = mapped_column(enum_text(PlanStatus), default=PlanStatus.DRAFT)
    optimal: Mapped[bool]
    tiers: Mapped[list[Any]]
    """[{"tier", "value", "bound"}]: proved by the solver, values recomputed by the verifier."""
    figures: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    """Its figures when its meetings were decided; None for a plan older than this column."""
    seconds: Mapped[float]
    seed: Mapped[int] = mapped_column(default=0)
    program_version: Mapped[str] = mapped_column(String(40), default="")
    """The version of the program that made the schedule."""
    data_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    meetings: Mapped[list[Meeting]] = relationship(
        order_by="Meeting.starts_at, Meeting.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy on the class


class Meeting(Base):
    """One meeting of a plan. Times and table name are copies: changing the event's setup does not change a plan."""

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
    """0 to capacity - 1, so that a unique constraint in the database prevents overfilling a table."""
    score: Mapped[int]
    reasons: Mapped[list[Any]]
    pair: Mapped[int | None]
    """The index of the pair in the plan's snapshot: two people may have several entries there."""
    slot_key: Mapped[int | None]
    table_key: Mapped[int | None]
    """Primary keys as in the snapshot. The rows may have been removed since, so they are not foreign keys."""
    pinned: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the solver must leave it where it is."""

    seats: Mapped[list[Seat]] = relationship(cascade="all, delete-orphan")


class PlanEdit(Base):
    """One edit of a draft by hand. The last that is not undone can be undone, the first that is undone redone."""

    __tablename__ = "plan_edit"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    undone: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(200))
    replacements: Mapped[list[Any]]
    """[{"before", "after"}]: the meetings that were replaced (`matchmaker.planning.edits.placed`)."""
    change: Mapped[dict[str, Any]]
    """By tier, how much its value changed."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Seat(Base):
    """One of the two people of a meeting, so that a constraint in the database prevents double-booking a person."""

    __tablename__ = "seat"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)


class Appointment(Base):
    """A pair's meeting as last sent to calendars: a permanent UID and an increasing sequence number."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("event_id", "a_id", "b_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    """0 for the pair's first meeting, 1 for the second."""
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    table_name: Mapped[str] = mapped_column(String(60))
    reasons: Mapped[list[Any]]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
