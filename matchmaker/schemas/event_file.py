"""Input of an event's setup: settings, groups, rules, blocks, tables, closures, weights; each part is optional."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from matchmaker.schemas.agenda import MAX_BLOCKS, BlockDetails, BlockSchema
from matchmaker.schemas.event import EventDetails, EventSchema
from matchmaker.schemas.groups import MAX_GROUPS, GroupDetails, GroupSchema
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
    table = fields.String(required=True, validate=validate.Length(1, error="Enter the name of the table."))

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> TableClosure:
        return TableClosure(data.pop("table"), ClosureDetails(**data))


class _WeightsField(fields.Nested):
    """Either the name of a preset or the weights themselves."""

    def _deserialize(self, value: Any, *where: Any, **options: Any) -> Any:
        if not isinstance(value, str):
            return super()._deserialize(value, *where, **options)
        if value not in PRESETS:
            raise ValidationError(f"There are no weights called “{value[:40]}”. Choose one of {', '.join(PRESETS)}.")
        return PRESETS[value].weights


class EventFileSchema(Schema):
    event = fields.Nested(EventSchema)
    groups = fields.List(fields.Nested(GroupSchema), validate=validate.Length(max=MAX_GROUPS, error="At most {max}."))
    rules = fields.List(
        fields.List(fields.String(), validate=validate.Length(equal=2, error="A rule is a pair of group names."))
    )
    blocks = fields.List(fields.Nested(BlockSchema), validate=validate.Length(max=MAX_BLOCKS, error="At most {max}."))
    tables = fields.List(fields.Nested(TablesSchema), validate=validate.Length(max=MAX_TABLES, error="At most {max}."))
    closures = fields.List(fields.Nested(_TableClosureSchema))
    weights = _WeightsField(WeightsSchema)

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> EventFile:
        if "rules" in data:
            data["rules"] = [(a, b) for a, b in data["rules"]]
        return EventFile(**data)
