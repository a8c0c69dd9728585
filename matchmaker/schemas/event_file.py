"""Input of an event's setup: settings, groups, rules, blocks, tables, closures, weights; each part is optional."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load

from matchmaker.messages.texts.schemas import NAME_OF_TABLE, NOT_A_RULE, TOO_MANY, UNKNOWN_WEIGHTS
from matchmaker.schemas.agenda import MAX_BLOCKS, BlockDetails, BlockSchema
from matchmaker.schemas.bounded_list import BoundedList
from matchmaker.schemas.event import EventDetails, EventSchema
from matchmaker.schemas.groups import MAX_GROUPS, GroupDetails, GroupSchema
from matchmaker.schemas.rules import length, refused
from matchmaker.schemas.tables import MAX_TABLES, ClosureDetails, ClosureSchema, TableRange, TablesSchema
from matchmaker.schemas.weights import PRESETS, Weights, WeightsSchema


@dataclass(frozen=True)
class TableClosure:
    """A closure and the name of its table."""

    table: str
    closure: ClosureDetails


@dataclass(frozen=True)
class EventFile:
    """The parts of an event's setup; None: not in the file."""

    event: EventDetails | None = None
    groups: list[GroupDetails] | None = None
    rules: list[tuple[str, str]] | None = None
    blocks: list[BlockDetails] | None = None
    tables: list[TableRange] | None = None
    closures: list[TableClosure] | None = None
    weights: Weights | None = None


class _TableClosureSchema(ClosureSchema):
    table = fields.String(required=True, validate=length(NAME_OF_TABLE, least=1))

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> TableClosure:
        return TableClosure(data.pop("table"), ClosureDetails(**data))


class _WeightsField(fields.Nested):
    """Either the name of a preset or the weights themselves."""

    def _deserialize(self, value: Any, *where: Any, **options: Any) -> Any:
        if not isinstance(value, str):
            return super()._deserialize(value, *where, **options)
        if value not in PRESETS:
            raise refused(UNKNOWN_WEIGHTS(name=value[:40], known=list(PRESETS)))
        return PRESETS[value].weights


class EventFileSchema(Schema):
    event = fields.Nested(EventSchema)
    groups = BoundedList(fields.Nested(GroupSchema), TOO_MANY, MAX_GROUPS)
    rules = fields.List(fields.List(fields.String(), validate=length(NOT_A_RULE, least=2, most=2)))
    blocks = BoundedList(fields.Nested(BlockSchema), TOO_MANY, MAX_BLOCKS)
    tables = BoundedList(fields.Nested(TablesSchema), TOO_MANY, MAX_TABLES)
    closures = fields.List(fields.Nested(_TableClosureSchema))
    weights = _WeightsField(WeightsSchema)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> EventFile:
        if "rules" in data:
            data["rules"] = [(a, b) for a, b in data["rules"]]
        return EventFile(**data)
