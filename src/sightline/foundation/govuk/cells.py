"""What stands in the cells of a list."""

from __future__ import annotations

import html
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

from sightline.foundation.govuk.words import number, short_day


def tags_of(heading: str, *, numeric: bool = False) -> tuple[str, str]:
    """What stands round a cell below this heading."""
    kind = ' class="n"' if numeric else ""
    return f'<td{kind} data-label="{safe(heading)}">', "</td>"


def safe(text: Markup | str) -> str:
    """Text as it may stand in a page; a third of the time that `markupsafe` takes, which makes an
    object of each: a list has hundreds of them."""
    if type(text) is Markup:
        return str(text)
    return html.escape(text) if type(text) is str else str(escape(text))


def shown(value: Any) -> Markup | str:
    """A value as a list shows it: short dates, commas, yes and no."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date | datetime):
        return Markup(f'<span class="d">{short_day(value)}</span>')
    return number(value) if isinstance(value, int | float) else str(value)
