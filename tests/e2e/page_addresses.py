"""The addresses of all pages, from the application's URL map: a new page is included as soon as it exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.routing import Rule

from matchmaker.settings import load_settings
from web import create_app

NOT_PAGES = {
    "attendee.download",
    "organizer.board_places",
    "organizer.calendar_files",
    "organizer.faulty_rows",
    "organizer.home",  # redirects
    "organizer.import_template",
    "organizer.links_file",
    "organizer.people_file",
    "organizer.plan_csv",
    "organizer.plan_spreadsheet",
    "organizer.run_state",
}
_APP = create_app(load_settings({"SECRET_KEY": "a-key-of-these-tests-long-enough-for-it"}))


@dataclass(frozen=True)
class Address:
    """A page in one state; the states are those of `page_states.make_page_states`."""

    endpoint: str
    state: str

    def __str__(self) -> str:
        return f"{self.endpoint.removeprefix('organizer.')} ({self.state})"

    def path(self, values: dict[str, str | int]) -> str:
        rule = next(rule for rule in _pages() if rule.endpoint == self.endpoint)
        path: str = _APP.url_map.bind("").build(self.endpoint, {name: values[name] for name in rule.arguments})
        return path


def _pages() -> Iterator[Rule]:
    """The URL rules of all pages of organizers and attendees."""
    for rule in _APP.url_map.iter_rules():
        is_ours = rule.endpoint.startswith(("organizer.", "attendee."))
        if is_ours and "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES:
            yield rule


def _states_of(rule: Rule) -> list[str]:
    if rule.endpoint.startswith("attendee."):
        return ["full", "withdrawn", "closed"]
    return ["full", "empty"] if rule.arguments == {"event_id"} else ["full"]


ALL = sorted((Address(rule.endpoint, state) for rule in _pages() for state in _states_of(rule)), key=str)
