"""Time zones by cities, countries and in any spelling; what is ambiguous is asked, not guessed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from matchmaker.time_zones.zones import question_about, zone_of


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Oslo", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"),
        ("Europe/berlin", "Europe/Berlin"),
        ("europe berlin", "Europe/Berlin"),
        ("us/eastern", "US/Eastern"),
        (" Oslo ", "Europe/Oslo"),
        ("new york", "America/New_York"),
        ("New York City", "America/New_York"),
        ("Mexico City", "America/Mexico_City"),
        ("Kyiv", "Europe/Kyiv"),
        ("Kiev", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("Munich, Germany", "Europe/Berlin"),
        ("New York, USA", "America/New_York"),
        ("Norway", "Europe/Oslo"),
        ("Germany", "Europe/Berlin"),
        ("DE", "Europe/Berlin"),
        ("UK", "Europe/London"),
        ("Britain", "Europe/London"),
        ("Norwegen", "Europe/Oslo"),
        ("Wien", "Europe/Vienna"),
        ("Lissabon", "Europe/Lisbon"),
        ("UTC", "UTC"),
        ("gmt", "GMT"),
        ("Etc/GMT-2", "Etc/GMT-2"),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(text: str, zone: str) -> None:
    assert zone_of(text) == zone


AMERICA = (
    "Choose one: America/New_York, America/Chicago, America/Denver, America/Phoenix, America/Los_Angeles, "
    "America/Anchorage, America/Adak, Pacific/Honolulu."
)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("USA", f"There are several time zones in “USA”. {AMERICA}"),
        ("US", f"There are several time zones in “US”. {AMERICA}"),
        ("United States", f"There are several time zones in “United States”. {AMERICA}"),
        ("Spain", "There are several time zones in “Spain”. Choose one: Europe/Madrid, Atlantic/Canary."),
        ("Berln", "“Berln” is no time zone. Do you mean Europe/Berlin, America/Belem?"),
        ("Chicago, IL", "“Chicago, IL” is no time zone. Do you mean America/Chicago?"),
        ("Atlanta, GA", "There is no time zone “Atlanta, GA”. Choose one like Europe/Berlin."),
        ("Atlantis", "There is no time zone “Atlantis”. Choose one like Europe/Berlin."),
        ("", "There is no time zone “”. Choose one like Europe/Berlin."),
    ],
)
def test_what_is_ambiguous_misspelt_or_unknown_is_asked(text: str, question: str) -> None:
    assert (zone_of(text), str(question_about(text))) == (None, question)


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("CET", ["Europe/Paris", "Africa/Algiers"]),
        ("cest", ["Europe/Paris"]),
        ("EST", ["America/New_York", "America/Jamaica"]),
        ("PST", ["America/Los_Angeles", "Asia/Manila"]),
        ("BST", ["Europe/London"]),
        ("IST", ["Europe/Dublin", "Asia/Jerusalem", "Asia/Kolkata"]),
        ("UTC+2", ["Europe/Paris", "Africa/Johannesburg", "Africa/Cairo", "Asia/Jerusalem"]),
        ("GMT+1", ["Europe/Paris", "Europe/London", "Africa/Lagos"]),
        ("utc +5:30", ["Asia/Kolkata"]),
        ("UTC-3", ["America/Sao_Paulo", "America/Halifax"]),
    ],
)
def test_for_what_clocks_show_places_are_proposed(text: str, zones: list[str]) -> None:
    """The database tells more places in some of its editions."""
    message = question_about(text)
    proposed = message.params["zones"]
    assert isinstance(proposed, tuple)
    assert (zone_of(text), [zone for zone in zones if zone not in proposed]) == (None, [])
    assert str(message).endswith(f"Choose a place, like {', '.join(map(str, proposed))}.")


def test_places_that_do_not_fit_are_not_proposed() -> None:
    for text, zone in (("CEST", "Africa/Algiers"), ("IST", "Europe/London"), ("UTC-3", "Europe/Moscow")):
        proposed = question_about(text).params["zones"]
        assert isinstance(proposed, tuple)
        assert zone not in proposed


def test_names_in_other_languages_are_loaded_only_when_needed() -> None:
    program = (
        "import sys; from matchmaker.time_zones.zones import zone_of; "
        "print(zone_of('Oslo'), 'babel' in sys.modules, zone_of('Wien'), 'babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Europe/Oslo", "False", "Europe/Vienna", "True"]
