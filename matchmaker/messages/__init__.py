"""Everything the program says: messages as data, and the sentences that readers get in their language."""

from matchmaker.messages.compose import Reader, compose, filled
from matchmaker.messages.languages import DEFAULT_LANGUAGE, Language, known_languages, language, preferred_language
from matchmaker.messages.message import Message, Value
from matchmaker.messages.names import Ids, Names
from matchmaker.messages.sentence import Sentence, mark, plural, sentence

__all__ = [
    "DEFAULT_LANGUAGE",
    "Ids",
    "Language",
    "Message",
    "Names",
    "Reader",
    "Sentence",
    "Value",
    "compose",
    "filled",
    "known_languages",
    "language",
    "mark",
    "plural",
    "preferred_language",
    "sentence",
]
