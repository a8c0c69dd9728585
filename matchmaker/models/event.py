"""An event and its setup: blocks, slots, tables and their closures."""

from __future__ import annotations

import enum
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.messages import DEFAULT_LANGUAGE
from matchmaker.models.base import Base, UtcDateTime, enum_text, now, public_id


class Audience(enum.StrEnum):
    """Who may meet in a block: everybody, or only the pairs of groups named by the event's meeting rules."""

    EVERYBODY = "everybody"
    RULES = "rules"


class Aim(enum.StrEnum):
    """What comes first in a plan, after agreed meetings and minimums: that the least-served have more meetings, or that
    the points of all meetings add up to more."""

    EVERYBODY = "everybody"
    POINTS = "points"


class Event(Base):
    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(200))
    venue: Mapped[str] = mapped_column(String(200), default="")
    timezone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16), default=DEFAULT_LANGUAGE, server_default=DEFAULT_LANGUAGE)
    """The language of attendees' pages, mails and calendars, unless an attendee has their own."""
    slot_minutes: Mapped[int]
    pause_minutes: Mapped[int] = mapped_column(default=0)
    default_min_meetings: Mapped[int] = mapped_column(default=0)
    default_max_meetings: Mapped[int | None]
    max_consecutive: Mapped[int | None]
    request_limit: Mapped[int] = mapped_column(default=20)
    colleagues_may_meet: Mapped[bool] = mapped_column(default=False)
    met_before_may_meet: Mapped[bool] = mapped_column(default=True)
    answers_open: Mapped[bool] = mapped_column(default=True)
    weights: Mapped[dict[str, Any]]
    aim: Mapped[Aim] = mapped_column(enum_text(Aim), default=Aim.EVERYBODY, server_default=Aim.EVERYBODY.value)
    version: Mapped[int] = mapped_column()
    """Incremented with every edit of this row, to detect conflicting edits."""
    data_version: Mapped[int] = mapped_column(default=1)
    """Incremented with every change that affects a new solve; plans of an older version are stale."""
    scored_version: Mapped[int | None]
    """The data_version of the stored pair scores; None before the first scoring."""
    published_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", use_alter=True))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    blocks: Mapped[list[Block]] = relationship(
        order_by="Block.day, Block.starts", cascade="all, delete-orphan", back_populates="event"
    )
    slots: Mapped[list[Slot]] = relationship(order_by="Slot.starts_at", cascade="all, delete-orphan")
    tables: Mapped[list[MeetingTable]] = relationship(order_by="MeetingTable.position", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy on the class


class Block(Base):
    """An unbroken sequence of slots on one day, in the event's local time."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    audience: Mapped[Audience] = mapped_column(enum_text(Audience), default=Audience.EVERYBODY)

    event: Mapped[Event] = relationship(back_populates="blocks")
    slots: Mapped[list[Slot]] = relationship(
        order_by="Slot.starts_at", cascade="all, delete-orphan", back_populates="block"
    )


class Slot(Base):
    """One round of meetings, computed from its block in local time and stored in UTC."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("event_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    block: Mapped[Block] = relationship(back_populates="slots")


class MeetingTable(Base):
    """A table for `capacity` simultaneous meetings. A booth is a table that an attendee owns (`Attendee.table_id`)."""

    __tablename__ = "meeting_table"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    capacity: Mapped[int] = mapped_column(default=1)
    reserved: Mapped[bool] = mapped_column(default=False)
    """Whether only the table's owners may meet there."""

    closures: Mapped[list[Closure]] = relationship(  # of all tables loaded together, in one query
        order_by="Closure.starts_at", cascade="all, delete-orphan", lazy="selectin"
    )


class Closure(Base):
    """A time when a table is unavailable."""

    __tablename__ = "closure"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("meeting_table.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
