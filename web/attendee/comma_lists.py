"""Lists in one text field: `yeast, stem cells`; an item that contains a comma is quoted: `"learning, deep"`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

MOST_ITEMS = 200
"""More than any list of the form may have: a list of so many items is refused, whatever follows."""
_ITEM = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*(?=[,\n]|$)|[^,\n]+')


def split(text: str) -> list[str]:
    """The items between commas and line ends, without the empty ones; of very many, the first MOST_ITEMS."""
    found = _ITEM.finditer(text.replace("\r\n", "\n"))
    items = (match[0] if match[1] is None else match[1].replace('""', '"') for match in found)
    return list(islice(filter(None, map(str.strip, items)), MOST_ITEMS))


def join(items: Iterable[str]) -> str:
    """The inverse of `split`, for non-empty items without surrounding whitespace."""
    return ", ".join(_quoted(item) if re.search(r'[,\n]|^"', item) else item for item in items)


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'
