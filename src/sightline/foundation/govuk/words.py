"""Dates, times, counts and amounts as GOV.UK writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django.utils import timezone
from markupsafe import Markup

MORE_THAN = 1_000  # as far as pages are numbered; who has more narrows the list or exports it
MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(value: date | datetime | None) -> str:
    """A date in full: "23 November 2026"; a moment is read on the clock of London."""
    moment = _local(value)
    return "" if moment is None else f"{moment.day} {MONTHS[moment.month]} {moment.year}"


@lru_cache(maxsize=5_000)
def short_day(value: date | datetime | None) -> str:
    """A date where room is scarce, as in a table: "23 Nov 2026"."""
    moment = _local(value)
    return "" if moment is None else f"{moment.day} {MONTHS[moment.month][:3]} {moment.year}"


def weekday(value: date | datetime | None) -> str:
    """A date with its weekday: "Monday 23 November 2026"."""
    moment = _local(value)
    return "" if moment is None else f"{moment:%A} {day(moment)}"


def clock(value: time | datetime | None) -> str:
    """A time as GOV.UK writes it: "9am", "2:30pm", "midday", "midnight"."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time() if timezone.is_aware(value) else value.time()
    if value is None:
        return ""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """A date and time: "23 November 2026 at 2:30pm"."""
    if value is None:
        return ""
    there = value.astimezone(timezone.get_default_timezone()) if value.tzinfo else value
    return f"{day(there.date())} at {clock(there.time())}"


def number(value: int | float) -> str:
    """A figure with commas: "12,400"."""
    return f"{value:,}"


def count(value: int, one: str, many: str = "") -> str:
    """How many, with the word that fits: "1 duty", "1,204 duties", "no duties"."""
    word = one if value == 1 else many or f"{one}s"
    return f"{'no' if value == 0 else number(value)} {word}"


def capped(value: int, one: str, many: str = "") -> str:
    """How many, counted no further than 1,000: "more than 1,000 records"."""
    if value > MORE_THAN:
        return f"more than {number(MORE_THAN)} {many or one + 's'}"
    return count(value, one, many)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items as a sentence says them: "police, health and schools"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def paragraphs(text: str) -> Markup:
    """Plain text as people typed it: an empty line parts paragraphs, one end breaks the line."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return Markup("").join(
        Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(part.split("\n")))
        for part in parts
        if part
    )


@lru_cache(maxsize=500, typed=True)  # typed: what is safe markup stays apart from what was typed
def state_tag(word: str, tone: str = "quiet") -> Markup:
    """A state: its word, a shape and a colour. Tones: done, soon, now, late, mended, missing, open,
    quiet, ended; what each means to a room is that room's own table."""
    return Markup('<strong class="app-state app-state--{}">{}</strong>').format(tone, word)


def upper_first(text: str) -> str:
    """A sentence's capital without touching the rest: "NHS" stays "NHS"."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A label inside a sentence: "Meeting date" becomes "meeting date", "NHS number" stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _local(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.get_default_timezone())
    return value


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "weekday": weekday,
    "clock": clock,
    "moment": moment,
    "number": number,
    "count_of": count,
    "capped": capped,
    "listed": listed,
    "paragraphs": paragraphs,
    "upper_first": upper_first,
    "lower_first": lower_first,
}
