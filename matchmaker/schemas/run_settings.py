"""Input of the settings of a solve."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load

from matchmaker.messages.texts.schemas import SECONDS, TOO_LONG, TOO_MANY, WHOLE_NUMBER
from matchmaker.models import Aim
from matchmaker.schemas.bounded_list import BoundedList
from matchmaker.schemas.rules import between, length

MAX_TIME_LIMIT = 7200
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class SolveSettings:
    """`time_limit` in seconds; the same seed on the same data makes the same search decisions."""

    time_limit: int = 60
    seed: int = 0


class Mode(enum.StrEnum):
    """Plan anew, or stay near the published plan: fill free places only, or make some changes."""

    ANEW = "anew"
    FILL = "fill"
    CHANGE = "change"


class Counted(enum.StrEnum):
    """What a limit on changes counts."""

    MEETINGS = "meetings"
    PEOPLE = "people"


MOST_CHANGES = 100_000
MOST_MINUTES = 7 * 24 * 60
DEFAULT_CHANGES = 6
MOST_KEPT_PEOPLE = 200


@dataclass(frozen=True)
class NearSettings(SolveSettings):
    """`limit` counts meetings or people (`counted`). Nothing changes in slots that start within `frozen_minutes`, in
    the slots `frozen` (ids), and for the people in `kept` (names or addresses)."""

    mode: Mode = Mode.ANEW
    aim: Aim = Aim.EVERYBODY
    limit: int = DEFAULT_CHANGES
    counted: Counted = Counted.MEETINGS
    frozen_minutes: int | None = None
    frozen: tuple[int, ...] = ()
    kept: tuple[str, ...] = ()


class SolveSchema(Schema):
    time_limit = fields.Integer(
        strict=True,
        load_default=60,
        validate=between(SECONDS, 1, MAX_TIME_LIMIT),
    )
    seed = fields.Integer(
        strict=True,
        load_default=0,
        validate=between(WHOLE_NUMBER, 0, LARGEST_SEED),
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> SolveSettings:
        return SolveSettings(**data)


class NearSchema(SolveSchema):
    mode = fields.Enum(Mode, by_value=True, load_default=Mode.ANEW)
    aim = fields.Enum(Aim, by_value=True, load_default=Aim.EVERYBODY)
    limit = fields.Integer(strict=True, load_default=DEFAULT_CHANGES, validate=between(WHOLE_NUMBER, 0, MOST_CHANGES))
    counted = fields.Enum(Counted, by_value=True, load_default=Counted.MEETINGS)
    frozen_minutes = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=between(WHOLE_NUMBER, 0, MOST_MINUTES)
    )
    frozen = fields.List(fields.Integer(validate=between(WHOLE_NUMBER, 1, LARGEST_SEED)), load_default=list)
    kept = BoundedList(
        fields.String(validate=length(TOO_LONG, most=200)),
        TOO_MANY,
        MOST_KEPT_PEOPLE,
        load_default=list,
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> NearSettings:
        return NearSettings(**data | {name: tuple(data[name]) for name in ("frozen", "kept")})
