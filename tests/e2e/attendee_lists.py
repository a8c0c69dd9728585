"""Attendee lists to upload: the same twelve people as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types

HEADINGS = ("Full name", "E-mail", "Company", "Type", "Keywords", "Looking for", "Offers", "Booth", "Max meetings")
Row = tuple[str, ...]
TWELVE: tuple[Row, ...] = (
    ("Ada Byron", "ada@example.org", "Engines Ltd", "Buyers", "looms; poetry", "business: looms", "", "", ""),
    ("Blaise Roche", "blaise@example.org", "Calculs SA", "Buyers", "pressure; looms", "business: pumps", "", "", ""),
    ("Clara Weiss", "clara@example.org", "Klang GmbH", "Buyers", "sound; wood", "business: wood", "", "", ""),
    ("Dario Conti", "dario@example.org", "Conti Spa", "Buyers", "wood; glass", "business: glass", "", "", ""),
    ("Edith Moran", "edith@example.org", "Moran & Co", "Buyers", "glass; ships", "business: ships", "", "", ""),
    ("Farid Amin", "farid@example.org", "Amin Trading", "Buyers", "ships; pumps", "business: pumps", "", "", "3"),
    ("Grace Bell", "grace@example.org", "Ships Ltd", "Suppliers", "ships; sound", "", "business: ships", "", ""),
    ("Hugo Lind", "hugo@example.org", "Lind Glas AB", "Suppliers", "glass; wood", "", "business: glass", "", ""),
    ("Iris Okoro", "iris@example.org", "Okoro Pumps", "Suppliers", "pumps; pressure", "", "business: pumps", "", ""),
    ("Jonas Falk", "jonas@example.org", "Falk Looms", "Suppliers", "looms", "", "business: looms", "Booth 1", ""),
    ("Kaya Demir", "kaya@example.org", "Demir Ahşap", "Suppliers", "wood; poetry", "", "business: wood", "", ""),
    ("Lena Novak", "lena@example.org", "Novak s.r.o.", "Suppliers", "poetry; glass", "", "mentoring", "", ""),
)
FAULTY: tuple[Row, ...] = (
    *TWELVE[:4],
    ("Edith Moran", "edith at example", "Moran & Co", "Buyers", "glass; ships", "business: ships", "", "", ""),
    *TWELVE[5:],
)
"""The fifth person's e-mail address, Edith's, is invalid."""
LATER: tuple[Row, ...] = (
    ("Grace Bell", "grace@example.org", "Harbour Ltd", "Suppliers", "ships; sound", "", "business: ships", "", ""),
    ("Mina Sato", "mina@example.org", "Sato Optics", "Suppliers", "glass", "", "business: glass", "", ""),
)
"""One of the twelve with another company, and a new person."""


def csv_of(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return text.getvalue().encode()


def xlsx_of(rows: Sequence[Row]) -> bytes:
    workbook = Workbook()
    for row in (HEADINGS, *rows):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
