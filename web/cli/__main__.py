"""`python -m web.cli`: the command `matchmaker` if it is not on the path."""

from web.cli import main

main(prog_name="matchmaker")
