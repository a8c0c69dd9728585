"""E-mail addresses as they are copied from other programs: `Ada <ada@example.org>`, `mailto:`, trailing signs."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from matchmaker.schemas.roster import looks_like_email

_PARTS = re.compile(r"[;,|\n]+|\s+(?:or|and|oder|und|ou|et|/)\s+|\s*/\s*")
_NAMED = re.compile(r'\s*"?([^<>"]*?)"?\s*<\s*([^<>]+?)\s*>\s*')
_AROUND = "\"'`´“”‘’«»<>()[]{}.,;:!… \t\n"


class Addresses(NamedTuple):
    """`found`: all different addresses in the cell, in order; `name`: the name beside the first, or nothing."""

    found: list[str]
    name: str = ""


def addresses_in(text: str) -> Addresses:
    """The addresses; none if some part of the cell is no address."""
    bare = "".join(c for c in text if unicodedata.category(c) != "Cf").replace("\u00a0", " ").strip()
    if looks_like_email(bare):
        return Addresses([bare])
    found: dict[str, str] = {}
    name = ""
    for part in filter(None, (part.strip() for part in _PARTS.split(_without_commas_in_names(bare)))):
        label, address = _address(part)
        if not looks_like_email(address):
            return Addresses([])
        found.setdefault(address.casefold(), address)
        name = name or label
    return Addresses(list(found.values()), name)


def _without_commas_in_names(text: str) -> str:
    """`"Byron, Ada" <ada@…>` is one part."""
    return re.sub(r'"([^"]*)"\s*(?=<)', lambda quoted: quoted[1].replace(",", "\u0000") + " ", text)


def _address(part: str) -> tuple[str, str]:
    named = _NAMED.fullmatch(part)
    label, address = (named[1].replace("\u0000", ",").strip(), named[2]) if named else ("", part)
    address = re.sub(r"\s*@\s*", "@", address.strip(_AROUND))
    address = re.sub(r"(?i)\A(?:mailto|smtp|e-?mail)\s*:\s*", "", address).partition("?")[0]
    return label, address.strip(_AROUND)
