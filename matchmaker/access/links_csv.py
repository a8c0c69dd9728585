"""The personal links as a file, for organizers who send them by other means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from matchmaker.models import Attendee
from matchmaker.spreadsheet_cells import safe_cell


def links_csv(links: Iterable[tuple[Attendee, str]]) -> str:
    """Name, e-mail address, organisation, reference and link of each person; no cell can run as a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["Name", "E-mail", "Organisation", "Reference", "Personal link"])
    for person, link in links:
        texts = (person.name, person.email or "", person.organisation, person.reference or "")
        writer.writerow([*map(safe_cell, texts), link])
    return "\ufeff" + file.getvalue()  # Excel recognises UTF-8 by this byte order mark
