"""What attendees say: interests, goals, requests, absences; and what is known of pairs."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.models.base import Base, UtcDateTime, enum_text, now


class Interest(Base):
    """A keyword of this event; spellings that differ only in case or spacing are one."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(100))
    label: Mapped[str] = mapped_column(String(100))


class AttendeeInterest(Base):
    __tablename__ = "attendee_interest"

    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True)
    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    interest: Mapped[Interest] = relationship(lazy="joined")


class Direction(enum.StrEnum):
    SEEK = "seek"
    OFFER = "offer"


class GoalKind(enum.StrEnum):
    """What networking is for. Of each, one person seeks and another offers; collaboration is sought by both."""

    BUSINESS = "business"
    INVESTMENT = "investment"
    JOB = "job"
    MENTORING = "mentoring"
    KNOWLEDGE = "knowledge"
    COLLABORATION = "collaboration"
    INTRODUCTIONS = "introductions"
    OTHER = "other"


class Goal(Base):
    """One thing sought or offered: its kind, and optionally a topic (`knowledge` of `microfluidics`)."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("attendee_id", "direction", "kind", "topic_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    direction: Mapped[Direction] = mapped_column(enum_text(Direction))
    kind: Mapped[GoalKind] = mapped_column(enum_text(GoalKind))
    topic: Mapped[str] = mapped_column(String(200), default="")
    topic_key: Mapped[str] = mapped_column(String(200), default="")


class Grade(enum.StrEnum):
    """How much somebody wants to meet somebody. A no is absolute, and nobody's business but its author's."""

    MUST = "must"
    LIKE = "like"
    NO = "no"


class Request(Base):
    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("attendee_id", "other_id"),
        CheckConstraint("attendee_id <> other_id", name="not_oneself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    grade: Mapped[Grade] = mapped_column(enum_text(Grade))
    by_organizer: Mapped[bool] = mapped_column(default=False)
    """The organizer's file said so. Only such a no-thanks may ever be shown to the organizer again."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Relation(enum.StrEnum):
    """What the organizer knows of a pair: they have met before; they are to be kept apart; their meeting is agreed."""

    MET_BEFORE = "met_before"
    KEEP_APART = "keep_apart"
    AGREED = "agreed"


class PairRelation(Base):
    """Kept once per pair, the smaller id first. An agreed meeting may have its slot and table settled."""

    __tablename__ = "pair_standing"
    __table_args__ = (
        UniqueConstraint("a_id", "b_id"),
        CheckConstraint("a_id < b_id", name="smaller_id_first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    relation: Mapped[Relation] = mapped_column("standing", enum_text(Relation, "standing"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"))
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"))


class Absence(Base):
    """A time in which an attendee is away; a slot that overlaps it is not used for them."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
