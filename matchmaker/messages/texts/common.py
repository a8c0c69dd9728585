"""Sentences that every room uses."""

from matchmaker.messages.sentence import sentence

AS_IS = sentence("text", "{text}")
"""Finished text: what other programs report, and what was stored before messages were data."""
MOMENT = sentence("moment", "{at:shortmoment}")
LINES = sentence("lines", "{lines:lines}")
FAULT = sentence("fault", "{location}: {message}")
FAULTS = sentence("faults", "{faults:lines}")
ROW = sentence("fault.row", "row {row}")
ROW_AND_COLUMN = sentence("fault.row-and-column", "row {row}, column {column}")
CHECK_SAVED = sentence("form.check-saved", "Check the saved values before you replace them.")
NO_POLICY = sentence("route.no-policy", "The route {endpoint} has no access policy.")
