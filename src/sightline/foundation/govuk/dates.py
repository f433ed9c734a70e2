"""What people type into the boxes of a date or a time, and what is wrong with it, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Literal

from sightline.foundation.govuk.words import listed

DatePart = Literal["day", "month", "year"]
PARTS: tuple[DatePart, ...] = ("day", "month", "year")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
EARLIEST, LATEST = 1900, 2200


class DateTrouble(Exception):
    """Why the three boxes are no date: the sentence, and the boxes to mend."""

    def __init__(self, sentence: str, parts: Sequence[DatePart]) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.parts = tuple(parts)
        self.part = self.parts[0]


def read_date(typed: Mapping[str, str], *, called: str) -> date:
    """Read a date from its boxes, or say which box is missing or wrong.

    Sentences as the GOV.UK Design System asks of a date input.
    """
    missing = [part for part in PARTS if not typed.get(part)]
    if missing:
        raise DateTrouble(f"{called} must include a {listed(missing)}", missing)
    found = (
        _whole(typed["day"], 1, 31),
        read_month(typed["month"]),
        _whole(typed["year"], 0, 9999),
    )
    wrong = [part for part, number in zip(PARTS, found, strict=True) if number is None]
    day, month, year = found
    if year is not None and not EARLIEST <= year <= LATEST:
        if len(typed["year"]) < 4:
            raise DateTrouble("Year must include 4 numbers", ["year"])
        raise DateTrouble(f"{called} must be between {EARLIEST} and {LATEST}", ["year"])
    if day is None or month is None or year is None:
        raise DateTrouble(f"{called} must be a real date", wrong)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateTrouble(f"{called} must be a real date", PARTS) from None


def read_month(typed: str) -> int | None:
    """A month by number or by name: "9", "09", "sep", "Sept", "September"."""
    number = _whole(typed, 1, 12)
    if number is not None:
        return number
    name = typed.strip().rstrip(".").lower()
    if len(name) < 3:
        return None
    for place, month in enumerate(MONTHS, start=1):
        if month.startswith(name):
            return place
    return None


def read_time(typed: str) -> time | None:
    """A time of day as people write it: "14:30", "1430", "2.30 pm", "2pm", "midday", "noon"."""
    text = re.sub(r"\s+", "", typed.lower())
    if text in ("midday", "noon", "12noon", "12midday"):
        return time(12)
    if text in ("midnight", "12midnight"):
        return time(0)
    found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?(am|pm|a\.m\.|p\.m\.)?", text, re.ASCII)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if minute > 59 or (not half and found[2] is None):
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 else None


def _whole(typed: str, lowest: int, highest: int) -> int | None:
    text = typed.strip()
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        return None
    return int(text) if lowest <= int(text) <= highest else None


def day_asked(query: Mapping[str, str], name: str = "as_at") -> date | None:
    """The day an address asks for: `?as_at=2020-03-31`, or the three boxes of a date; None where
    none is asked for or it is no date."""
    text = query.get(name, "")
    try:
        if text:
            return date.fromisoformat(text)
        typed: dict[str, str] = {part: query.get(f"{name}-{part}", "") for part in PARTS}
        return read_date(typed, called="Date") if any(typed.values()) else None
    except (ValueError, DateTrouble):
        return None
