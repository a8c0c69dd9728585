"""Using a page by keyboard alone: Tab moves on, and the focus must always be visible."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MAX_STEPS = 200

_FOCUS_STATE = """
(wanted) => {
  const here = document.activeElement;
  // radios and checkboxes drawn as buttons are hidden; their label shows the focus
  const drawn = here.matches(".btn-check") ? here.labels[0] : here;
  const style = getComputedStyle(drawn);
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const box = drawn.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  // neither outside the window nor behind the save bar
  const seen = at !== null && (drawn.contains(at) || at.contains(drawn));
  const html = here.outerHTML.slice(0, 200);
  return { reached: here === wanted, html, visible: here === document.body || (marked && seen) };
}
"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self._page = page

    def tab_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus; every element on the way must show its focus."""
        expect(target).to_be_attached()
        wanted = target.element_handle()
        passed: list[str] = []
        for _ in range(MAX_STEPS):
            self._page.keyboard.press("Tab")
            here = self._page.evaluate(_FOCUS_STATE, wanted)
            assert here["visible"], f"the focus is invisible at {here['html']}"
            if here["reached"]:
                return
            passed.append(here["html"])
        raise AssertionError(f"Tab never reaches {target}, only {passed}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Move to `target` and press the key."""
        self.tab_to(target)
        self._page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        """Move to a field and type; Tab selects its old text, so the new text replaces it."""
        self.tab_to(target)
        self._page.keyboard.type(text)
