"""A page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """Rows of one page, of `pages`; a page beyond the last one is the last one."""

    rows: Sequence[Row]
    page: int
    pages: int

    @classmethod
    def of(cls, rows: Sequence[Row], size: int) -> Part[Row]:
        pages = max(1, -(-len(rows) // size))
        page = min(max(request.args.get("page", 1, type=int), 1), pages)
        return cls(rows[(page - 1) * size : page * size], page, pages)
