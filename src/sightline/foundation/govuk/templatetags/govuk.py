"""Lets a page of Django's own template language stand in the same layout as all others."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.loader import get_template
from django.utils.safestring import SafeString
from markupsafe import Markup

register = template.Library()


class LayoutNode(template.Node):
    """Draws its content inside `govuk/wrapped.html`."""

    def __init__(self, heading: NodeList, content: NodeList) -> None:
        self.heading = heading
        self.content = content

    def render(self, context: template.Context) -> SafeString:
        """Draw heading and content first, then the layout round them."""
        page: dict[str, Any] = {
            **{key: value for layer in context.dicts for key, value in layer.items()},
            "wrapped_heading": Markup(self.heading.render(context)),  # noqa: S704 - rendered
            "wrapped_content": Markup(self.content.render(context)),  # noqa: S704 - rendered
        }
        page.pop("messages", None)
        html = get_template("govuk/wrapped.html").render(page, context.get("request"))
        return SafeString(html)


@register.tag
def govuk_page(parser: Parser, token: Token) -> LayoutNode:
    """`{% govuk_page %} heading {% body %} content {% endgovuk_page %}`."""
    heading = parser.parse(("body",))
    parser.delete_first_token()
    content = parser.parse(("endgovuk_page",))
    parser.delete_first_token()
    return LayoutNode(heading, content)
