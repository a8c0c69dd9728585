"""A list whose length is checked before its items, so that a long one costs nothing."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from marshmallow import fields

from matchmaker.messages import Sentence
from matchmaker.schemas.rules import length


class BoundedList(fields.List[Any]):
    """At most `most` items; the sentence may have the placeholder `most`."""

    def __init__(self, items: fields.Field[Any], too_many: Sentence, most: int, **options: Any) -> None:
        super().__init__(items, **options)
        self._check = length(too_many, most=most)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> list[Any]:
        if isinstance(value, Sized):
            self._check(value)
        return super()._deserialize(value, attr, data, **options)
