"""Numbers of meetings as people write them: `up to 4`, `5.0`, `no limit`."""

from __future__ import annotations

import re

from matchmaker.text import identity

_WORDS = dict(
    zip(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(13)),
        strict=True,
    )
)
_WORDS |= {
    "null": "0",
    "eins": "1",
    "zwei": "2",
    "drei": "3",
    "vier": "4",
    "fünf": "5",
    "deux": "2",
    "trois": "3",
    "dos": "2",
    "tres": "3",
}
_UNLIMITED = re.compile(
    r"(?:no|without(?: an?y?)?|ohne|kein\w*|sans|sin|senza|geen) ?"
    r"(?:limits?|maximum|limite|límite|begrenzung|obergrenze)|"
    r"unlimited|unbegrenzt|illimit\w*|any(?: number)?|as many as possible|alle?|∞|inf(?:inity)?|egal|don'?t mind"
)
_AROUND = re.compile(
    r"\b(?:up to|at most|at least|max(?:imum|imal)?\.?|min(?:imum|imal)?\.?|no more than|not more than|bis(?: zu)?|"
    r"höchstens|mindestens|jusqu.à|hasta|about|approx\.?|ca\.?|only|of|meetings?|appointments?|slots?|termine?|treffen|rendez-vous|"
    r"rdv|reuniones|people|persons?|per (?:day|person|event)|each|total|or (?:less|fewer|more))\b|[≤≥<>=~+:]"
)
UNLIMITED = ""


def limit_of(text: str) -> str | None:
    """The number as digits, UNLIMITED for none, or None if the text is neither."""
    key = identity(text).strip(" .!")
    if _UNLIMITED.fullmatch(key):
        return UNLIMITED
    rest = " ".join(_AROUND.sub(" ", key).split()).strip(" .()")
    rest = _WORDS.get(rest, rest)
    whole = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", rest)
    return whole[1] if whole else None
