"""Input of the settings of a solve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load

from matchmaker.messages.texts.schemas import SECONDS, WHOLE_NUMBER
from matchmaker.schemas.rules import between

MAX_TIME_LIMIT = 7200
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class SolveSettings:
    """`time_limit` in seconds; the same seed on the same data makes the same search decisions."""

    time_limit: int = 60
    seed: int = 0


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
