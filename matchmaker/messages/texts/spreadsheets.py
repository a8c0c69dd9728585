"""Sheets and headings of exported plans."""

from typing import Final

from matchmaker.messages.sentence import sentence

MEETINGS: Final = sentence("sheet.meetings", "Meetings")
BY_ATTENDEE: Final = sentence("sheet.by-attendee", "By attendee")
BY_TABLE: Final = sentence("sheet.by-table", "By table")
STARTS: Final = sentence("heading.starts", "Starts ({zone_name})")
ENDS: Final = sentence("heading.ends", "Ends ({zone_name})")
TABLE: Final = sentence("heading.table", "Table")
NAME: Final = sentence("heading.name", "Name")
ORGANISATION: Final = sentence("heading.organisation", "Organisation")
PARTNER: Final = sentence("heading.partner", "Partner")
PARTNERS_ORGANISATION: Final = sentence("heading.partners-organisation", "Partner’s organisation")
SCORE: Final = sentence("heading.score", "Score")
WHY: Final = sentence("heading.why", "Why")
NO_MEETINGS: Final = sentence("cell.no-meetings", "no meetings")
