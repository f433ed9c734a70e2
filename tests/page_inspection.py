"""What every page must satisfy, whatever it shows; used by the page tests of every room.

`inspect(response)` raises with every fault found, so that one run tells them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"))
VOID |= {"param", "source", "track", "wbr"}
UNLABELLED = frozenset(("hidden", "submit", "button", "image", "reset"))


@dataclass
class Element:
    """One element of the page, with the text inside it."""

    tag: str
    attrs: dict[str, str]
    parents: tuple[Element, ...]
    text: str = ""

    def within(self, tag: str) -> Element | None:
        return next((each for each in reversed(self.parents) if each.tag == tag), None)


@dataclass
class Html:
    """The elements of a page in the order they stand."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        return [each for each in self.elements if each.tag == tag]

    def by_id(self, name: str) -> Element | None:
        return next((each for each in self.elements if each.attrs.get("id") == name), None)

    def classed(self, name: str) -> list[Element]:
        return [each for each in self.elements if name in each.attrs.get("class", "").split()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.html = Html()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.html.faults.append(f"<{tag}> has an attribute twice: {names}")
        known = {name: value or "" for name, value in attrs}
        element = Element(tag, known, tuple(self.open))
        self.html.elements.append(element)
        if tag not in VOID and self.get_starttag_text()[-2:] != "/>":  # type: ignore[index]
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1].tag != tag:
            inside = self.open[-1].tag if self.open else "nothing"
            self.html.faults.append(f"</{tag}> closes inside {inside}, line {self.getpos()[0]}")
            if not any(each.tag == tag for each in self.open):
                return
            while self.open[-1].tag != tag:
                self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.text += data


def read(source: str) -> Html:
    """Read HTML into its elements, noting tags that do not close."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.html.faults += [f"<{each.tag}> never closes" for each in reader.open]
    return reader.html


def words(page: str) -> str:
    """The words of a page's main part, each parted by one space."""
    return " ".join(read(page).all("main")[0].text.split())


def inspect(response: Any) -> Html:
    """Inspect a whole page and fail with every fault in it; give back what was read."""
    html = read(response.content.decode())
    faults = [*html.faults, *_whole_page(html), *fragment_faults(html)]
    assert not faults, "\n".join(faults)
    return html


def inspect_fragment(source: str) -> Html:
    """Inspect a part of a page, such as one component."""
    html = read(source)
    faults = [*html.faults, *fragment_faults(html)]
    assert not faults, "\n".join(faults)
    return html


def fragment_faults(html: Html) -> list[str]:
    """What must hold for any piece of a page."""
    return [
        *_ids(html),
        *_labels(html),
        *_inline_code(html),
        *_forms(html),
        *_error_links(html),
        *(f"<img src={e.attrs.get('src')}> has no alt" for e in html.all("img")
          if "alt" not in e.attrs),
        *(f"an svg has no name: {e.attrs}" for e in html.all("svg")
          if e.attrs.get("aria-hidden") != "true" and not _is_named(e)),
        *(f"<{e.tag}> has no text to press" for e in html.all("a") + html.all("button")
          if not e.text.strip() and not _is_named(e) and not _holds_a_picture(html, e)),
    ]  # fmt: skip


def _whole_page(html: Html) -> list[str]:
    faults = []
    root = html.all("html")
    if not root or not root[0].attrs.get("lang", "").startswith("en"):
        faults.append("the page does not say that it is in English")
    headings = html.all("h1")
    if len(headings) != 1:
        faults.append(f"{len(headings)} h1 instead of one")
    titles = [each for each in html.all("title") if each.within("head")]
    if len(titles) != 1:
        faults.append(f"{len(titles)} title instead of one")
    elif headings:
        title, heading = _words(titles[0].text), _words(headings[0].text)
        of_the_site = title == f"Home – {heading}"  # its heading is the site's name
        agrees = title.removeprefix("Error: ").startswith(heading) and " – " in title
        if not agrees and not of_the_site:
            faults.append(f"the title “{title}” does not agree with the h1 “{heading}”")
        has_summary = bool(html.classed("govuk-error-summary"))
        if title.startswith("Error: ") != has_summary:
            faults.append("“Error:” in the title and an error summary go together")
    if len(html.all("main")) != 1:
        faults.append("not exactly one main")
    levels = [int(each.tag[1]) for each in html.elements if each.tag in ("h1", "h2", "h3", "h4")
              and each.within("main")]  # fmt: skip
    for upper, lower in pairwise(levels):
        if lower > upper + 1:
            faults.append(f"heading level {lower} follows level {upper}")
    faults += [f"{mark} is left on the page" for mark in ("{{", "{%", "Undefined")
               if root and mark in root[0].text]  # fmt: skip
    return faults


