"""Input of a what-if: settings to try without changing the event."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from marshmallow import fields, post_load, validates_schema

from matchmaker.messages.texts.schemas import (
    BLOCK_INCOMPLETE,
    ENDS_BEFORE_START,
    MAXIMUM_BELOW_MINIMUM,
    NO_SUCH_PRESET,
    WHOLE_NUMBER,
)
from matchmaker.models import Aim
from matchmaker.schemas.agenda import local_day, local_time
from matchmaker.schemas.event import MAX_MEETINGS
from matchmaker.schemas.rules import between, refused
from matchmaker.schemas.run_settings import LARGEST_SEED, SolveSchema, SolveSettings
from matchmaker.schemas.tables import MAX_TABLES
from matchmaker.schemas.weights import PRESETS


@dataclass(frozen=True)
class WhatIf:
    """What to try. `more_tables`: tables more or, negative, fewer; `without_blocks`: ids of blocks to leave out;
    `block_day`, `block_starts`, `block_ends`: a further block, open to everybody; `preset`: "" for the event's weights.
    """

    slot_minutes: int
    pause_minutes: int
    default_min_meetings: int = 0
    default_max_meetings: int | None = None
    more_tables: int = 0
    without_blocks: tuple[int, ...] = ()
    block_day: date | None = None
    block_starts: time | None = None
    block_ends: time | None = None
    preset: str = ""
    aim: Aim = Aim.EVERYBODY

    def to_json(self) -> dict[str, Any]:
        times = {name: None if value is None else value.isoformat() for name, value in self._times().items()}
        return asdict(self) | times | {"without_blocks": list(self.without_blocks), "aim": self.aim.value}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> WhatIf:
        day, starts, ends = (stored[name] for name in ("block_day", "block_starts", "block_ends"))
        plain = cls(**stored | {"without_blocks": tuple(stored["without_blocks"]), "aim": Aim(stored["aim"])})
        if day is None or starts is None or ends is None:
            return plain
        return replace(
            plain,
            block_day=date.fromisoformat(day),
            block_starts=time.fromisoformat(starts),
            block_ends=time.fromisoformat(ends),
        )

    def _times(self) -> dict[str, date | time | None]:
        return {"block_day": self.block_day, "block_starts": self.block_starts, "block_ends": self.block_ends}


@dataclass(frozen=True)
class WhatIfRun:
    """A what-if with the settings of its solve."""

    what_if: WhatIf
    solve: SolveSettings


def _number(least: int, most: int, **options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=between(WHOLE_NUMBER, least, most), **options)


def _known_preset(name: str) -> None:
    if name and name not in PRESETS:
        raise refused(NO_SUCH_PRESET())


class WhatIfSchema(SolveSchema):
    slot_minutes = _number(1, 480, required=True)
    pause_minutes = _number(0, 240, required=True)
    default_min_meetings = _number(0, MAX_MEETINGS, load_default=0)
    default_max_meetings = _number(1, MAX_MEETINGS, load_default=None, allow_none=True)
    more_tables = _number(-MAX_TABLES, MAX_TABLES, load_default=0)
    without_blocks = fields.List(_number(1, LARGEST_SEED), load_default=list)
    block_day = local_day(load_default=None, allow_none=True)
    block_starts = local_time(load_default=None, allow_none=True)
    block_ends = local_time(load_default=None, allow_none=True)
    preset = fields.String(load_default="", validate=_known_preset)
    aim = fields.Enum(Aim, by_value=True, load_default=Aim.EVERYBODY)

    @validates_schema
    def _the_block_is_whole(self, data: dict[str, Any], **_: object) -> None:
        given = [data[name] for name in ("block_day", "block_starts", "block_ends")]
        if any(value is not None for value in given):
            if None in given:
                raise refused(BLOCK_INCOMPLETE(), "block_day")
            if data["block_ends"] <= data["block_starts"]:
                raise refused(ENDS_BEFORE_START(), "block_ends")

    @validates_schema
    def _the_minimum_is_within_the_maximum(self, data: dict[str, Any], **_: object) -> None:
        most = data["default_max_meetings"]
        if most is not None and data["default_min_meetings"] > most:
            raise refused(MAXIMUM_BELOW_MINIMUM(), "default_max_meetings")

    @post_load
    def _build(self, data: dict[str, Any], **_: object) -> WhatIfRun:
        solve = SolveSettings(data.pop("time_limit"), data.pop("seed"))
        return WhatIfRun(WhatIf(**data | {"without_blocks": tuple(data["without_blocks"])}), solve)
