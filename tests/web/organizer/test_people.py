"""Attendees on the organizer's pages: import, preview and undo; the attendee's page; links; answers."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from matchmaker.access.links import issued_secret
from matchmaker.db import Database
from matchmaker.models import (
    Attendee,
    AttendeeStatus,
    Event,
    Organizer,
    OutboxMessage,
    PairRelation,
    Relation,
    TokenKind,
)
from matchmaker.settings import Settings
from tests.builders import a_group, an_attendee
from tests.web.conftest import Browser
from tests.web.organizer.conftest import FullEvent
from tests.web.organizer.test_setting_up import version_on
from web import create_app

CSV = "Teilnehmer;Mail;Firma\nAda Lovelace;ada@example.org;Engines\nBen Okri;ben at example;Books\n"


def upload(console: Browser, event: Event, content: str = CSV, name: str = "list.csv") -> str:
    file = (io.BytesIO(content.encode()), name)
    answer = console.send(f"/events/{event.public_id}/import", {"file": file}, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def people(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Attendee.name).order_by(Attendee.name)))


def digest(console: Browser, path: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', console.get(path).text)
    assert found
    return found[1]


def test_a_list_is_previewed_imported_and_undone(console: Browser, database: Database, event: Event) -> None:
    path = upload(console, event)
    page = console.get(path).text
    assert "“ben at example” is not an e-mail address" in page
    assert "Teilnehmer" in page
    assert people(database) == []
    refused = console.send(f"{path}/commit", {"seen": digest(console, path)})
    assert refused.status_code == 422
    assert people(database) == []
    console.send(f"{path}/commit", {"seen": digest(console, path), "skip_faulty": "on"})
    assert people(database) == ["Ada Lovelace"]
    assert "This list was imported" in console.get(path).text
    assert console.send(f"{path}/undo").status_code == 303
    assert people(database) == []


def test_columns_can_be_mapped_and_an_invalid_mapping_is_reported_at_its_column(console: Browser, event: Event) -> None:
    path = upload(console, event)
    wrong = console.send(f"{path}/mapping", {"columns[0]": "email", "columns[1]": "email", "columns[2]": "ignore"})
    assert wrong.status_code == 422
    assert 'href="#f-columns-1"' in wrong.text
    right = {"columns[0]": "name", "columns[1]": "ignore", "columns[2]": "organisation"}
    assert console.send(f"{path}/mapping", right).status_code == 303
    page = console.get(path).text
    assert "not an e-mail address" not in page
    assert re.search(r'<option value="ignore" selected>', page)


def test_a_question_about_similar_entries_is_answered_on_the_page(
    console: Browser, database: Database, event: Event
) -> None:
    path = upload(console, event, "Name;Company\nAda Lovelace;Engines\nAda Lovelacee;Engines\n")
    page = console.get(path).text
    assert "1 question" in page
    key = re.search(r'name="(same:[^"]+)"', page)
    assert key
    assert console.send(f"{path}/questions", {key[1]: "yes"}).status_code == 303
    console.send(f"{path}/commit", {"seen": digest(console, path)})
    assert people(database) == ["Ada Lovelace"]


def test_an_import_with_an_outdated_preview_writes_nothing(console: Browser, database: Database, event: Event) -> None:
    path = upload(console, event, "Name;E-mail\nAda;ada@example.org\n")
    seen = digest(console, path)
    with database.writing() as session:
        an_attendee(session, session.get_one(Event, event.id), "Ada", email="ada@example.org")
    answer = console.send(f"{path}/commit", {"seen": seen})
    assert answer.status_code == 409
    assert people(database) == ["Ada"]


def test_a_file_that_is_not_a_table_is_refused_with_a_sentence(console: Browser, event: Event) -> None:
    file = (io.BytesIO(b"%PDF-1.7 nothing"), "list.pdf")
    answer = console.send(f"/events/{event.public_id}/import", {"file": file}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "This is not a table" in answer.text


def test_an_upload_over_the_limit_is_refused_with_a_sentence(console: Browser, event: Event) -> None:
    file = (io.BytesIO(b"x" * (21 * 2**20)), "list.csv")
    answer = console.send(f"/events/{event.public_id}/import", {"file": file}, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "up to 20 MB" in answer.text


def test_an_attendee_is_added_found_edited_withdrawn_and_reinstated(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/people"
    sent = {"name": "Zoë Neu", "email": "zoe@example.org", "interests": "optics; ships", "group": "Buyers"}
    one = console.send(f"{path}/new", sent).location
    assert "Zoë Neu" in console.get(f"{path}?search=neu").text
    assert "No attendees found" in console.get(f"{path}?search=alt").text
    page = console.get(one).text
    assert "optics; ships" in page
    assert 'value="Buyers"' in page
    version = version_on(console, one)
    assert console.send(one, sent | {"version": version, "job_title": "Buyer"}).status_code == 303
    assert console.send(one, sent | {"version": version, "job_title": "Seller"}).status_code == 409
    assert console.send(one, sent | {"version": version_on(console, one), "name": ""}).status_code == 422
    console.send(f"{one}/status", {"status": "withdrawn"})
    with database.reading() as session:
        assert session.scalars(select(Attendee.status)).one() is AttendeeStatus.WITHDRAWN
    console.send(f"{one}/status", {"status": "back"})
    with database.reading() as session:
        assert session.scalars(select(Attendee.status)).one() is AttendeeStatus.INVITED


def test_an_agreed_meeting_is_recorded_with_its_time_and_deleted(
    console: Browser, database: Database, full_event: FullEvent
) -> None:
    path = full_event.path(f"people/{full_event.ada}/pairs")
    with database.reading() as session:
        slot = session.scalar(select(func.min(PairRelation.slot_id)))
        first = session.get_one(Event, 1).slots[0].id
    assert slot is None
    console.send(path, {"other": "Cem Uzer", "relation": "agreed", "slot": str(first)})
    with database.reading() as session:
        note = session.scalars(select(PairRelation)).one()
    assert (note.relation, note.slot_id) == (Relation.AGREED, first)
    wrong = console.send(path, {"other": "Nemo", "relation": "agreed"})
    assert wrong.status_code == 422
    assert "No attendee is called “Nemo”" in wrong.text
    console.send(path, {"other": "Cem Uzer", "relation": ""})
    with database.reading() as session:
        assert session.scalars(select(PairRelation)).all() == []


def test_links_are_created_shown_downloaded_and_replaced(
    console: Browser, client: Browser, database: Database, event: Event, settings: Settings
) -> None:
    with database.writing() as session:
        ada = an_attendee(session, session.get_one(Event, event.id), "=Ada")
    path = f"/events/{event.public_id}/links"
    assert "none yet" in console.get(path).text
    console.send(path)
    with database.reading() as session:
        secret = issued_secret(session, settings.secret_keys, TokenKind.PERSONAL, ada)
    link = f"http://127.0.0.1:8000/a/{secret}"
    assert link in console.get(path).text  # although the browser asked for localhost
    file = console.get(f"{path}.csv")
    assert file.data.decode("utf-8-sig").splitlines()[1] == f"'=Ada,=ada@example.org,,,{link}".replace(
        ",=ada", ",'=ada"
    )
    assert client.get(f"/a/{secret}").status_code == 200
    console.send(f"/events/{event.public_id}/people/{ada.public_id}/link", {"again": "yes"})
    assert client.get(f"/a/{secret}").status_code == 404
    assert link not in console.get(path).text


def test_links_are_mailed_to_those_who_have_not_answered_and_the_page_shows_the_mails_status(
    settings: Settings, database: Database, event: Event, organizer: Organizer
) -> None:
    with database.writing() as session:
        row = session.get_one(Event, event.id)
        an_attendee(session, row, "Ada")
        an_attendee(session, row, "Ben", status=AttendeeStatus.ACTIVE)
        an_attendee(session, row, "Cem", email=None)
    app = create_app(replace(settings, smtp_url="smtp://localhost"))
    app.test_client_class = Browser
    console = app.test_client().sign_in(organizer.email)
    path = f"/events/{event.public_id}/links"
    console.send(f"{path}/mail", {"whom": "unanswered"})
    page = console.get(path).text
    assert "1 e-mail is queued." in page
    assert "1 attendee has no e-mail address." in page
    assert page.count(">queued<") == 1
    with database.reading() as session:
        assert session.scalars(select(OutboxMessage.recipient)).all() == ["ada@example.org"]


def test_the_answers_page_counts_who_answered_and_can_close_the_answers(
    console: Browser, database: Database, event: Event
) -> None:
    path = f"/events/{event.public_id}/answers"
    assert "No answers yet" in console.get(path).text
    console.send(path, {"open": "no"})
    with database.reading() as session:
        assert session.get_one(Event, event.id).answers_open is False
    assert "Answers are closed." in console.get(path).text
    console.send(path, {"open": "yes"})
    with database.reading() as session:
        assert session.get_one(Event, event.id).answers_open is True


def test_the_list_is_sorted_by_any_column_in_both_directions(
    console: Browser, database: Database, event: Event
) -> None:
    with database.writing() as session:
        for name, organisation in (("Mia", "Bell"), ("otto", ""), ("Ada", "Acme")):
            an_attendee(session, event, name, organisation=organisation)
    path = f"/events/{event.public_id}/people"

    def order(sort: str) -> list[str]:
        return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', console.get(f"{path}?sort={sort}").text)

    assert order("") == order("name") == order("nonsense") == ["Ada", "Mia", "otto"]
    assert order("-name") == ["otto", "Mia", "Ada"]
    assert order("organisation") == ["Ada", "Mia", "otto"]
    assert order("-organisation") == ["otto", "Mia", "Ada"]
    page = console.get(f"{path}?sort=-organisation").text
    assert re.findall(r'aria-sort="(\w+)"', page) == ["descending"]


def test_a_persons_details_come_before_their_partners(console: Browser, full_event: FullEvent) -> None:
    page = console.get(full_event.path(f"people/{full_event.ada}")).text
    order = re.findall(r'<section[^>]* aria-labelledby="(\w+)"', page)
    assert order.index("known") < order.index("pairs") < order.index("best")


def test_events_show_their_dates_and_empty_rows_are_folded(
    console: Browser, event: Event, full_event: FullEvent
) -> None:
    page = console.get("/events").text
    assert "Tuesday, 11 May 2027" in page
    agenda = console.get(full_event.path("agenda")).text
    assert re.findall(r"<details[^>]*><summary>([^<]+)", agenda) == ["Event menu", "Add blocks"]


def test_many_attendees_are_put_into_a_group_at_once(console: Browser, database: Database, event: Event) -> None:
    with database.writing() as session:
        group = a_group(session, event, "Buyers")
        mia, _, jan = (an_attendee(session, event, name) for name in ("Mia Lang", "Otto Klein", "Jan Lang"))
    path = f"/events/{event.public_id}/people"

    def grouped() -> dict[str, int | None]:
        with database.reading() as session:
            query = select(Attendee.name, Attendee.group_id).where(Attendee.event_id == event.id)
            return dict(session.execute(query).all())

    assert console.send(f"{path}/change", {"who": [mia.public_id, "nobody"], "to": str(group.id)}).status_code == 303
    assert grouped() == {"Mia Lang": group.id, "Otto Klein": None, "Jan Lang": None}
    sent = {"everyone": "on", "search": "lang", "to": str(group.id)}
    assert console.send(f"{path}/change", sent).location == f"{path}?search=lang"
    assert grouped() == {"Mia Lang": group.id, "Otto Klein": None, "Jan Lang": group.id}
    assert console.send(f"{path}/change", {"who": [jan.public_id], "to": "none"}).status_code == 303
    assert grouped()["Jan Lang"] is None
    history = re.sub(r"<[^>]+>", "", console.get(f"/events/{event.public_id}/history").text)
    assert "number: 1; names: Jan Lang; group: Buyers" in history


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"to": "none"}, "Tick the attendees to change, or “all who were found”."),
        ({"everyone": "on"}, "Choose a group, or “no group”."),
        ({"everyone": "on", "to": "99999"}, "Choose a group, or “no group”."),
    ],
)
def test_a_change_of_many_without_a_choice_is_refused(
    console: Browser, database: Database, event: Event, sent: dict[str, str], sentence: str
) -> None:
    with database.writing() as session:
        a_group(session, event, "Buyers")
        an_attendee(session, event, "Mia Lang")
    answer = console.send(f"/events/{event.public_id}/people/change", sent)
    assert answer.status_code == 422
    assert sentence in answer.text
