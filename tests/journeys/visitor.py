"""Somebody with a browser, in the words of a journey.

Every page that a visitor arrives at is looked over: axe-core finds nothing, the page is not wider
than the window, and the browser's console holds no complaint.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
# GOV.UK Frontend sets aria-expanded on radios that reveal something, which ARIA does not allow
EXEMPT = ("aria-allowed-attr", "govuk-radios__input")
FAULTS = """async () => (await axe.run()).violations.flatMap(
    (one) => one.nodes.map((node) => [one.id, node.html]))"""
WIDEST = """(width) => [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > width + 1).slice(0, 5).map(
    (one) => one.outerHTML.slice(0, 120))"""


class Visitor:
    """A person at a browser; pages that were looked over once are not looked over again."""

    def __init__(
        self, page: Page, address: str, looked_over: set[tuple[object, ...]], *, script: bool = True
    ) -> None:
        self.page = page
        self.script = script
        self.address = address
        self.looked_over = looked_over
        self.complaints: list[str] = []
        self.expects_refusal = False
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    # what a visitor does

    def goes_to(self, path: str) -> Visitor:
        """Type an address."""
        self.page.goto(self.address + path)
        return self._arrives()

    def follows(self, words: str, *, within: str = "body") -> Visitor:
        """Follow the first link that carries the words."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=words).first.click()
        return self._arrives()

    def presses(self, words: str) -> Visitor:
        """Press the first button with these words."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()
        return self._arrives()

    def enters(self, label: str, value: str) -> Visitor:
        """Type into the box with this label."""
        self.page.get_by_label(label, exact=True).first.fill(value)
        return self

    def enters_day(self, question: str, day: str) -> Visitor:
        """Type a day, written 2026-03-27, into the three boxes under a question."""
        year, month, number = day.split("-")
        boxes = self.page.get_by_role("group", name=question)
        for label, value in (("Day", number), ("Month", month), ("Year", year)):
            boxes.get_by_label(label, exact=True).fill(str(int(value)))
        return self

    def picks(self, label: str, choice: str) -> Visitor:
        """Pick from the list with this label, by words or by value."""
        self.page.get_by_label(label, exact=True).first.select_option(choice)
        return self

    def ticks(self, choice: str | re.Pattern[str]) -> Visitor:
        """Tick the first answer with these words."""
        self.page.get_by_label(choice).first.check()
        return self

    # what a visitor sees

    def is_at(self, heading: str | re.Pattern[str]) -> Visitor:
        """The page's heading says this."""
        expect(self.page.locator("h1")).to_contain_text(heading)
        return self

    def sees(self, *words: str | re.Pattern[str]) -> Visitor:
        """Each of these words is to be read in the page's own part."""
        for each in words:
            expect(self.main.get_by_text(each).first).to_be_visible()
        return self

    def does_not_see(self, *words: str) -> Visitor:
        """None of these words stands anywhere on the page."""
        for each in words:
            expect(self.page.get_by_text(each)).to_have_count(0)
        return self

    def is_not_offered(self, *links: str) -> Visitor:
        """No link on the page has these words."""
        for each in links:
            expect(self.page.get_by_role("link", name=each, exact=True)).to_have_count(0)
        return self

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    # what holds wherever a visitor is

    def _arrives(self) -> Visitor:
        self.page.wait_for_load_state("load")
        refused = [each for each in self.complaints if "status of 4" in each]
        others = [each for each in self.complaints if each not in refused]
        assert not others, f"{self.path}: the browser complains: {others}"
        assert self.expects_refusal or not refused, f"{self.path}: {refused}"
        self.complaints.clear()
        if not self.script:
            return self  # what looks a page over is a script itself
        width = self.page.viewport_size["width"]  # type: ignore[index]
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{self.path} is {wide} wide: {self.page.evaluate(WIDEST, width)}"
        self._is_accessible(width)
        return self

    def _is_accessible(self, width: int) -> None:
        shape = re.sub(r"\d+|[A-Z]{3}-\d+-\d+", "#", self.path.split("?")[0])
        seen = (shape, width, self.page.locator(".govuk-error-summary").count())
        if seen in self.looked_over:
            return
        self.looked_over.add(seen)
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = [
            f"{rule}: {html[:200]}"
            for rule, html in self.page.evaluate(FAULTS)
            if not (rule == EXEMPT[0] and EXEMPT[1] in html)
        ]
        assert not found, "\n".join([f"{self.path} is not accessible:", *found])

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)
