"""Why two people meet or do not, slot by slot."""
