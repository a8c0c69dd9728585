"""From an uploaded file to a table of texts: encoding, delimiter, sheet and headings, detected or chosen."""
