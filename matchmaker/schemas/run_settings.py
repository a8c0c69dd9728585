"""Input of the settings of a solve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

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
        validate=validate.Range(1, MAX_TIME_LIMIT, error="Enter a whole number of seconds from {min} to {max}."),
    )
    seed = fields.Integer(
        strict=True,
        load_default=0,
        validate=validate.Range(0, LARGEST_SEED, error="Enter a whole number from {min} to {max}."),
    )

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> SolveSettings:
        return SolveSettings(**data)
