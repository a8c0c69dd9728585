"""Cells that no spreadsheet program takes for a formula, and the way back."""

from __future__ import annotations

import re

# what starts a formula (full-width forms too, which some programs fold), also behind blanks or quotation marks
_DANGEROUS = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if it could be run: spreadsheets then show it and do nothing."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def plain_cell(text: str) -> str:
    """The text that `safe_cell` was given."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text, 1) else text
