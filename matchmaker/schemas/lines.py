"""Texts of one line: names, titles, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields


class Line(fields.String):
    """A text in which every run of white space, line breaks included, is one space."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        return " ".join(text.split()) if isinstance(text, str) else text
