"""Shared by all tables: constraint names, timestamps in UTC, enumerations stored as text."""

from __future__ import annotations

import enum
import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

from matchmaker.messages import Message


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - read by SQLAlchemy on the class


class StoredMessage(TypeDecorator[Message]):
    """A message as `Message.to_json()`; its sentence is made when it is shown."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Message | None, dialect: Dialect) -> Any:
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any, dialect: Dialect) -> Message | None:
        return None if value is None else Message.from_json(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A timestamp. Accepts only time-zone-aware values; both databases return UTC."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a timestamp needs a time zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_text(kind: type[enum.StrEnum], name: str | None = None) -> Enum:
    """A column type that stores an enumeration as text, checked by the database.

    `name`: the name of the check constraint, by default the lower-case name of the class.
    """
    return Enum(
        kind,
        native_enum=False,
        length=24,
        values_callable=lambda k: [m.value for m in k],
        create_constraint=True,
        name=name or kind.__name__.lower(),
    )


def now() -> datetime:
    return datetime.now(UTC)


def public_id() -> str:
    """An identifier for use in URLs: random, so it reveals nothing and cannot be guessed from another one."""
    return secrets.token_urlsafe(9)
