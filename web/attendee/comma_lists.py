"""Lists in one text field: `yeast, stem cells`; an item that contains a comma is quoted: `"learning, deep"`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

MOST_ITEMS = 200
_ITEM = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*(?=[,\n]|$)|[^,\n]+')


def split(text: str) -> list[str]:
    """The items between commas and line ends, without the empty ones; of very many, the first.

    No list may be as long as MOST_ITEMS, so what is left out is refused anyhow.
    """
    found = islice(_ITEM.finditer(text.replace("\r\n", "\n")), MOST_ITEMS)
    items = (match[0] if match[1] is None else match[1].replace('""', '"') for match in found)
    return [item.strip() for item in items if item.strip()]


def join(items: Iterable[str]) -> str:
    """The inverse of `split`, for non-empty items without surrounding whitespace."""
    return ", ".join(_quoted(item) if re.search(r'[,\n]|^"', item) else item for item in items)


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'
