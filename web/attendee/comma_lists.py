"""Several things in one text field: `yeast, stem cells`, and `"learning, deep"` where one holds a comma itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ITEM = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*(?=[,\n]|$)|[^,\n]+')


def split(text: str) -> list[str]:
    """The things between commas and line ends; empty ones are left out."""
    found = _ITEM.finditer(text.replace("\r\n", "\n"))
    items = (match[0] if match[1] is None else match[1].replace('""', '"') for match in found)
    return [item.strip() for item in items if item.strip()]


def join(items: Iterable[str]) -> str:
    """One text from which `split` makes the same things again."""
    return ", ".join(_quoted(item) if re.search(r'[,\n]|^"', item) else item for item in items)


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'
