"""A return of an agency from its opening to its correction (R9.1): its own until it is submitted,
sealed then, corrected only with a reason, and the figure first seen is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from builders import figures
from builders import returning as made
from builders.figures import NOW
from builders.partnership import BY, appointed, wakefield
from clients import Visitor
from sightline.foundation.errors import NotAllowed, NotSeen, RuleBroken
from sightline.foundation.outbox.models import Message
from sightline.foundation.permissions import Actor
from sightline.foundation.trail.models import TrailEvent
from sightline.registers.partnership.models import Partnership
from sightline.work.performance import operations, queries
from sightline.work.performance.models import (
    AgencyReturn,
    Figure,
    Framework,
    Indicator,
    Release,
    ReturnLine,
    Submission,
)
from sightline.work.performance.rules.returns import Answer
from web.test_policy_and_database_give_the_same_rows import as_web, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_surroundings")]


@pytest.fixture
def ours() -> Partnership:
    partnership = wakefield()
    figures.set_up(partnership)
    return partnership


@pytest.fixture
def owed(ours: Partnership) -> dict[str, Indicator]:
    return made.front_door(ours)


def lead_of(ours: Partnership, key: str = "swypft") -> Actor:
    number = ours.agency_set.get(key=key).pk
    return Actor(
        person_id=None, name="The lead", partnership_id=ours.pk,
        capacities=frozenset({"agency-lead"}), keys=frozenset({f"agency:{number}"}),
    )  # fmt: skip


def test_each_agency_is_asked_for_what_it_owes_and_told(
    ours: Partnership, owed: dict[str, Indicator]
) -> None:
    lead = appointed(ours, "lead-swypft").person
    schools = made.owed(ours, "wakefield-council", "Children missing education")
    made.owed(ours, "wakefield-council", "Checked each month", period_kind="month")
    first, second = sorted(made.asked(ours), key=lambda each: len(each.owes), reverse=True)
    assert first.agency.key == "swypft"
    assert set(first.owes) == {each.pk for each in owed.values()}
    assert second.owes == [schools.pk]
    assert first.record.title.endswith(", Jul to Sep 2025")
    letter = Message.objects.get(notice="return_opened")
    assert (letter.to_person_id, letter.facts["due_on"]) == (lead.pk, "23 November 2025")
    assert TrailEvent.objects.filter(code="return_opened").count() == 2
    with pytest.raises(RuleBroken, match="has been asked"):
        made.asked(ours)


def test_only_the_office_asks_and_only_for_what_is_owed(ours: Partnership) -> None:
    framework = Framework.objects.get(partnership=ours)
    asks = {"framework": framework, "kind": "month", "period": 202509, "now": NOW}
    with pytest.raises(RuleBroken, match="No agency owes"):
        operations.open_returns(**asks, due_on=date(2025, 12, 1), by=BY)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="future"):
        operations.open_returns(**asks, due_on=NOW.date(), by=BY)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        operations.open_returns(**asks, due_on=date(2025, 12, 1), by=lead_of(ours))  # type: ignore[arg-type]


def test_a_draft_is_kept_and_nothing_is_zero_by_default(
    ours: Partnership, owed: dict[str, Indicator]
) -> None:
    [asked] = made.asked(ours)
    lead, gangs = lead_of(ours), owed[made.GANGS].pk
    for answer in (Answer(value=7), Answer(value=8)):
        operations.save_return(agency_return=asked, answers={gangs: answer}, by=lead, now=NOW)
    assert queries.answers_of(asked) == {gangs: Answer(value=8)}
    assert not Figure.objects.exists()
    with pytest.raises(RuleBroken, match="mended or explained"):
        operations.submit_return(agency_return=asked, by=lead, now=NOW)
    with pytest.raises(RuleBroken, match="does not ask"):
        operations.save_return(agency_return=asked, answers={0: Answer()}, by=lead, now=NOW)


@pytest.mark.parametrize("key", ["wakefield-council", "nobody"])
def test_nobody_fills_in_for_another_agency(
    ours: Partnership, owed: dict[str, Indicator], key: str
) -> None:
    [asked] = made.asked(ours)
    by = lead_of(ours, key) if key != "nobody" else BY
    if key == "nobody":  # the office itself
        by = Actor(person_id=None, name="Office", partnership_id=ours.pk,
                   capacities=frozenset({"business-manager"}))  # fmt: skip
    for act in (operations.submit_return, operations.leave_correction):
        with pytest.raises(NotAllowed):
            act(agency_return=asked, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        operations.save_return(agency_return=asked, answers={}, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        operations.correct_return(agency_return=asked, reason="Because it is", by=by, now=NOW)


def test_a_sealed_return_becomes_figures(ours: Partnership, owed: dict[str, Indicator]) -> None:
    [asked] = made.asked(ours)
    answers = made.good(owed, EXPLOITED=Answer(reason="The system was changed"))
    seal = made.sealed(asked, answers, lead_of(ours))
    assert (asked.state, asked.submitted_by, seal.number) == ("submitted", "The lead", 1)
    release = Release.objects.get(submission=seal)
    assert (release.state, release.layout, release.figures_new) == ("loaded", "return", 6)
    share = figures.series(ours, owed[made.IN_TIME].code)
    assert (share.periods, share.figures) == ([202509], [90.0])
    kept = Figure.objects.get(series=share)
    assert (kept.numerator, kept.denominator) == (90, 100)
    unknown = figures.series(ours, owed[made.EXPLOITED].code)
    assert (unknown.figures, unknown.symbols) == ([None], "x")
    again = operations.take_submission(number=seal.pk, by=BY, now=NOW)
    assert (again.pk, Release.objects.count()) == (release.pk, 1)
    with pytest.raises(RuleBroken, match="is submitted"):
        operations.save_return(agency_return=asked, answers=answers, by=lead_of(ours), now=NOW)


def test_a_correction_needs_a_reason_and_keeps_the_figure_first_seen(
    ours: Partnership, owed: dict[str, Indicator]
) -> None:
    [asked] = made.asked(ours)
    lead = lead_of(ours)
    made.sealed(asked, made.good(owed), lead)
    with pytest.raises(RuleBroken, match="what was wrong"):
        operations.correct_return(agency_return=asked, reason="Oops", by=lead, now=NOW)
    reason = "Two weeks were counted twice"
    operations.correct_return(agency_return=asked, reason=reason, by=lead, now=NOW)
    asked.refresh_from_db()
    with pytest.raises(RuleBroken, match="Nothing is changed"):
        operations.submit_return(agency_return=asked, by=lead, now=NOW)
    later = NOW + timedelta(days=3)
    second = made.sealed(asked, made.good(owed, GANGS=Answer(value=9)), lead, now=later)
    assert (second.number, second.reason, asked.correction_reason) == (2, reason, "")
    release = Release.objects.get(submission=second)
    assert (release.figures_new, release.figures_revised) == (0, 1)
    series = figures.series(ours, owed[made.GANGS].code)
    assert series.figures == [9.0]
    [entry] = queries.picture(BY, series).entries
    assert (entry.first_value, entry.value, entry.revised_on) == (12, 9, later.date())
    [seen] = queries.picture(BY, series, as_at=NOW.date()).entries
    assert seen.value == 12


def test_a_correction_can_be_left(ours: Partnership, owed: dict[str, Indicator]) -> None:
    [asked] = made.asked(ours)
    lead, gangs = lead_of(ours), owed[made.GANGS].pk
    made.sealed(asked, made.good(owed), lead)
    operations.correct_return(agency_return=asked, reason="Counted twice, it seemed", by=lead,
                              now=NOW)  # fmt: skip
    operations.save_return(agency_return=asked, answers={gangs: Answer(value=1)}, by=lead, now=NOW)
    operations.leave_correction(agency_return=asked, by=lead, now=NOW)
    asked.refresh_from_db()
    assert (asked.state, queries.answers_of(asked)[gangs].value) == ("submitted", 12)
    assert Submission.objects.count() == 1


def test_the_leads_are_reminded_once_before_and_once_after_the_day(
    ours: Partnership, owed: dict[str, Indicator]
) -> None:
    appointed(ours, "lead-swypft")
    [asked] = made.asked(ours)  # by 23 November
    late = [operations.chase_returns(today=date(2025, 11, day), by=BY, now=NOW)
            for day in (17, 18, 23, 24, 25)]  # fmt: skip
    assert late == [0, 0, 0, 1, 1]
    assert Message.objects.filter(notice="return_due").count() == 1
    assert Message.objects.filter(notice="return_late").count() == 1
    made.sealed(asked, made.good(owed), lead_of(ours))
    assert operations.chase_returns(today=date(2025, 12, 1), by=BY, now=NOW) == 0


def test_an_agency_sees_its_own_return_alone(ours: Partnership, owed: dict[str, Indicator]) -> None:
    """By the query and by the database: the draft is the agency's; what is sealed is for the group
    that reads figures, the office and the scrutineer; the other agency sees nothing of either."""
    made.owed(ours, "wakefield-council", "Children missing education")
    own, other = sorted(made.asked(ours), key=lambda each: each.agency.key, reverse=True)
    if own.agency.key != "swypft":
        own, other = other, own
    people = {
        key: Visitor(appointed(ours, key).person).token
        for key in ("lead-swypft", "business-manager", "scrutineer", "effectiveness-group-chair",
                    "vulnerable-group-members")
    }  # fmt: skip
    operations.save_return(agency_return=own, answers=made.good(owed), by=lead_of(ours), now=NOW)

    def seen(key: str) -> tuple[set[int], int, int]:
        with as_web(people[key]):
            return rows(AgencyReturn), len(rows(ReturnLine)), len(rows(Submission))

    assert seen("lead-swypft") == ({own.pk}, 6, 0)
    assert seen("business-manager") == ({own.pk, other.pk}, 0, 0)
    assert seen("scrutineer") == seen("effectiveness-group-chair") == (set(), 0, 0)
    made.sealed(own, made.good(owed), lead_of(ours))
    assert seen("lead-swypft") == ({own.pk}, 6, 1)
    assert seen("business-manager") == ({own.pk, other.pk}, 0, 1)
    assert seen("scrutineer") == seen("effectiveness-group-chair") == ({own.pk}, 0, 1)
    assert seen("vulnerable-group-members") == (set(), 0, 0)
    with pytest.raises(NotSeen):
        queries.agency_return(lead_of(ours, "wakefield-council"), own.record.reference, NOW)


def test_the_database_keeps_a_seal(ours: Partnership, owed: dict[str, Indicator]) -> None:
    token = Visitor(appointed(ours, "lead-swypft").person).token
    [asked] = made.asked(ours)
    made.sealed(asked, made.good(owed), lead_of(ours))
    sql = "UPDATE performance_returnline SET value = 1 WHERE agency_return_id = %s"
    with as_web(token), connection.cursor() as cursor:
        cursor.execute(sql, [asked.pk])
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.update(reason="Another")


def test_a_lead_fills_in_is_told_what_is_odd_and_submits(
    ours: Partnership, owed: dict[str, Indicator]
) -> None:
    lead = Visitor(appointed(ours, "lead-swypft").person)
    manager = Visitor(appointed(ours, "business-manager").person)
    stranger = Visitor(appointed(ours, "lead-wakefield-council").person)
    [asked] = made.asked(ours)
    where = f"/data-set/returns/{asked.record.reference}"
    assert where in lead.get("/data-set/returns")
    assert where not in stranger.get("/data-set/returns")
    stranger.get(f"{where}/fill", status=404)
    manager.get(f"{where}/fill", status=403)
    form = {
        f"{part}-{owed[name].pk}": value
        for name, part, value in (
            (made.CONTACTS, "value", "100"), (made.BY_POLICE, "value", "50"),
            (made.BY_SCHOOLS, "value", "40"), (made.IN_TIME, "numerator", "90"),
            (made.IN_TIME, "denominator", "ninety"), (made.GANGS, "value", "104"),
            (made.EXPLOITED, "value", "0"),
        )
    }  # fmt: skip
    assert "Out of how many must be a whole number" in lead.post(f"{where}/fill", form)
    form[f"denominator-{owed[made.IN_TIME].pk}"] = "100"
    lead.post(f"{where}/fill", {**form, "then": "save"}, status=302)
    assert "104" not in manager.get(where)
    checked = lead.post(f"{where}/fill", {**form, "then": "check"}, status=302)
    page = lead.get(checked)
    assert "The parts add up to 90, and the total is 100" in page
    assert "None here, beside 104 of what goes with it" in page
    form[f"value-{owed[made.BY_POLICE].pk}"] = "60"
    form[f"words-{owed[made.EXPLOITED].pk}"] = "None was found by the panel, which looked at all"
    checked = lead.post(f"{where}/fill", {**form, "then": "check"}, status=302)
    assert checked == f"{where}/submit"
    assert "90.0% (90 out of 100)" in lead.get(checked)
    lead.post(checked, {}, status=302)
    seal = Submission.objects.get()
    operations.take_submission(number=seal.pk, by=BY, now=NOW)
    shown = manager.get(where)
    assert "None was found by the panel" in shown
    assert "104" in shown
    assert "104" in manager.get(f"/data-set/indicators/{owed[made.GANGS].code}")
    assert "Not submitted" not in manager.get("/data-set/returns")


def test_the_office_asks_on_a_page(ours: Partnership, owed: dict[str, Indicator]) -> None:
    manager = Visitor(appointed(ours, "business-manager").person)
    assert "Ask agencies for a period" in manager.get("/data-set/returns")
    page = manager.get("/data-set/returns/open")
    period = page.split('value="quarter:')[1].split('"')[0]
    due = date.today() + timedelta(days=14)
    form = {"period": f"quarter:{period}", "due_on-day": due.day, "due_on-month": due.month,
            "due_on-year": due.year}  # fmt: skip
    manager.post("/data-set/returns/open", form, status=302)
    asked = AgencyReturn.objects.get()
    assert (asked.period, asked.due_on) == (int(period), due)
    assert "has been asked" in manager.post("/data-set/returns/open", form)
    AgencyReturn.objects.update(due_on=date(2020, 1, 1))
    assert "1 return is late" in manager.get("/data-set/returns").lower()
