"""Setting up an event: settings, agenda, tables, groups; keeping invalid input; concurrent editors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from matchmaker.db import Database
from matchmaker.event.groups import groups_of, rules_of
from matchmaker.models import Event, Organizer
from tests.builders import a_group
from tests.pseudo_language import CODE, write_catalogue
from tests.web.conftest import Browser

SETTINGS = {
    "name": "Spring Forum",
    "timezone": "Europe/Berlin",
    "slot_minutes": "20",
    "pause_minutes": "0",
    "default_min_meetings": "0",
    "request_limit": "20",
}


def version_on(browser: Browser, path: str) -> str:
    found = re.search(r'name="version" value="([^"]+)"', browser.get(path).text)
    assert found, "the page has no version"
    return found[1]


def rules_version_on(browser: Browser, event: Event) -> str:
    """The version in the second form of the groups' page; the one of no rules if there are no groups yet."""
    found = re.findall(r'name="version" value="([^"]+)"', browser.get(f"/events/{event.public_id}/groups").text)
    return found[-1]


def rows(name: str, *rows: dict[str, str]) -> dict[str, str]:
    return {f"{name}[{k}].{field}": value for k, row in enumerate(rows) for field, value in row.items()}


def kept(database: Database, event: Event) -> Event:
    with database.reading() as session:
        found = session.get_one(Event, event.id)
        _ = [table.closures for table in found.tables], found.blocks, found.slots
        return found


def test_creating_an_event_leads_to_its_agenda(console: Browser, organizer: Organizer) -> None:
    answer = console.send("/events/new", SETTINGS | {"name": "Autumn Forum", "colleagues_may_meet": "on"})
    assert answer.status_code == 303
    assert re.fullmatch(r"/events/[\w-]+/agenda", answer.location)
    page = console.get(answer.location.replace("agenda", "settings")).text
    assert 'value="Autumn Forum"' in page
    assert re.search(r'name="colleagues_may_meet" value="on" checked', page)


