"""Input of the relation between two people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load

from matchmaker.messages.texts.schemas import OTHER_PERSON, RELATION
from matchmaker.models import Relation
from matchmaker.schemas.rules import length


@dataclass(frozen=True)
class PairDetails:
    """`other`: name, e-mail address or id of the second person; `relation` None removes the relation."""

    other: str
    relation: Relation | None = None
    slot: int | None = None
    table: int | None = None


class PairDetailsSchema(Schema):
    other = fields.String(required=True, validate=length(OTHER_PERSON, least=1, most=254))
    relation = fields.Enum(
        Relation,
        by_value=True,
        load_default=None,
        allow_none=True,
        error_messages={"unknown": [RELATION()]},
    )
    slot = fields.Integer(strict=True, load_default=None, allow_none=True)
    table = fields.Integer(strict=True, load_default=None, allow_none=True)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> PairDetails:
        return PairDetails(**data)
