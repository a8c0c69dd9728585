"""A person as a row of the roster, as files and forms have it."""
