"""Input of an event's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from matchmaker.messages import DEFAULT_LANGUAGE, known_languages, language
from matchmaker.messages.texts.schemas import (
    EVENT_NAME,
    MAXIMUM_BELOW_MINIMUM,
    NAME_TOO_LONG,
    TOO_LONG,
    UNKNOWN_LANGUAGE,
    WHOLE_NUMBER,
)
from matchmaker.models import Aim
from matchmaker.schemas.lines import Line
from matchmaker.schemas.rules import between, length, refused
from matchmaker.time_zones.zones import question_about, zone_of

NAME_LENGTH = 200
MAX_MEETINGS = 500


@dataclass(frozen=True)
class EventDetails:
    """An event's settings. Limits of None: no limit."""

    name: str
    timezone: str
    language: str = DEFAULT_LANGUAGE
    venue: str = ""
    slot_minutes: int = 20
    pause_minutes: int = 5
    default_min_meetings: int = 0
    default_max_meetings: int | None = None
    max_consecutive: int | None = None
    request_limit: int = 20
    colleagues_may_meet: bool = False
    met_before_may_meet: bool = True
    aim: Aim = Aim.EVERYBODY


def _number(least: int, most: int, **options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=between(WHOLE_NUMBER, least, most), **options)


class TimeZone(Line):
    """A time zone of the IANA database, like `Europe/Oslo`; also a city or country that has one, like `Oslo`."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)[:64]
        zone = zone_of(text)
        if zone is not None:
            return zone
        raise ValidationError([question_about(text)])


def known_language(code: str) -> None:
    """Raises ValidationError unless there are texts in the language with this code."""
    if code not in known_languages():
        known = [language(one).name for one in known_languages()]
        raise refused(UNKNOWN_LANGUAGE(code=code[:16], known=known))


class EventSchema(Schema):
    name = Line(
        required=True,
        validate=[
            length(EVENT_NAME, least=1),
            length(NAME_TOO_LONG, most=NAME_LENGTH),
        ],
    )
    timezone = TimeZone(required=True)
    language = fields.String(load_default=DEFAULT_LANGUAGE, validate=known_language)
    venue = Line(load_default="", validate=length(TOO_LONG, most=200))
    slot_minutes = _number(1, 480, load_default=20)
    pause_minutes = _number(0, 240, load_default=5)
    default_min_meetings = _number(0, MAX_MEETINGS, load_default=0)
    default_max_meetings = _number(1, MAX_MEETINGS, load_default=None, allow_none=True)
    max_consecutive = _number(1, MAX_MEETINGS, load_default=None, allow_none=True)
    request_limit = _number(0, 2000, load_default=20)
    colleagues_may_meet = fields.Boolean(load_default=False)
    met_before_may_meet = fields.Boolean(load_default=True)
    aim = fields.Enum(Aim, by_value=True, load_default=Aim.EVERYBODY)

    @validates_schema
    def _the_minimum_is_within_the_maximum(self, data: dict[str, Any], **_: object) -> None:
        most = data["default_max_meetings"]
        if most is not None and data["default_min_meetings"] > most:
            raise refused(MAXIMUM_BELOW_MINIMUM(), "default_max_meetings")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> EventDetails:
        return EventDetails(**data)
