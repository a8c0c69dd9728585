"""One page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

Row = TypeVar("Row")
Other = TypeVar("Other")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of page number `page` (from 1) of `pages`; `total` counts the rows of all pages."""

    rows: Sequence[Row]
    page: int
    pages: int
    total: int

    def with_rows(self, rows: Sequence[Other]) -> Page[Other]:
        """The same page with its rows in another form."""
        return Page(rows, self.page, self.pages, self.total)


def page_of(rows: Sequence[Row], page: int, size: int) -> Page[Row]:
    """The page of the list, `size` rows to a page; a number out of range gives the nearest page."""
    page, pages = _within(page, size, len(rows))
    return Page(rows[(page - 1) * size : page * size], page, pages, len(rows))


def page_of_query(session: Session, query: Select[Row], page: int, size: int) -> Page[Row]:
    """The page of the ordered query's rows, read with one query after counting; otherwise like `page_of`."""
    count: Select[Any] = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    total = session.scalar(count) or 0
    page, pages = _within(page, size, total)
    rows = session.scalars(query.offset((page - 1) * size).limit(size)).all()
    return Page(rows, page, pages, total)


def _within(page: int, size: int, total: int) -> tuple[int, int]:
    """The nearest existing page number, and the number of pages (at least 1)."""
    pages = max(1, -(-total // size))
    return min(max(page, 1), pages), pages
