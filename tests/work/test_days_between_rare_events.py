"""Days between rare events: asked of the agency with its return, drawn for who sees small counts,
and told to nobody else (R9.1, R10.2)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from python_calamine import CalamineWorkbook

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import RuleBroken
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import EventDay, Indicator, Submission
from sightline.work.performance.rules import kinds
from sightline.work.performance.rules.charts import Setting, read
from sightline.work.performance.rules.event_days import bounds, read_days, written
from sightline.work.performance.rules.kinds import Known
from sightline.work.performance.rules.returns import Answer, findings
from web.test_policy_and_database_give_the_same_rows import as_web, rows
from work.test_returns_are_filled_in_and_sealed import lead_of
from work.test_returns_come_in_a_spreadsheet import workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]
CUSTODY = "Young people sent to custody"
# one on 15 February and one on 15 August of each year, from 2019: by the calendar, two leap years
HALF_YEARS = [181, 184, 182, 184, 181, 184, 181, 184, 181, 184, 182, 184]


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


@pytest.fixture
def rare(ours: Partnership) -> Indicator:
    return made.owed(ours, "swypft", CUSTODY, polarity="low", has_days=True)


def of_half_years(ours: Partnership, rare: Indicator) -> None:
    for period in made.quarters(26):
        year, month = divmod(period, 100)
        day = {3: date(year, 2, 15), 9: date(year, 8, 15)}.get(month)
        answer = Answer(value=int(day is not None), words="Looked into", days=(day,) if day else ())
        [asked] = made.asked(ours, period)
        made.sealed(asked, {rare.pk: answer}, lead_of(ours))


def test_limits_are_those_of_the_root() -> None:
    """With roots of 2 and 3 in turn the mean is 2.5 and each range 1: by hand, 2.5 +/- 2.66."""
    point = read([2**3.6, 3**3.6] * 6, setting=Setting(kind="t")).points[0]
    assert point.lines is not None
    assert point.lines.lower is None  # below zero
    assert point.lines.centre == pytest.approx(27.08, abs=0.01)
    assert point.lines.upper == pytest.approx(367.7, abs=0.1)


def test_days_are_counted_between_events_or_not_at_all() -> None:
    days = [[date(2026, 1, 31)], [], [date(2026, 3, 1), date(2026, 2, 1)]]
    found = kinds.gaps_by_day(Known([1.0, 0.0, 2.0]), days)
    assert found is not None
    assert [(each.place, each.apart) for each in found] == [(2, 1), (2, 28)]
    # one day is missing; and days that a correction to none left behind count no more
    assert kinds.gaps_by_day(Known([2.0, 0.0, 2.0]), days) is None
    assert kinds.gaps_by_day(Known([0.0, 0.0, 2.0]), days) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 May 2026\n1/4/2026", [date(2026, 4, 1), date(2026, 5, 3)]),
        ("2026-05-03, 3 sept 2026; 3.5.2026",
         [date(2026, 5, 3), date(2026, 5, 3), date(2026, 9, 3)]),
        ("2026-05-03 00:00:00", [date(2026, 5, 3)]),
        ("", []),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_written(text: str, expected: list[date]) -> None:
    assert list(read_days(text)) == expected
    assert list(read_days(written(expected))) == expected


@pytest.mark.parametrize("text", ["in May", "31 June 2026", "3/5", "3 Mai3 2026", "5/2026"])
def test_what_is_no_day_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day such as"):
        read_days(text)


def test_a_period_has_its_first_and_last_day() -> None:
    assert bounds(202509, "quarter") == (date(2025, 7, 1), date(2025, 9, 30))
    assert bounds(202402, "month") == (date(2024, 2, 1), date(2024, 2, 29))
    assert bounds(202503, "financial") == (date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("value", "days", "says", "is_error"),
    [
        (1, [date(2025, 6, 30)], "30 June 2025 is not in the period", True),
        (1, [date(2025, 7, 1), date(2025, 7, 2)], "There are 2 days here, and 1 events", True),
        (2, [date(2025, 9, 30)], "1 of 2 days are here", False),
        (1, [date(2025, 9, 30)], "", False),
        (0, [], "", False),
    ],
)
def test_days_are_held_to_the_period_and_the_count(
    ours: Partnership, rare: Indicator, value: int, days: list[date], says: str, is_error: bool
) -> None:
    [held] = made.asked(ours)
    asked = queries.asked_of(held, None)
    found = findings(asked, {rare.pk: Answer(value=value, days=tuple(days))})
    assert [(each.part, each.is_error) for each in found] == ([("days", is_error)] if says else [])
    assert all(says in each.sentence for each in found)


def test_days_are_asked_for_of_counts_only(ours: Partnership) -> None:
    for wrong in ({"unit": "%"}, {"denominator": "All children"}):
        with pytest.raises(RuleBroken, match="where events are counted"):
            made.owed(ours, "swypft", "A share", has_days=True, **wrong)


def test_the_chart_counts_days_for_who_sees_small_counts_only(
    ours: Partnership, rare: Indicator
) -> None:
    of_half_years(ours, rare)
    series = figures.series(ours, rare.code)
    picture = queries.picture(BY, series)
    assert (picture.kind, picture.counts_days) == ("t", True)
    assert [point.value for _, point in picture.gaps] == HALF_YEARS
    # nothing that leaves counts days, whoever takes it away
    leaving = queries.picture(BY, series, leaves=True)
    assert [point.value for _, point in leaving.gaps] == [2] * 12
    where = f"/data-set/indicators/{rare.code}"
    analyst = Visitor(appointed(ours, "business-manager").person)
    assert "184 days after the one before" in analyst.get(where)
    assert "Days since the one before" in analyst.get(where)
    assert b"184" not in analyst.ask("get", f"{where}?export=csv").streamed
    for key in ("vulnerable-group-members", "lead-swypft"):
        page = Visitor(appointed(ours, key).person).get(where)
        assert "2 quarters after the one before" in page
        assert "Periods since the one before" in page
        assert "184 days" not in page
        assert ": 184, " not in page  # as a point of the chart would say it


def test_a_day_is_seen_by_its_agency_and_by_who_sees_small_counts(
    ours: Partnership, rare: Indicator
) -> None:
    [asked] = made.asked(ours)
    answer = Answer(value=1, words="Known", days=(date(2025, 7, 9),))
    seal = made.sealed(asked, {rare.pk: answer}, lead_of(ours))
    assert "2025-07-09" not in str(seal.content)
    seen = {}
    for key in ("lead-swypft", "business-manager", "scrutineer", "effectiveness-group-chair",
                "lead-wakefield-council"):  # fmt: skip
        with as_web(Visitor(appointed(ours, key).person).token):
            seen[key] = len(rows(EventDay))
    assert seen == {"lead-swypft": 1, "business-manager": 1, "scrutineer": 1,
                    "effectiveness-group-chair": 0, "lead-wakefield-council": 0}  # fmt: skip
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventDay.objects.update(happened_on=date(2025, 7, 10))
    lead = Visitor(appointed(ours, "lead-swypft").person).token
    sql = """INSERT INTO performance_eventday (submission_id, partnership_id, agency_id,
             indicator_id, period, happened_on) SELECT submission_id, partnership_id, agency_id,
             indicator_id, period, happened_on + 1 FROM performance_eventday"""
    refused = pytest.raises(DatabaseError, match="row-level security")
    with as_web(lead), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)  # what is submitted gets no further day


def test_a_correction_brings_its_own_days(ours: Partnership, rare: Indicator) -> None:
    lead = lead_of(ours)
    [asked] = made.asked(ours)

    def sealed(day: int, now: datetime = NOW) -> Submission:
        answer = Answer(value=1, words="Known", days=(date(2025, 7, day),))
        return made.sealed(asked, {rare.pk: answer}, lead, now=now)

    sealed(9)
    reason = "It was another day"
    operations.correct_return(agency_return=asked, reason=reason, by=lead, now=NOW)
    with pytest.raises(RuleBroken, match="Nothing is changed"):
        sealed(9)
    draft = {rare.pk: Answer(value=1, words="Known", days=(date(2025, 7, 20),))}
    operations.save_return(agency_return=asked, answers=draft, by=lead, now=NOW)
    operations.leave_correction(agency_return=asked, by=lead, now=NOW)
    assert queries.answers_of(asked)[rare.pk].days == (date(2025, 7, 9),)
    operations.correct_return(agency_return=asked, reason=reason, by=lead, now=NOW)
    later = datetime(2025, 12, 1, tzinfo=UTC)
    sealed(10, later)
    assert queries.event_days(rare.pk, later) == {202509: [date(2025, 7, 10)]}
    assert queries.event_days(rare.pk, NOW) == {202509: [date(2025, 7, 9)]}


def test_days_are_filled_in_on_the_page(ours: Partnership, rare: Indicator) -> None:
    lead = Visitor(appointed(ours, "lead-swypft").person)
    [asked] = made.asked(ours)
    where = f"/data-set/returns/{asked.record.reference}"
    form = {f"value-{rare.pk}": "1", f"days-{rare.pk}": "some day in July", "then": "check"}
    assert "is not a day such as 3 May 2026" in lead.post(f"{where}/fill", form)
    lead.post(f"{where}/fill", {**form, f"days-{rare.pk}": "9 July 2025"}, status=302)
    assert "9 July 2025" in lead.get(f"{where}/fill")
    lead.post(f"{where}/submit", {}, status=302)
    assert [each.happened_on for each in EventDay.objects.all()] == [date(2025, 7, 9)]
    assert "9 July" not in lead.get(where)


def test_days_come_in_the_template(ours: Partnership, rare: Indicator) -> None:
    other = made.owed(ours, "swypft", "Something common")
    [asked] = made.asked(ours)
    lead = Visitor(appointed(ours, "lead-swypft").person)
    where = f"/data-set/returns/{asked.record.reference}"
    content = lead.ask("get", f"{where}/template").streamed
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Return")
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    codes = [row[0] for row in rows]
    at, beside = codes.index(rare.code), codes.index(other.code)
    rows[at][3], rows[beside][3] = 2, 30

    def send(days: object, row: int) -> list[tuple[str, str]]:
        sent = [list(each) for each in rows]
        sent[row][8] = days
        return [tuple(each) for each in operations.send_spreadsheet(
            agency_return=asked, upload=workbook(sent), by=lead_of(ours), now=NOW
        )]  # fmt: skip

    assert send("9 July", at) == [(f"I{at + 1}", "“9 July” is not a day such as 3 May 2026")]
    assert send("9 July 2025", beside)[0][1].startswith("Leave this empty")
    assert send("9 July 2025, 10/7/2025", at) == []
    assert queries.answers_of(asked)[rare.pk].days == (date(2025, 7, 9), date(2025, 7, 10))
    assert "9 July 2025" in str(
        CalamineWorkbook.from_filelike(io.BytesIO(lead.ask("get", f"{where}/template").streamed))
        .get_sheet_by_name("Return").to_python(skip_empty_area=False)
    )  # fmt: skip
    assert send(date(2025, 7, 9), at) == []
    assert queries.answers_of(asked)[rare.pk].days == (date(2025, 7, 9),)


def test_an_office_says_whether_days_are_asked_for(ours: Partnership) -> None:
    office = Visitor(appointed(ours, "business-manager").person)
    form = {"name": CUSTODY, "period_kind": "quarter", "polarity": "low", "decimals": "0",
            "disclosure": "children", "has_days": "yes", "agency": "swypft",
            "reason": "Asked for by the group"}  # fmt: skip
    office.post("/data-set/indicators/define", form, status=302)
    held = Indicator.objects.get(name=CUSTODY)
    assert held.has_days
    assert held.versions.get().content["has_days"]
    again = office.get(f"/data-set/indicators/{held.code}/define")
    assert 'value="yes" checked' in again.replace(" checked=", " checked ")