def _ids(html: Html) -> list[str]:
    ids = [each.attrs["id"] for each in html.elements if "id" in each.attrs]
    faults = [f"the id “{each}” is there {ids.count(each)} times" for each in set(ids)
              if ids.count(each) > 1]  # fmt: skip
    for each in html.elements:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            faults += [
                f"{name}=“{target}” of <{each.tag}> points nowhere"
                for target in each.attrs.get(name, "").split()
                if target not in ids
            ]
    return faults


def _labels(html: Html) -> list[str]:
    labelled = {each.attrs.get("for") for each in html.all("label")}
    return [
        f"<{each.tag} name={each.attrs.get('name')}> has no label"
        for each in html.all("input") + html.all("select") + html.all("textarea")
        if each.attrs.get("type") not in UNLABELLED
        and each.attrs.get("id") not in labelled
        and not _is_named(each)
        and each.within("label") is None
    ]


def _inline_code(html: Html) -> list[str]:
    faults = []
    for each in html.elements:
        if each.tag == "style" or "style" in each.attrs:
            faults.append(f"<{each.tag}> carries a style")
        if (
            each.tag == "script"
            and "src" not in each.attrs
            and (each.attrs.get("type") != "application/json")
        ):
            faults.append("a script stands in the page itself")
        faults += [f"<{each.tag}> has the handler {name}" for name in each.attrs
                   if name.startswith("on")]  # fmt: skip
        target = (each.attrs.get("href") or each.attrs.get("action") or "").strip().lower()
        if target.startswith("javascript:"):
            faults.append(f"<{each.tag}> leads to a script")
    return faults


def _forms(html: Html) -> list[str]:
    faults = []
    for form in html.all("form"):
        if "action" not in form.attrs:
            faults.append("a form has no action")
        if form.attrs.get("method", "get").lower() != "post":
            continue
        inside = [each for each in html.all("input") if form in each.parents]
        if not any(each.attrs.get("name") == "csrfmiddlewaretoken" for each in inside):
            faults.append(f"the form to {form.attrs.get('action')} has no csrf token")
        files = any(each.attrs.get("type") == "file" for each in inside)
        if files and form.attrs.get("enctype") != "multipart/form-data":
            faults.append("a form with a file cannot send it")
    return faults


def _error_links(html: Html) -> list[str]:
    faults = []
    for link in html.all("a"):
        summary = any("govuk-error-summary" in each.attrs.get("class", "").split()
                      for each in link.parents)  # fmt: skip
        target = html.by_id(link.attrs.get("href", "").removeprefix("#"))
        if summary and target is None:
            faults.append(f"the error “{_words(link.text)}” leads nowhere")
        elif summary and target is not None and target.tag not in (
            "input", "select", "textarea", "main",
        ):  # fmt: skip
            faults.append(f"the error “{_words(link.text)}” does not lead to an input")
    return faults


def _is_named(element: Element) -> bool:
    return bool(element.attrs.get("aria-label") or element.attrs.get("aria-labelledby"))


def _holds_a_picture(html: Html, element: Element) -> bool:
    return any(element in each.parents and each.attrs.get("alt") for each in html.all("img"))


def _words(text: str) -> str:
    return " ".join(text.split())
