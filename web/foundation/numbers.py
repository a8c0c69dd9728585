"""Numbers in addresses: only those that an id in the database can be; any other address does not exist."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """`<int:number>` from 0 to LARGEST_ID."""

    def __init__(self, map: Map, **options: Any) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, **({"max": LARGEST_ID} | options))


def set_up(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter
