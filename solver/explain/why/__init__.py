"""Why two people meet or do not meet, slot by slot."""
