"""Dates, times and counts, checked against the GOV.UK style guide's own manner."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from sightline.foundation.govuk import words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (words.day(date(2026, 11, 3)), "3 November 2026"),
        (words.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)), "1 July 2026"),
        (words.weekday(date(2026, 11, 23)), "Monday 23 November 2026"),
        (words.clock(time(9)), "9am"),
        (words.clock(time(14, 5)), "2:05pm"),
        (words.clock(time(12)), "midday"),
        (words.clock(time(0, 30)), "12:30am"),
        (words.moment(datetime(2026, 1, 5, 14, 30, tzinfo=UTC)), "5 January 2026 at 2:30pm"),
        (words.count(0, "duty", "duties"), "no duties"),
        (words.count(1, "duty", "duties"), "1 duty"),
        (words.count(1204, "record"), "1,204 records"),
        (words.capped(1_000, "record"), "1,000 records"),
        (words.capped(1_001, "record"), "more than 1,000 records"),
        (words.listed(["police", "health", "schools"]), "police, health and schools"),
        (words.lower_first("NHS number"), "NHS number"),
        (words.lower_first("Meeting date"), "meeting date"),
    ],
)
def test_words(written: str, expected: str) -> None:
    assert written == expected


def test_plain_text_is_escaped_and_keeps_its_paragraphs() -> None:
    drawn: Any = words.paragraphs("One <b>\r\ntwo\r\n\r\n\r\nthree")

    assert drawn == (
        '<p class="govuk-body">One &lt;b&gt;<br>two</p><p class="govuk-body">three</p>'
    )
