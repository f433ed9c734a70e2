"""The demonstration's data set: invented figures in the layout of the Department for Education.

Loaded through the same operations as a real file. The same day gives the same figures, and every
indicator says that it is invented.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sightline.foundation.calendar import add_months
from sightline.foundation.permissions import system_actor
from sightline.registers.partnership.models import Agency, Body, Partnership
from sightline.web.demonstration_year.world import World
from sightline.work.performance import operations
from sightline.work.performance.models import Framework, Indicator, Release, Series
from sightline.work.performance.operations.defining import Meaning

MONTHS = 36
CATEGORY = "Invented"
# What is counted, its usual level, how far it moves, which way is good, its unit, and what happens
# to it in the newest months: a factor, from how many months before the end.
MEASURES = (
    ("Referrals to children's social care", 390, 28, "none", "", (1.0, 0)),
    ("Re-referrals within 12 months", 20, 2, "low", "%", (1.0, 0)),
    ("Assessments finished within 45 working days", 83, 3, "high", "%", (0.86, 1)),
    ("Child protection conferences within 15 working days", 78, 4, "high", "%", (1.0, 0)),
    ("Children on a child protection plan", 470, 14, "none", "", (1.12, 8)),
    ("Plans that are a second or later one", 22, 3, "low", "%", (1.0, 0)),
    ("Children looked after", 690, 7, "none", "", (1.0, 0)),
    ("Episodes of children missing from home", 96, 11, "low", "", (1.45, 1)),
    ("Return interviews within 72 hours", 71, 5, "high", "%", (1.0, 0)),
    ("Incidents of domestic abuse with a child in the home", 610, 45, "low", "", (1.0, 0)),
    ("Children cared for in hospital after self-harm", 31, 5, "low", "", (1.0, 0)),
    ("Children who were not brought to an appointment", 240, 21, "low", "", (0.78, 9)),
    ("Health assessments in time", 88, 3, "high", "%", (1.0, 0)),
    ("Children missing education", 62, 7, "low", "", (1.0, 0)),
    ("Pupils persistently absent", 23, 1.2, "low", "%", (1.0, 0)),
    ("Early help assessments opened", 150, 14, "none", "", (1.0, 0)),
    ("Contacts at the front door decided within 24 hours", 91, 2.4, "high", "%", (1.0, 0)),
    ("Children exploited criminally, newly identified", 3, 1.7, "low", "", (3.2, 1)),
    ("Children exploited sexually, newly identified", 4, 2, "low", "", (1.0, 0)),
    ("Young people in custody", 2, 1.3, "low", "", (1.0, 0)),
)
TARGETS = {
    "Assessments finished within 45 working days": 85.0,
    "Contacts at the front door decided within 24 hours": 85.0,
    "Re-referrals within 12 months": 15.0,
}
HEADLINES = (
    "Children on a child protection plan",
    "Assessments finished within 45 working days",
    "Children exploited criminally, newly identified",
)

QUESTIONS = (
    (
        "Assessments finished within 45 working days",
        "The share fell outside its limits in one month. What happened to the teams (invented)?",
    ),
    (
        "Episodes of children missing from home",
        "Is the rise in episodes or in how they are recorded (invented)?",
    ),
)


def build(world: World) -> Iterator[str]:
    """Set up the data set and load thirty-six invented months; yields a line of what was done."""
    partnership, today = world.partnership, world.today
    areas = [area for area in world.arrangement.areas if area.own and area.code]
    body = _reader(partnership)
    if not areas or body is None:
        return  # the arrangements name no area with a code, or no group that could read figures
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    now = timezone.make_aware(datetime.combine(today - timedelta(days=20), time(9)))
    operations.set_up_data_set(
        partnership=partnership, area_code=areas[0].code or "", body=body, by=by, now=now
    )
    chance = random.Random("figures")
    rows = _rows(today, areas[0].code or "", areas[0].name, chance)
    _loaded(partnership, rows[:-1], "Invented figures, first release", today, 50)
    corrected = [*rows[:-2], _corrected(rows[-2]), rows[-1]]
    last = _loaded(partnership, corrected, "Invented figures, newest release", today, 12)
    _define(partnership, today)
    operations.read_anew(partnership_id=partnership.pk, indicator_id=None, by=by, now=now)
    _ask(partnership, today)
    for name in HEADLINES:
        operations.mark_headline(
            indicator=Indicator.objects.get(partnership=partnership, name=name),
            words="Invented for the demonstration: no real child is counted here.",
            by=by,
            now=now,
        )
    yield f"{len(MEASURES)} indicators with invented figures, {last.figures_new} in the newest file"


def _reader(partnership: Partnership) -> Body | None:
    bodies = Body.objects.filter(partnership=partnership).order_by("pk")
    groups = [body for body in bodies if body.kind == "group"]
    named = [body for body in groups if "effectiveness" in body.key]
    return next(iter(named or groups), None)


def _rows(today: date, code: str, name: str, chance: random.Random) -> list[list[object]]:
    """One line a month, oldest first, up to the month before the newest that has ended."""
    end = add_months(today.replace(day=1), -2)
    rows = []
    for back in range(MONTHS - 1, -1, -1):
        month = add_months(end, -back)
        row: list[object] = [month.year, f"{month:%B}", "Local authority", "E92000001", "England",
                             "E12000003", "", code, "", name, CATEGORY]  # fmt: skip
        for _, level, movement, _, unit, (factor, since) in MEASURES:
            mean = level * (factor if since and back < since else 1.0)
            value = max(0.0, chance.gauss(mean, movement))
            row.append(min(100.0, round(value, 1)) if unit == "%" else round(value))
        rows.append(row)
    return rows


def _corrected(row: list[object]) -> list[object]:
    """A month of which one agency sent a correction."""
    mended = list(row)
    mended[11] = int(str(row[11])) + 7
    return mended


def _loaded(
    partnership: Partnership, rows: list[list[object]], title: str, today: date, days: int
) -> Release:
    head = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name",
            "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
            "category"]  # fmt: skip
    head += [f"{name} (percent)" if unit == "%" else name for name, _, _, _, unit, _ in MEASURES]
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    day = today - timedelta(days=days)
    now = timezone.make_aware(datetime.combine(day, time(9)))
    release = operations.receive_file(
        partnership=partnership,
        title=title,
        published_on=day,
        upload=SimpleUploadedFile("invented.csv", text.getvalue().encode(), "text/csv"),
        by=by,
        now=now,
    )
    return operations.load_release(number=release.pk, by=by, now=now)


def _define(partnership: Partnership, today: date) -> None:
    """Say in plain words what each indicator is: the file says neither polarity nor target."""
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    now = timezone.make_aware(datetime.combine(today - timedelta(days=11), time(9)))
    found = {
        each.source_column.removeprefix(f"{CATEGORY}: ").removesuffix(" (percent)"): each
        for each in Indicator.objects.filter(partnership=partnership)
    }
    for name, level, _, polarity, unit, _ in MEASURES:
        operations.define_indicator(
            partnership=partnership,
            indicator=found[name],
            meaning=Meaning(
                name=name,
                question=f"Is anything changing in this: {name[:1].lower()}{name[1:]}?",
                numerator="Invented for the demonstration: no real child is counted here",
                unit=unit,
                period_kind="month",
                polarity=polarity,
                target=TARGETS.get(name),
                decimals=1 if unit == "%" else 0,
                disclosure="sensitive" if level < 5 else "open",
            ),
            agency=None,
            reason="Described for the demonstration",
            by=by,
            now=now,
        )
    series = Series.objects.get(indicator=found[MEASURES[4][0]])
    operations.decide_chart(
        series=series,
        what="baseline",
        period=series.periods[23],
        reason="The first two years set the limits: the rise since is what the group watches "
        "(invented)",
        by=by,
        now=now,
    )


def _ask(partnership: Partnership, today: date) -> None:
    """A question that waits, and one that has its reply."""
    by = system_actor("The demonstration", partnership_id=partnership.pk)
    framework = Framework.objects.get(partnership=partnership)
    agencies = list(
        Agency.objects.filter(partnership=partnership).order_by("-is_lead_partner", "pk")
    )
    asked = timezone.make_aware(datetime.combine(today - timedelta(days=9), time(11)))
    for number, (name, words) in enumerate(QUESTIONS):
        series = Series.objects.get(partnership=partnership, indicator__name=name)
        question = operations.ask_question(
            framework=framework,
            series=series,
            period=series.periods[-2 if number else -1],
            agency=agencies[number % len(agencies)],
            words=words,
            reply_due_on=today + timedelta(days=12),
            by=by,
            now=asked,
        )
        if number:
            operations.reply_to_question(
                question=question,
                reply="A new way of counting began in that month; two weeks were counted twice. "
                "The figures are being mended (invented).",
                by=by,
                now=asked + timedelta(days=5),
            )
