"""What a heading says about its column: the field, how sure that is, and whether it is about somebody else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from matchmaker.roster.importing.columns.headings import HEADINGS
from matchmaker.spelling import plain

EXACT, QUALIFIED, MENTIONED = 3, 2, 1
"""The heading itself; with words that change nothing (`your e-mail`); within a longer one."""
_FIELDS = {plain(heading): field for field, headings in HEADINGS.items() for heading in headings}
_COPY = re.compile(r"\s*\(\d+\)\s*\Z")
_NUMBERED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(\D*?)\s*(?:no\.?\s*|#\s*)?(\d{1,2})?", re.I)
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "erste": 1,
    "zweite": 2,
    "dritte": 3,
    "premier": 1,
}
_WEAK = frozenset(
    map(
        plain,
        [
            *("number", "no", "nr", "ticket", "ticket number", "order id", "code", "Nummer", "numéro"),
            *("número", "numero", "numer"),
            *("type", "kind", "Art", "tipo", "status", "statut", "estado", "stato", "title", "role", "function", "job"),
            *("table", "table number", "table no", "table nr", "Tisch", "mesa", "tavolo", "tafel", "bord"),
            *("stand", "name"),
            *("first", "user", "names", "people", "who", "contact", "person", "group", "category", "area"),
            *("areas", "fields", "must", "ad", "last", "position", "no.", "id"),
            *(
                "speaker",
                "attendee",
                "participant",
                "delegate",
                "description",
                "background",
                "introduction",
                "profile",
                "away",
            ),
            *("school", "college", "faculty", "agency", "available", "availability", "busy", "offer"),
            *("wants", "needs", "knows"),
            *("preferences", "requests", "research", "ente", "nom", "nome", "nombre", "mail", "poste"),
            *("resumo", "number of meetings"),
        ],
    )
)
"""Words that say something else within a longer heading: `Payment status`, `Table preference`."""
_CLEAR_ALONE = frozenset({"name", "names", "mail", "nom", "nome", "nombre", "first", "last", "id"})
_NEUTRAL = frozenset(
    plain(word)
    for word in [
        *("a", "an", "the", "your", "you", "my", "our", "their", "his", "her", "of", "for", "in", "on", "at"),
        *("to", "and", "or", "is", "are", "what", "which", "please", "enter", "full", "own", "attendee"),
        *("attendees", "participant", "participants", "delegate", "delegates", "guest", "registrant", "visitor"),
        *("official", "optional", "required", "field", "du", "de", "la", "le", "les", "l", "d", "des", "der"),
        *("die", "das", "den", "dem", "ihr", "ihre", "dein", "deine", "el", "los", "las", "del", "il", "lo"),
        *("della", "do", "da", "dos", "van", "het", "een", "votre", "vos", "su", "tu", "sua", "seu"),
        *("teilnehmer", "teilnehmers", "teilnehmerin", "participante", "partecipante"),
    ]
)
_HARMLESS = _NEUTRAL | frozenset(
    [
        *("primary", "main", "work", "business", "professional", "current", "person", "persons", "individual"),
        *("contact", "personal", "member", "event", "conference", "preferred", "who", "how", "many"),
    ]
)
_OF_A_PERSON = frozenset({"name", "first_name", "last_name", "email", "organisation"})
_SOMEBODY_ELSE = frozenset(
    [
        *("buyer", "buyers", "billing", "bill", "payer", "payee", "payment", "purchaser", "purchased", "invoice"),
        *("invoiced", "invoicing", "order", "orderer", "ordered", "booker", "booked", "customer", "emergency"),
        *("guardian", "parent", "assistant", "secretary", "manager", "supervisor", "referrer", "referred"),
        *("referee", "sponsor", "spouse", "plus", "companion", "kaufer", "besteller", "rechnung", "rechnungs"),
        *("acheteur", "facturation", "facture", "comprador", "facturacion", "acquirente", "fatturazione"),
    ]
)
_ATTENDEE = frozenset(
    [
        *("attendee", "attendees", "participant", "participants", "delegate", "delegates", "guest", "registrant"),
        *("visitor", "teilnehmer", "teilnehmers", "participante", "partecipante", "deelnemer", "deltagare"),
    ]
)
_MANY_WORDS = 5


class HeadingMatch(NamedTuple):
    """`sure`: EXACT, QUALIFIED or MENTIONED; `attendee`: it says that it is about the attendee.

    `weak`: its words are also used for other things. `clear`: nobody would read the heading otherwise.
    """

    field: str
    sure: int
    attendee: bool
    somebody_else: bool
    weak: bool
    clear: bool = False


class Numbered(NamedTuple):
    """`Choice 2` is number 2 of the series `choice`."""

    stem: str
    number: int


@lru_cache(maxsize=4096)
def heading_match(heading: str) -> HeadingMatch | None:
    """The field that the heading names, or None."""
    words = plain(_COPY.sub("", heading).lstrip("#*•- "))
    own = set(words.split())
    facts = (bool(own & _ATTENDEE), bool(own & _SOMEBODY_ELSE))
    if words in _FIELDS:
        weak = words in _WEAK
        return HeadingMatch(_FIELDS[words], EXACT, *facts, weak, clear=not weak or words in _CLEAR_ALONE)
    found = [known for known in _FIELDS if (len(known) > 2 or not known.isascii()) and f" {known} " in f" {words} "]
    for known in sorted(found, key=len, reverse=True):
        others = f" {words} ".replace(f" {known} ", " ", 1).split()
        neutral = _NEUTRAL if known in _WEAK else _HARMLESS
        if _FIELDS[known] in _OF_A_PERSON:
            neutral |= _SOMEBODY_ELSE
        harmless = all(word in neutral for word in others)
        if harmless or (known not in _WEAK and _is_its_subject(words, known)):
            return HeadingMatch(_FIELDS[known], QUALIFIED if harmless else MENTIONED, *facts, known in _WEAK)
    return None


def numbered(heading: str) -> Numbered | None:
    """`Prof1`, `1st choice`, `Interest #3`, `Second wish` as part of a series; None for other headings."""
    text = _COPY.sub("", heading).strip()
    first, _, rest = text.partition(" ")
    if first.casefold() in _ORDINALS and rest:
        return Numbered(plain(rest), _ORDINALS[first.casefold()])
    found = _NUMBERED.fullmatch(text)
    number = found and (found[1] or found[3])
    return Numbered(plain(found[2]), int(number)) if found and number and plain(found[2]) else None


def _is_its_subject(words: str, known: str) -> bool:
    """Headings name their subject at the end, or before `of`; questions name it anywhere."""
    return words.endswith(f" {known}") or words.startswith(f"{known} of ") or len(words.split()) >= _MANY_WORDS
