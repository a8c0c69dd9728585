"""Names written last name first."""

from __future__ import annotations

import re

_SUFFIXES = frozenset(
    [
        *("jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii", "iv", "esq", "phd", "dphil", "md"),
        *("msc", "bsc", "ma", "ba"),
        *("mba", "llm", "llb", "jd", "cpa", "pe", "rn", "dds", "edd", "psyd", "frs", "obe", "mbe", "cbe"),
        *("dipl ing", "ing", "eng"),
        *("inc", "ltd", "llc", "gmbh", "ag", "sa", "co", "corp", "limited", "plc", "bv"),
    ]
)
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_FIRST_NAMES = 4
_TITLE = re.compile(r"((?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Sir|Dame|Herr|Frau|Dipl|Ing)\b\.?[- ]*)+)(.+)", re.I | re.S)


def first_name_first(name: str) -> str | None:
    """`Byron, Ada` -> `Ada Byron`, `Dr. Hall, Grace` -> `Dr. Grace Hall`; None if the comma parts something else."""
    last, *others = (part.strip() for part in name.split(","))
    if not others or not last or not others[0] or not all(map(_is_suffix, others[1:])):
        return None
    if _is_suffix(others[0]) or len(others[0].split()) > _MOST_FIRST_NAMES or not _LETTERS.match(others[0]):
        return None
    found = _TITLE.fullmatch(last)
    title, last = (found[1].strip() + " ", found[2]) if found else ("", last)
    return ", ".join([f"{title}{others[0]} {last}", *others[1:]])


def _is_suffix(text: str) -> bool:
    """`PhD`, `Ph.D.`, `Jr`, `Inc.`, also before something else."""
    first = re.match(r"[^\W\d_]+(?:\.[^\W\d_]+)*", text)
    return first is not None and first[0].replace(".", "").casefold() in _SUFFIXES
