"""A person who has only a keyboard: Tab to get somewhere, and always able to see where they are."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

STEPS_MOST = 200

_LOOK = """
(wanted) => {
  const here = document.activeElement;
  // radios and ticks drawn as buttons are hidden themselves; their label shows the focus
  const drawn = here.matches(".btn-check") ? here.labels[0] : here;
  const style = getComputedStyle(drawn);
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const box = drawn.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  // neither out of sight nor behind the bar with the button that saves
  const seen = at !== null && (drawn.contains(at) || at.contains(drawn));
  const html = here.outerHTML.slice(0, 200);
  return { there: here === wanted, html, shows: here === document.body || (marked && seen) };
}
"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self._page = page

    def tab_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus; every stop on the way must show that it has it."""
        expect(target).to_be_attached()
        wanted = target.element_handle()
        passed: list[str] = []
        for _ in range(STEPS_MOST):
            self._page.keyboard.press("Tab")
            here = self._page.evaluate(_LOOK, wanted)
            assert here["shows"], f"the focus cannot be seen at {here['html']}"
            if here["there"]:
                return
            passed.append(here["html"])
        raise AssertionError(f"Tab never comes to {target}, only to {passed}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Go there and press the key."""
        self.tab_to(target)
        self._page.keyboard.press(key)

    def write(self, target: Locator, text: str) -> None:
        """Go to a field and write into it; what stood there is selected by Tab, so it is replaced."""
        self.tab_to(target)
        self._page.keyboard.type(text)
