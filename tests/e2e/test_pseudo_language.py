"""In the pseudo-language no page shows English, and pages fit although their texts are a third longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import (
    Appointment,
    Attendee,
    Base,
    Block,
    Event,
    Goal,
    Group,
    Interest,
    Meeting,
    MeetingTable,
    Organizer,
    PairScore,
    RosterImport,
)
from tests.e2e import axe
from tests.e2e.attendee_lists import FAULTY, LATER, csv_of
from tests.e2e.browser_contexts import DESKTOP, PHONE
from tests.e2e.organizer_steps import sign_in_link
from tests.e2e.page_addresses import ALL, Address
from tests.e2e.page_states import Values, make_page_states
from tests.e2e.service import Service, serving
from tests.e2e.test_every_page import overhang
from tests.pseudo_language import CODE, english_on_page, english_words, pseudo, write_catalogue

LISTED = set(english_words(csv_of((*FAULTY, *LATER)).decode().replace(",", " ")))
"""Words of the uploaded list, which the preview of an import quotes."""
TYPED = {
    Appointment: ("table_name",),
    Attendee: ("name", "organisation", "job_title", "about"),
    Block: ("name",),
    Event: ("name", "venue"),
    Goal: ("topic",),
    Group: ("name",),
    Interest: ("label",),
    Meeting: ("table_name",),
    MeetingTable: ("name",),
    Organizer: ("name",),
    RosterImport: ("filename",),
}
"""Columns that hold what people have typed."""


@pytest.fixture(scope="module")
def foreign_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("pseudo")
    write_catalogue(folder)
    with serving(folder, TRANSLATIONS_FOLDER=str(folder)) as service:
        yield service


@pytest.fixture(scope="module")
def foreign_states(foreign_service: Service) -> dict[str, Values]:
    """Events in every state whose data are in Cyrillic letters, too, so that Latin ones are untranslated texts."""
    states = make_page_states(foreign_service)
    with foreign_service.database.writing() as session:
        for kind, columns in TYPED.items():
            _rewrite(session, kind, columns)
        _rewrite_reasons(session)
        for event in session.scalars(select(Event)):
            event.language = CODE
    return states


def _rewrite_reasons(session: Session) -> None:
    for kind in (Appointment, Meeting, PairScore):
        for row in session.scalars(select(kind)):
            row.reasons = [_foreign(reason) for reason in row.reasons]


def _foreign(value: Any) -> Any:
    """What people have typed within a reason, in Cyrillic letters; codes stay."""
    if isinstance(value, dict):
        return {name: _typed(name, found) for name, found in value.items()}
    return [_foreign(item) for item in value] if isinstance(value, list) else value


def _typed(name: str, value: Any) -> Any:
    if name == "words":
        return [pseudo(word) for word in value]
    return pseudo(value) if name in {"interest", "topic"} and isinstance(value, str) else _foreign(value)


def _rewrite(session: Session, kind: type[Base], columns: tuple[str, ...]) -> None:
    for row in session.scalars(select(kind)):
        for column in columns:
            setattr(row, column, pseudo(getattr(row, column))[:60])


@pytest.fixture(scope="module")
def foreign_page(browser: Browser, foreign_service: Service, foreign_states: dict[str, Values]) -> Iterator[Page]:
    """The page of a signed-in organizer whose browser prefers the pseudo-language."""
    context = browser.new_context(locale=CODE)
    page = context.new_page()
    page.goto(sign_in_link(foreign_service))
    page.get_by_role("button").last.click()
    page.wait_for_url("**/events")
    yield page
    context.close()


@pytest.mark.parametrize("address", ALL, ids=str)
def test_the_page_shows_no_english_and_fits(
    foreign_page: Page, foreign_service: Service, foreign_states: dict[str, Values], address: Address
) -> None:
    for size in (PHONE, DESKTOP):
        foreign_page.set_viewport_size(size)
        response = foreign_page.goto(foreign_service.address + address.path(foreign_states[address.state]))
        assert response is not None
        assert response.status == 200
        axe.open_details(foreign_page)
        assert [word for word in english_on_page(foreign_page.content()) if word not in LISTED] == []
        assert overhang(foreign_page) == 0
