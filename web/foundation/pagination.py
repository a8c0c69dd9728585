"""The page of a list that the address asks for (`?page=3`)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from matchmaker.pages import Page, Row, page_of


def requested_page() -> int:
    """The page number in the address; 1 if there is none."""
    return request.args.get("page", 1, type=int)


def paginate(rows: Sequence[Row], size: int) -> Page[Row]:
    """The requested page of the rows, `size` rows to a page."""
    return page_of(rows, requested_page(), size)
