"""A long list is shown page by page, from a list or from a query."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.models import Attendee
from matchmaker.pages import Page, page_of, page_of_query
from tests.builders import an_attendee, an_event


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (-3, Page([1, 2], 1, 3, 5)),
        (0, Page([1, 2], 1, 3, 5)),
        (1, Page([1, 2], 1, 3, 5)),
        (3, Page([5], 3, 3, 5)),
        (99, Page([5], 3, 3, 5)),
    ],
)
def test_a_number_out_of_range_gives_the_nearest_page(asked: int, expected: Page[int]) -> None:
    assert page_of([1, 2, 3, 4, 5], asked, 2) == expected


def test_an_empty_list_has_one_empty_page() -> None:
    assert page_of([], 4, 10) == Page([], 1, 1, 0)


def test_a_query_has_the_same_pages_as_a_list(session: Session) -> None:
    event, other = an_event(session), an_event(session)
    for name in ("Cy", "Ann", "Bob"):
        an_attendee(session, event, name)
    an_attendee(session, other, "Dan")
    query = select(Attendee).where(Attendee.event_id == event.id).order_by(Attendee.name)
    people = session.scalars(query).all()
    for number in (0, 1, 2, 3):
        assert page_of_query(session, query, number, 2) == page_of(people, number, 2)
