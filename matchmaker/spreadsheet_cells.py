"""Escaping of spreadsheet cells that could be mistaken for formulas, and the reverse."""

from __future__ import annotations

import re

# starts of formulas (full-width forms too, which some programs convert), also after spaces or quotation marks
_DANGEROUS = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def safe_cell(text: str) -> str:
    """The text, with a leading apostrophe if it could run as a formula: spreadsheets then show it as text."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def plain_cell(text: str) -> str:
    """The original text of a `safe_cell`."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text, 1) else text
