"""Time zones by cities, countries and in any spelling; what is ambiguous is suggested, not guessed."""

from __future__ import annotations

import pytest

from matchmaker.time_zones import zone_of, zones_near


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Oslo", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"),
        (" Oslo ", "Europe/Oslo"),
        ("new york", "America/New_York"),
        ("Norway", "Europe/Oslo"),
        ("Norwegen", "Europe/Oslo"),
        ("Wien", "Europe/Vienna"),
        ("Lissabon", "Europe/Lisbon"),
        ("São Paulo", "America/Sao_Paulo"),
        ("UTC", "UTC"),
        ("Germany", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(text: str, zone: str | None) -> None:
    assert zone_of(text) == zone


def test_what_is_ambiguous_or_misspelt_is_suggested() -> None:
    assert zones_near("Germany") == ["Europe/Berlin", "Europe/Busingen"]
    assert zones_near("Berln")[0] == "Europe/Berlin"
    assert zones_near("Atlantis") == []