def test_an_invalid_event_keeps_the_input_and_links_errors_to_the_fields(
    console: Browser, organizer: Organizer
) -> None:
    answer = console.send("/events/new", SETTINGS | {"name": "Autumn <b>Forum", "timezone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert 'value="Autumn &lt;b&gt;Forum"' in answer.text
    assert 'href="#f-timezone"' in answer.text
    field = re.search(r'<input[^>]+id="f-timezone"[^>]*>', answer.text)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert "f-timezone-error" in field[0]
    assert console.get("/events").text.count("stretched-link") == 0


def test_the_second_of_two_editors_sees_both_versions_and_can_then_save(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/settings"
    version = version_on(console, path)
    assert console.send(path, SETTINGS | {"version": version, "name": "First"}).status_code == 303
    answer = console.send(path, SETTINGS | {"version": version, "name": "Second"})
    assert answer.status_code == 409
    assert 'value="Second"' in answer.text
    assert 'Currently saved: <strong translate="no">First</strong>' in answer.text
    assert kept(database, event).name == "First"
    newer = re.search(r'name="version" value="([^"]+)"', answer.text)
    assert newer
    assert console.send(path, SETTINGS | {"version": newer[1], "name": "Second"}).status_code == 303
    assert kept(database, event).name == "Second"


def test_blocks_are_saved_together_without_blank_rows(console: Browser, database: Database, event: Event) -> None:
    path = f"/events/{event.public_id}/agenda"
    old = event.blocks[0]
    morning = {"id": str(old.id), "name": "Early", "day": "2027-05-11", "starts": "09:00", "ends": "10:00"}
    blank = {"name": "", "day": "", "starts": "", "ends": "", "audience": "everybody"}
    evening = {"name": "Late", "day": "2027-05-12", "starts": "18:00", "ends": "18:40", "audience": "rules"}
    sent = rows("blocks", morning | {"audience": "everybody"}, blank, evening)
    assert console.send(path, sent | {"version": version_on(console, path)}).status_code == 303
    found = kept(database, event)
    assert [(block.name, block.audience.value) for block in found.blocks] == [("Early", "everybody"), ("Late", "rules")]
    assert len(found.slots) == 3 + 2


def test_an_invalid_block_is_reported_at_its_row_after_blank_rows(console: Browser, event: Event) -> None:
    path = f"/events/{event.public_id}/agenda"
    blank = {"name": "", "day": "", "starts": "", "ends": ""}
    bad = {"name": "Backwards", "day": "2027-05-12", "starts": "18:00", "ends": "17:00", "audience": "everybody"}
    answer = console.send(path, rows("blocks", blank, bad) | {"version": version_on(console, path)})
    assert answer.status_code == 422
    assert 'name="blocks[0].name" value="Backwards"' in answer.text
    assert 'href="#f-blocks-0-ends"' in answer.text


def test_two_editors_of_the_agenda_do_not_overwrite_each_other(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/agenda"
    version = version_on(console, path)
    first, second = (
        {"name": name, "day": "2027-05-12", "starts": "10:00", "ends": "11:00", "audience": "everybody"}
        for name in ("First", "Second")
    )
    assert console.send(path, rows("blocks", first) | {"version": version}).status_code == 303
    answer = console.send(path, rows("blocks", second) | {"version": version})
    assert answer.status_code == 409
    assert 'value="Second"' in answer.text
    assert [block.name for block in kept(database, event).blocks] == ["First"]


def test_two_tabs_on_the_rules_of_groups_do_not_overwrite_each_other(
    console: Browser, database: Database, event: Event
) -> None:
    with database.writing() as session:
        buyers, sellers = (a_group(session, event, name) for name in ("Buyers", "Sellers"))
    path, version = f"/events/{event.public_id}/rules", rules_version_on(console, event)
    first, second = f"{buyers.id}-{sellers.id}", f"{sellers.id}-{sellers.id}"
    assert console.send(path, {"rules": [first], "version": version}).status_code == 303
    answer = console.send(path, {"rules": [second], "version": version})
    assert answer.status_code == 409
    assert re.findall(r'value="([\d-]+)" aria-label="[^"]*" checked', answer.text) == [second]
    assert re.findall(r"saved: [a-z ]+", answer.text) == ["saved: may meet", "saved: may not"]
    with database.reading() as session:
        assert rules_of(session, event) == {(buyers.id, sellers.id)}
    newer = re.findall(r'name="version" value="([^"]+)"', answer.text)[-1]
    assert console.send(path, {"rules": [second], "version": newer}).status_code == 303


def test_tables_are_added_as_a_range_closed_renamed_and_removed(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/tables"
    assert console.send(path, {"names": "Desk 4-6", "capacity": "2", "reserved": "on"}).status_code == 303
    added = kept(database, event).tables[-3:]
    assert [(table.name, table.capacity, table.reserved) for table in added] == [
        (f"Desk {number}", 2, True) for number in (4, 5, 6)
    ]
    one = f"{path}/{added[0].id}"
    closure = rows("closures", {"day": "2027-05-11", "starts": "09:00", "ends": "09:30"})
    sent = {"name": "Desk four", "capacity": "1", "version": version_on(console, one)} | closure
    assert console.send(one, sent).status_code == 303
    changed = next(table for table in kept(database, event).tables if table.id == added[0].id)
    assert (changed.name, changed.reserved) == ("Desk four", False)
    assert [f"{closed.starts_at:%H:%M}" for closed in changed.closures] == ["07:00"]  # in UTC
    assert 'value="09:30"' in console.get(one).text
    assert console.send(f"{one}/remove").status_code == 303
    assert added[0].id not in {table.id for table in kept(database, event).tables}


def test_an_invalid_form_rolls_back_what_it_has_written(console: Browser, database: Database, event: Event) -> None:
    """The name is written before the closure fails: it is in the hour that daylight saving skips."""
    one = f"/events/{event.public_id}/tables/{event.tables[0].id}"
    skipped = rows("closures", {"day": "2027-03-28", "starts": "02:15", "ends": "02:45"})
    sent = {"name": "Renamed", "capacity": "1", "version": version_on(console, one)} | skipped
    answer = console.send(one, sent)
    assert answer.status_code == 422
    assert "the clocks go forward then" in answer.text
    assert 'value="Renamed"' in answer.text
    assert kept(database, event).tables[0].name == "Table 1"


def test_groups_are_saved_and_selected_pairs_may_meet(console: Browser, database: Database, event: Event) -> None:
    path = f"/events/{event.public_id}/groups"
    sent = rows("groups", {"name": "Buyers", "min_meetings": "2", "max_meetings": ""}, {"name": "Suppliers"})
    assert console.send(path, sent | {"version": version_on(console, path)}).status_code == 303
    with database.reading() as session:
        buyers, suppliers = groups_of(session, event)
    assert (buyers.name, buyers.min_meetings, buyers.max_meetings) == ("Buyers", 2, None)
    pair = f"{buyers.id}-{suppliers.id}"
    sent = {"rules": [pair], "version": rules_version_on(console, event)}
    assert console.send(f"/events/{event.public_id}/rules", sent).status_code == 303
    assert re.search(rf'value="{pair}"[^>]* checked', console.get(path).text)


def test_clearing_a_groups_name_is_an_error_and_only_the_checkbox_removes_it(
    console: Browser, database: Database, event: Event
) -> None:
    with database.writing() as session:
        group = a_group(session, event, "Buyers")
    path = f"/events/{event.public_id}/groups"
    row = {"id": str(group.id), "name": "", "min_meetings": "", "max_meetings": ""}
    answer = console.send(path, rows("groups", row) | {"version": version_on(console, path)})
    assert answer.status_code == 422
    assert 'href="#f-groups-0-name"' in answer.text
    console.send(path, rows("groups", row | {"remove": "on"}) | {"version": version_on(console, path)})
    with database.reading() as session:
        assert groups_of(session, event) == []


def test_a_group_of_another_event_is_refused(
    console: Browser, database: Database, event: Event, organizer: Organizer
) -> None:
    with database.writing() as session:
        other = Event(name="Other", timezone="UTC", slot_minutes=20, weights={})
        session.add(other)
        session.flush()
        theirs = a_group(session, other, "Theirs")
    sent = {"rules": [f"{theirs.id}-{theirs.id}"], "version": rules_version_on(console, event)}
    answer = console.send(f"/events/{event.public_id}/rules", sent)
    assert answer.status_code == 422
    with database.reading() as session:
        assert rules_of(session, event) == set()


def test_a_change_that_breaks_published_meetings_needs_confirmation(
    console: Browser, database: Database, full_event_id: str
) -> None:
    path = f"/events/{full_event_id}/settings"
    sent = SETTINGS | {"slot_minutes": "30", "version": version_on(console, path)}
    asked = console.send(path, sent)
    assert "Nothing is saved yet." in asked.text
    assert "breaks 2 published meetings" in asked.text
    assert 'value="30"' in asked.text
    assert console.send(path, sent | {"agreed": "later"}).status_code == 303
    assert 'value="30"' in console.get(path).text


def test_saving_the_settings_keeps_the_language(
    console: Browser, database: Database, event: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_catalogue(tmp_path)
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(tmp_path))
    path = f"/events/{event.public_id}/settings"
    version = version_on(console, path)
    assert console.send(path, SETTINGS | {"version": version, "language": CODE}).status_code == 303
    assert kept(database, event).language == CODE
    assert re.search(rf'<option value="{CODE}" selected>', console.get(path).text)
    refused = console.send(path, SETTINGS | {"version": version_on(console, path), "language": "xx"})
    assert refused.status_code == 422
    assert kept(database, event).language == CODE


def test_a_service_with_one_language_offers_no_choice_and_changes_none(
    console: Browser, database: Database, event: Event
) -> None:
    page = console.get(f"/events/{event.public_id}/settings").text
    assert '<input type="hidden" name="language" value="en">' in page


def test_groups_that_look_alike_are_saved_only_if_they_are_said_to_differ(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/groups"
    sent = rows("groups", {"name": "Buyers"}, {"name": "Buyer"}, {"name": "Table 1"}, {"name": "Table 2"})
    refused = console.send(path, sent | {"version": version_on(console, path)})
    assert refused.status_code == 422
    assert "“Buyer” looks like “Buyers”." in refused.text
    assert "“Table 2” looks like" not in refused.text
    assert console.send(path, sent | {"version": version_on(console, path), "different": "on"}).status_code == 303
    with database.reading() as session:
        assert [group.name for group in groups_of(session, event)] == ["Buyer", "Buyers", "Table 1", "Table 2"]


def test_a_city_is_a_time_zone_and_an_unclear_one_is_asked_about(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/settings"
    assert console.send(path, SETTINGS | {"version": version_on(console, path), "timezone": "Oslo"}).status_code == 303
    assert kept(database, event).timezone == "Europe/Oslo"
    unclear = console.send(path, SETTINGS | {"version": version_on(console, path), "timezone": "Berln"})
    assert "“Berln” is no time zone. Do you mean Europe/Berlin" in unclear.text


def test_several_tables_are_added_at_once(console: Browser, database: Database, event: Event) -> None:
    path = f"/events/{event.public_id}/tables"
    before = len(kept(database, event).tables)
    assert console.send(path, {"names": "A, B; Booth 1-2", "capacity": "1"}).status_code == 303
    with database.reading() as session:
        tables = session.get_one(Event, event.id).tables
        assert [table.name for table in tables][before:] == ["A", "B", "Booth 1", "Booth 2"]
    twice = console.send(path, {"names": "C, c", "capacity": "1"})
    assert twice.status_code == 422
