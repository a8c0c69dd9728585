"""How an uploaded file is read: the choices of the form."""

from __future__ import annotations

from matchmaker.errors import InvalidInputError
from matchmaker.messages.texts.importing import DELIMITER_NAMES, SEPARATOR_NAMES, UNKNOWN_HEADING_ROW
from matchmaker.roster.importing import ENCODINGS, ReadingChoices
from matchmaker.roster.importing.cells.lists import SEPARATORS
from matchmaker.roster.importing.reading.choices import DELIMITERS
from web.foundation.forms import Form
from web.foundation.language import _, composed


def choices_of(form: Form) -> ReadingChoices:
    """Raises InvalidInputError, located at the field."""
    heading_row = form.value("heading_row").strip()
    if heading_row and not (heading_row.isdecimal() and len(heading_row) < 6):
        raise InvalidInputError.at("heading_row", UNKNOWN_HEADING_ROW(most=1000))
    return ReadingChoices(
        encoding=form.value("encoding") or None,
        delimiter=form.value("delimiter") or None,
        sheet=form.value("sheet").strip() or None,
        heading_row=int(heading_row) if heading_row else None,
        list_separator=form.value("list_separator") or None,
    )


def reading_options() -> dict[str, list[tuple[str, str]]]:
    """What the form offers: (value, words) of each choice."""
    detected = ("", _("as detected"))
    return {
        "encodings": [detected, *((name, _(label)) for name, label in ENCODINGS.items())],
        "delimiters": [detected, *((name, composed(DELIMITER_NAMES[name]())) for name in DELIMITERS)],
        "separators": [detected, *((name, composed(SEPARATOR_NAMES[name]())) for name in SEPARATORS)],
    }
