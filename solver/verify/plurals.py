"""Numbers with nouns in the verifier's sentences. Its own copy, because the verifier shares no code with the solver."""


def counted(number: int, noun: str) -> str:
    """`1 gap`, `2 gaps`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
