"""Plain markup (CommonMark) as clean HTML in the classes of the pages: headings, paragraphs, lists,
tables and links. HTML that somebody types is shown as they typed it."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "table": "app-table",
}
PLAIN = {"li", "strong", "em", "blockquote", "br", "hr", "thead", "tbody", "tr", "th", "td"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def text_as_page(text: str) -> Markup:
    """The text as clean HTML; its headings begin one below the page's own."""
    tokens = MARKDOWN.parse(text)
    headings = [it for it in tokens if it.type in ("heading_open", "heading_close")]
    highest = min((int(it.tag[1]) for it in headings), default=2)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + 2, 4)}"
    clean = nh3.clean(
        MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}),
        tags=PLAIN | set(CLASSES),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        set_tag_attribute_values={tag: {"class": name} for tag, name in CLASSES.items()},
    )
    return Markup(clean)
