"""The actions of an attendee on their pages, one function per step."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def add_interest(page: Page, label: str) -> None:
    page.get_by_role("combobox", name="Interests").fill(label)
    page.get_by_role("combobox", name="Interests").press("Enter")
    expect(chips(page).filter(has_text=label)).to_be_visible()


def chips(page: Page) -> Locator:
    return page.get_by_role("list", name="My interests").get_by_role("listitem")


def tick_goal(page: Page, words: str, topics: str) -> None:
    page.get_by_role("checkbox", name=words).check()
    page.get_by_role("textbox", name=f"{words}:").fill(topics)


def find_and_grade(page: Page, search: str, person: str, grade: str) -> None:
    """Search the directory from the form and grade the person found."""
    page.get_by_role("searchbox").fill(search)
    expect(page.locator("[data-search-status]")).to_contain_text("found")
    row = page.get_by_role("list", name="Attendees found").get_by_role("listitem").filter(has_text=person)
    row.locator("label").get_by_text(grade, exact=True).click()


def grade(page: Page, person: str, words: str) -> None:
    """Grade a person who is already on the list."""
    _chosen(page, person).locator("label").get_by_text(words, exact=True).click()


def grade_of(page: Page, person: str) -> str:
    """The grade selected for this person."""
    return _chosen(page, person).locator("input:checked + label").inner_text()


def tick_away(page: Page, time: str) -> None:
    page.locator("label.slot").get_by_text(time).click()


def away_times(page: Page) -> list[str]:
    """The start times of the slots ticked as away."""
    texts = page.locator("input[name=away]:checked + label").all_text_contents()
    return [text.removeprefix("Away at ") for text in texts]


def save(page: Page) -> None:
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("heading", name="Thank you, your answers are saved")).to_be_visible()


def saved_answers(page: Page) -> dict[str, list[str]]:
    """The answers shown after saving: title -> lines."""
    return {
        part.locator("dt").inner_text(): part.locator("dd").all_inner_texts()
        for part in page.locator(".answer-list > div").all()
    }


def _chosen(page: Page, person: str) -> Locator:
    return page.get_by_role("list", name="Attendees on my list").get_by_role("listitem").filter(has_text=person)
