"""Attendees' answers (interests, goals, requests, absences) and the organizer's relations between pairs."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.models.base import Base, UtcDateTime, enum_text, now


class Interest(Base):
    """A keyword of this event; spellings that differ only in case or spacing count as one."""

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
    """What attendees network for. One person seeks it and another offers it; collaboration is sought by both."""

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
    """How much one attendee wants to meet another. A no is absolute and visible only to its author."""

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
    rank: Mapped[int | None] = mapped_column(default=None)
    """The place among the person's wishes, 1 for the first choice; only of a `like` from a list that ranks them."""
    by_organizer: Mapped[bool] = mapped_column(default=False)
    """Whether it comes from the organizer's file. Only such a no-thanks may be shown to the organizer."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Relation(enum.StrEnum):
    """What the organizer knows about a pair: met before, to be kept apart, or meeting already agreed."""

    MET_BEFORE = "met_before"
    KEEP_APART = "keep_apart"
    AGREED = "agreed"


class PairRelation(Base):
    """One row per pair, the smaller id first. An agreed meeting may have a fixed slot and table."""

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
    """A time when an attendee is away; slots that overlap it are not used for this attendee."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
