"""What the schemas say about input."""

from matchmaker.messages.sentence import sentence

UNKNOWN_LANGUAGE = sentence(
    "language.unknown", "There are no texts in the language “{code}”. Choose one of: {known:list}."
)
