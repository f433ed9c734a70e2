"""Files of figures in the layouts of the Department for Education, of our own making, loaded as the
worker loads them. No figure in them is real."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from builders import partnership as made
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations
from sightline.work.performance.models import (
    Framework,
    Indicator,
    Question,
    Release,
    ReportReceived,
    ScrutinyQuestion,
    Series,
)

NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
HEAD = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name",
        "region_code", "region_name", "old_la_code", "new_la_code", "la_name"]  # fmt: skip
ENGLAND = ["National", "E92000001", "England", "", "", "", "", ""]
NORTH = ["Regional", "E92000001", "England", "E12000003", "Yorkshire and The Humber", "", "", ""]


def authority(code: str, name: str = "") -> list[str]:
    """The columns that say which authority a line is about."""
    return ["Local authority", "E92000001", "England", "E12000003", "Yorkshire and The Humber",
            code, f"E08000{code}", name or f"Authority {code}"]  # fmt: skip


def written(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as the bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


COUNTS = [4706, 9481, 12879, 12209, 4016, 4500, 5977, 7511, 5296, 4445, 4385, 3450, 4992]


def referrals(code: str, counts: Sequence[object] = COUNTS, first: int = 2013) -> bytes:
    """Referrals of an authority, its region and England by year, with a symbol and a blank."""
    rows: list[list[object]] = [[*HEAD, "category", "referral_count", "rereferral_percent"]]
    for place, count in enumerate(counts):
        year = first + place
        for where in (ENGLAND, NORTH, authority(code)):
            share = "c" if place == 3 else "" if place == 4 else 20 + place / 10
            rows.append([year, "Reporting year", *where, "Referrals", count, share])
    return written(rows)


def wards(code: str, counts: dict[str, int], measure: str = "n") -> bytes:
    """A year's count of each ward of an authority, and of the authority itself: their sum."""
    head = [*HEAD, "ward_code", "ward_name", "category", measure]
    rows: list[list[object]] = [head]
    where = authority(code)
    for number, (name, count) in enumerate(counts.items()):
        ward = ["Ward", *where[1:], f"E050000{number:02d}", name]
        rows.append([2025, "Reporting year", *ward, "Wards", count])
    rows.append([2025, "Reporting year", *where, "", "", "Wards", sum(counts.values())])
    return written(rows)


def neighbours_2025(code: str) -> bytes:
    """One authority's ten neighbours."""
    head = ["old_la_code", "la_name", "region_ind", "region_name"]
    head += [each for n in range(1, 11) for each in (f"SN_{n}", f"SN_{n}P")]
    row = [code, f"Authority {code}", "3", "Yorkshire"]
    row += [each for n in range(1, 11) for each in (str(500 + n), "Close ")]
    return b"\xef\xbb\xbf" + written([head, row])


def set_up(
    partnership: Partnership, *, body: str = "effectiveness-group", area: str = "384"
) -> Framework:
    """The data set of a partnership, set up."""
    return operations.set_up_data_set(
        partnership=partnership,
        area_code=area,
        body=partnership.body_set.get(key=body),
        by=made.BY,
        now=NOW,
    )


def receive(
    partnership: Partnership,
    content: bytes,
    *,
    title: str = "Figures",
    name: str = "figures.csv",
    now: datetime = NOW,
) -> Release:
    """A file received, not loaded yet."""
    return operations.receive_file(
        partnership=partnership,
        title=title,
        published_on=date(2025, 10, 30),
        upload=SimpleUploadedFile(name, content, "text/csv"),
        by=made.BY,
        now=now,
    )


def load(
    partnership: Partnership, content: bytes, *, title: str = "Figures", now: datetime = NOW
) -> Release:
    """A file received and loaded, or refused."""
    release = receive(partnership, content, title=title, now=now)
    return operations.load_release(number=release.pk, by=made.BY, now=now)


def series(partnership: Partnership, code: str, area: str = "384") -> Series:
    """The figures of an indicator at a place."""
    return Series.objects.select_related("indicator", "area").get(
        partnership=partnership, indicator__code=code, area__code=area
    )


def decide(partnership: Partnership, area: str, reason: str) -> None:
    """A baseline fixed on a chart."""
    operations.decide_chart(
        series=series(partnership, "referrals-referral-count", area),
        what="baseline",
        period=202403,
        reason=reason,
        by=made.BY,
        now=NOW,
    )


def ask(partnership: Partnership, *, agency: str, words: str, reply: str) -> Question:
    """A question to an agency about the newest count, with its reply."""
    question = operations.ask_question(
        framework=Framework.objects.get(partnership=partnership),
        series=series(partnership, "referrals-referral-count"),
        period=202503,
        agency=partnership.agency_set.get(key=agency),
        words=words,
        reply_due_on=date(2025, 12, 1),
        by=made.BY,
        now=NOW,
    )
    return operations.reply_to_question(question=question, reply=reply, by=made.BY, now=NOW)


def scrutinise(partnership: Partnership, words: str) -> ScrutinyQuestion:
    """A scrutiny question attached to an indicator."""
    indicator = Indicator.objects.get(partnership=partnership, code="referrals-referral-count")
    return operations.ask_of_indicator(indicator=indicator, words=words, by=made.BY, now=NOW)


def received(partnership: Partnership, on: date = date(2025, 11, 3)) -> ReportReceived:
    """The group received the report of the newest period."""
    return operations.receive_report(
        framework=Framework.objects.get(partnership=partnership),
        period=202503,
        received_on=on,
        by=made.BY,
        now=NOW,
    )
