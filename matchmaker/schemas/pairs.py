"""What an organizer says of a person and somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from matchmaker.models import Relation


@dataclass(frozen=True)
class PairDetails:
    """`other`: a name, an e-mail address or an id; `relation` None forgets what was known."""

    other: str
    relation: Relation | None = None
    slot: int | None = None
    table: int | None = None


class PairDetailsSchema(Schema):
    other = fields.String(required=True, validate=validate.Length(1, 254, error="Say who the other person is."))
    relation = fields.Enum(
        Relation,
        by_value=True,
        load_default=None,
        allow_none=True,
        error_messages={"unknown": "Choose what you know of the two."},
    )
    slot = fields.Integer(strict=True, load_default=None, allow_none=True)
    table = fields.Integer(strict=True, load_default=None, allow_none=True)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> PairDetails:
        return PairDetails(**data)
