"""Organizers, groups and the meeting rules between them, attendees."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.models.answers import Absence, AttendeeInterest, Goal
from matchmaker.models.base import Base, UtcDateTime, enum_text, now, public_id


class Organizer(Base):
    __tablename__ = "organizer"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class EventOrganizer(Base):
    """This organizer runs this event."""

    __tablename__ = "event_organizer"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), primary_key=True)


class Group(Base):
    """A kind of attendee, such as buyer, supplier or mentor. Its meeting limits override the event's."""

    __tablename__ = "attendee_group"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(60))
    min_meetings: Mapped[int | None]
    max_meetings: Mapped[int | None]


class MeetingRule(Base):
    """Members of the two groups may meet in blocks whose audience is `rules`. One row per pair, smaller id first."""

    __tablename__ = "meeting_rule"
    __table_args__ = (UniqueConstraint("group_a_id", "group_b_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    group_a_id: Mapped[int] = mapped_column(ForeignKey("attendee_group.id", ondelete="CASCADE"))
    group_b_id: Mapped[int] = mapped_column(ForeignKey("attendee_group.id", ondelete="CASCADE"))


class AttendeeStatus(enum.StrEnum):
    """Invited: on the list; active: has answered; withdrawn: left out of planning."""

    INVITED = "invited"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Attendee(Base):
    __tablename__ = "attendee"
    __table_args__ = (UniqueConstraint("event_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str | None] = mapped_column(String(100))
    """The organizer's own number for this person; identifies people without an e-mail address."""
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), index=True)
    """Several people may share an address, like a team's."""
    organisation: Mapped[str] = mapped_column(String(200), default="")
    job_title: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    """Free text: the person's work, or an abstract."""
    language: Mapped[str | None] = mapped_column(String(16))
    """None: the event's language."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("attendee_group.id", ondelete="SET NULL"), index=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"), index=True)
    status: Mapped[AttendeeStatus] = mapped_column(enum_text(AttendeeStatus), default=AttendeeStatus.INVITED)
    min_meetings: Mapped[int | None]
    max_meetings: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    group: Mapped[Group | None] = relationship()
    interests: Mapped[list[AttendeeInterest]] = relationship(
        order_by="AttendeeInterest.position", cascade="all, delete-orphan"
    )
    goals: Mapped[list[Goal]] = relationship(order_by="Goal.id", cascade="all, delete-orphan")
    absences: Mapped[list[Absence]] = relationship(order_by="Absence.starts_at", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy on the class
